package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;

/** Networks that know red, green and blue: as small as a classifier and a detector can be. */
public final class LabelledGraphs {
  private static final int COLOURS = 3;

  private LabelledGraphs() {}

  /** Mean colours of a picture, [1, 3]. */
  public static byte[] classifier(int side) {
    GraphWriter graph = new GraphWriter();
    graph.inputOf("images", 1, COLOURS, side, side);
    graph.integers("shape", 1, COLOURS);
    graph.node("GlobalAveragePool", "mean", "images");
    graph.node("Reshape", "output", "mean", "shape");
    graph.outputOf("output", 1, COLOURS);
    return GraphFile.of(graph.build("classifier"));
  }

  /** One box for each cell of so many pixels, its colours what it shows; [1, boxes, 8]. */
  public static byte[] detector(int side, int cell) {
    int across = side / cell;
    int cells = across * across;
    float[] boxes = new float[cells * 5];
    for (int i = 0; i < cells; i++) {
      int column = i % across;
      int row = i / across;
      boxes[5 * i] = (column + 0.5f) * cell;
      boxes[5 * i + 1] = (row + 0.5f) * cell;
      boxes[5 * i + 2] = cell;
      boxes[5 * i + 3] = cell;
      boxes[5 * i + 4] = 1;
    }
    GraphWriter graph = new GraphWriter();
    graph.inputOf("images", 1, COLOURS, side, side);
    graph.tensor("boxes", boxes, 1, cells, 5);
    graph.integers("shape", 1, COLOURS, cells);
    graph.node(
        NodeProto.newBuilder()
            .setOpType("AveragePool")
            .addInput("images")
            .addOutput("pooled")
            .addAttribute(
                NodeAttributes.integers("kernel_shape", List.of((long) cell, (long) cell)))
            .addAttribute(NodeAttributes.integers("strides", List.of((long) cell, (long) cell))));
    graph.node("Reshape", "by_colour", "pooled", "shape");
    graph.node(
        NodeProto.newBuilder()
            .setOpType("Transpose")
            .addInput("by_colour")
            .addOutput("by_cell")
            .addAttribute(NodeAttributes.integers("perm", List.of(0L, 2L, 1L))));
    graph.node(
        NodeProto.newBuilder()
            .setOpType("Concat")
            .addInput("boxes")
            .addInput("by_cell")
            .addOutput("output")
            .addAttribute(NodeAttributes.integer("axis", 2)));
    graph.outputOf("output", 1, cells, 5 + COLOURS);
    return GraphFile.of(graph.build("detector"));
  }
}
