package io.linewatch.model.format;

import java.nio.file.Path;

/**
 * A package that was read and checked whole.
 *
 * @param digest {@code sha256:…} of the manifest; the package's name for good
 * @param spec what the model needs and says
 * @param onnxFile the graph, checked against its digest and against {@link OnnxGraph}
 * @param golden samples to run before the model scores
 */
public record ModelPackage(String digest, ModelSpec spec, Path onnxFile, GoldenSamples golden) {}
