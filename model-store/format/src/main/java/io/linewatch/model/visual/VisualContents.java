package io.linewatch.model.visual;

import org.jspecify.annotations.Nullable;

/**
 * What goes into a visual package.
 *
 * @param onnx the graph
 * @param golden what the graph answers for the golden picture
 * @param goldenPicture a good picture, PNG
 * @param report how it was fitted, JSON for people and programs
 * @param labels what a classifier's or detector's labels mean; null of a model of unlikeness
 */
public record VisualContents(
    VisualSpec spec,
    byte[] onnx,
    VisualGolden golden,
    byte[] goldenPicture,
    byte[] report,
    @Nullable LabelledAnswer labels) {
  /** Of a model of unlikeness. */
  public VisualContents(
      VisualSpec spec, byte[] onnx, VisualGolden golden, byte[] goldenPicture, byte[] report) {
    this(spec, onnx, golden, goldenPicture, report, null);
  }
}
