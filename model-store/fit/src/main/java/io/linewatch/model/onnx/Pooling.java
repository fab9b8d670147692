package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/** Nodes that bring maps [1, channels, rows, columns] to other sizes. */
final class Pooling {
  private Pooling() {}

  /** The mean of the 3 × 3 places around each, at the edge of those that are there. */
  static NodeProto.Builder smooth(String output, String input) {
    return smooth(output, input, 3);
  }

  /** The mean of {@code side} × {@code side} places around each; the side is odd. */
  static NodeProto.Builder smooth(String output, String input, long side) {
    long around = side / 2;
    return average(output, input, side, 1)
        .addAttribute(NodeAttributes.integers("pads", List.of(around, around, around, around)));
  }

  /** Each place over as many as fit into the sizes. */
  static NodeProto.Builder repeat(String output, String input, String sizes) {
    return NodeProto.newBuilder()
        .setOpType("Resize")
        .addInput(input)
        .addInput("")
        .addInput("")
        .addInput(sizes)
        .addOutput(output)
        .addAttribute(NodeAttributes.text("mode", "nearest"))
        .addAttribute(NodeAttributes.text("nearest_mode", "floor"))
        .addAttribute(NodeAttributes.text("coordinate_transformation_mode", "asymmetric"));
  }

  /** The mean of {@code ratio} × {@code ratio} places. */
  static NodeProto.Builder shrink(String output, String input, long ratio) {
    return average(output, input, ratio, ratio);
  }

  /** Bilinear, pixels taken by their centres. */
  static NodeProto.Builder resize(String output, String input, String sizes) {
    return NodeProto.newBuilder()
        .setOpType("Resize")
        .addInput(input)
        .addInput("")
        .addInput("")
        .addInput(sizes)
        .addOutput(output)
        .addAttribute(NodeAttributes.text("mode", "linear"))
        .addAttribute(NodeAttributes.text("coordinate_transformation_mode", "half_pixel"));
  }

  /** The greatest of {@code side} × {@code side} places, every {@code step} places. */
  static NodeProto.Builder greatest(
      String output, String input, long side, long step, long padding) {
    return NodeProto.newBuilder()
        .setOpType("MaxPool")
        .addInput(input)
        .addOutput(output)
        .addAttribute(NodeAttributes.integers("kernel_shape", List.of(side, side)))
        .addAttribute(NodeAttributes.integers("strides", List.of(step, step)))
        .addAttribute(NodeAttributes.integers("pads", List.of(padding, padding, padding, padding)));
  }

  private static NodeProto.Builder average(String output, String input, long side, long step) {
    return NodeProto.newBuilder()
        .setOpType("AveragePool")
        .addInput(input)
        .addOutput(output)
        .addAttribute(NodeAttributes.integers("kernel_shape", List.of(side, side)))
        .addAttribute(NodeAttributes.integers("strides", List.of(step, step)));
  }

  /** The mean over rows and columns, [1, channels]. */
  static NodeProto.Builder wholeMean(String output, String input) {
    return NodeProto.newBuilder()
        .setOpType("ReduceMean")
        .addInput(input)
        .addOutput(output)
        .addAttribute(NodeAttributes.integers("axes", List.of(2L, 3L)))
        .addAttribute(NodeAttributes.integer("keepdims", 0));
  }
}
