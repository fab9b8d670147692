package io.linewatch.model.format;

/**
 * What goes into a package.
 *
 * @param onnx the graph
 * @param report how it was fitted, JSON for people and programs
 */
public record PackageContents(ModelSpec spec, byte[] onnx, GoldenSamples golden, byte[] report) {}
