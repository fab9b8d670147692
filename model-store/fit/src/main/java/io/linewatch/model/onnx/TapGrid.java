package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a backbone's taps to one grid of {@link VisualTrunk#STEP} pixels, channels behind each
 * other: a finer tap is smoothed and averaged, a coarser one interpolated.
 *
 * @param free whether inputs are of any size, so that every tap is interpolated
 */
record TapGrid(TapShapes shapes, boolean free) {
  /**
   * @param output name of the value [1, channels, rows, columns]
   * @param seen what the taps are of
   */
  void write(GraphWriter graph, String output, List<String> taps, TapShapes.Size seen) {
    List<String> onGrid = new ArrayList<>();
    for (int tap = 0; tap < taps.size(); tap++) {
      onGrid.add(writeOnGrid(graph, taps.get(tap), shapes.of(seen).get(tap), seen));
    }
    graph.node(
        NodeProto.newBuilder()
            .setOpType("Concat")
            .addAllInput(onGrid)
            .addOutput(output)
            .addAttribute(NodeAttributes.integer("axis", 1)));
  }

  private String writeOnGrid(GraphWriter graph, String tap, long[] shape, TapShapes.Size seen) {
    long rows = seen.height() / VisualTrunk.STEP;
    long columns = seen.width() / VisualTrunk.STEP;
    long ratio = shape[2] / rows;
    boolean whole = shape[2] == ratio * rows && shape[3] == ratio * columns;
    String value = tap;
    if (whole && ratio > 1) {
      graph.node(Pooling.smooth(tap + "_smooth", tap));
      graph.node(Pooling.shrink(tap + "_shrunk", tap + "_smooth", ratio));
      value = tap + "_shrunk";
    }
    if (free || !whole) {
      graph.integers(tap + "_sizes", 1, shape[1], rows, columns);
      graph.node(Pooling.resize(tap + "_grid", value, tap + "_sizes"));
      value = tap + "_grid";
    }
    return value;
  }
}
