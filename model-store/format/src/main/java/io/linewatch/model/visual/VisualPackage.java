package io.linewatch.model.visual;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A visual package that was read and checked whole.
 *
 * @param digest {@code sha256:…} of the manifest; the package's name for good
 * @param spec what the model needs and says
 * @param onnxFile the graph, checked against its digest and its spec
 * @param golden what it must answer for the golden picture before it scores
 * @param goldenPictureFile a good picture, PNG
 * @param labels what a classifier's or detector's labels mean; null of a model of unlikeness
 */
public record VisualPackage(
    String digest,
    VisualSpec spec,
    Path onnxFile,
    VisualGolden golden,
    Path goldenPictureFile,
    @Nullable LabelledAnswer labels) {}
