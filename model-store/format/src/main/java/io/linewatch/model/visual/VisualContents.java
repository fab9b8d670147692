package io.linewatch.model.visual;

/**
 * What goes into a visual package.
 *
 * @param onnx the graph
 * @param golden what the graph answers for the golden picture
 * @param goldenPicture a good picture, PNG
 * @param report how it was fitted, JSON for people and programs
 */
public record VisualContents(
    VisualSpec spec, byte[] onnx, VisualGolden golden, byte[] goldenPicture, byte[] report) {}
