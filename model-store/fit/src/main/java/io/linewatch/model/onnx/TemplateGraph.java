package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.linewatch.model.visual.VisualSpec;
import java.util.List;

/**
 * Comparison with a golden picture as one graph: what is brighter or darker than the golden picture
 * anywhere within a tolerance, and what the golden picture has and this one lacks. A board is never
 * printed quite to size: each block of {@value #BLOCK} pixels is compared at the place, a few
 * pixels around, where it and its neighbours differ least. No backbone.
 *
 * @param scale the one input; sides multiples of {@value #BLOCK}
 * @param golden [height × width], mean of the channels as the graph's input has them
 * @param tolerance in pixels, how far an edge may lie off
 * @param reach in pixels, how far a block may lie off
 * @param limit mean difference over {@value #SMOOTH} × {@value #SMOOTH} pixels that is 100 %, in
 *     the input's unit
 * @param margin in pixels, not judged at the edges: what has moved in is not the part
 * @param outputs names and size
 */
public record TemplateGraph(
    VisualSpec.Scale scale,
    float[] golden,
    int tolerance,
    int reach,
    double limit,
    int margin,
    VisualSpec.Outputs outputs) {
  /** Pixels a side of a place of the heat-map. */
  public static final int STEP = 2;

  /** Pixels a side of what is put in its place as one. */
  public static final int BLOCK = 8;

  /** Blocks a side whose differences choose the place of the one in the middle. */
  public static final int BLOCKS = 5;

  public static final int SMOOTH = 5;

  private static final float FARTHER = 1e-5f;
  private static final float LATER = 1e-6f;

  private static final long OPERATOR_SET = 17;

  /** The graph as an ONNX file; the same picture always gives the same bytes. */
  public byte[] toOnnx() {
    GraphWriter graph = new GraphWriter();
    graph.inputOf(scale.input(), 1, 3, scale.height(), scale.width());
    graph.tensor("golden", golden, 1, 1, scale.height(), scale.width());
    graph.tensor("judged", judged(), 1, 1, scale.height(), scale.width());
    graph.scalar("percent", 100 / limit);
    graph.node(
        NodeProto.newBuilder()
            .setOpType("ReduceMean")
            .addInput(scale.input())
            .addOutput("grey")
            .addAttribute(NodeAttributes.integers("axes", List.of(1L))));
    writeSpread(graph, "golden");
    writeSpread(graph, "grey");
    graph.integers("around", 0, 0, reach, reach, 0, 0, reach, reach);
    for (String value : List.of("grey", "grey_top", "grey_bottom")) {
      graph.node(
          NodeProto.newBuilder()
              .setOpType("Pad")
              .addInput(value)
              .addInput("around")
              .addOutput(value + "_wide")
              .addAttribute(NodeAttributes.text("mode", "edge")));
    }
    writeHeat(graph, writePlaces(graph));
    return GraphFile.of(graph.build("linewatch_template"), OPERATOR_SET);
  }

  /**
   * What a place costs beside its differences: of equally good ones the nearer, of equally near
   * ones the first, whatever a runtime rounds.
   *
   * @param down 0 to 2 × reach
   * @param right likewise
   */
  public float farther(int down, int right) {
    int away = Math.abs(down - reach) + Math.abs(right - reach);
    return FARTHER * away + LATER * (down * (2 * reach + 1) + right);
  }

  /** The greatest and the least within the tolerance. */
  private void writeSpread(GraphWriter graph, String value) {
    int side = 2 * tolerance + 1;
    graph.node(Pooling.greatest(value + "_top", value, side, 1, tolerance));
    graph.node("Neg", value + "_negative", value);
    graph.node(Pooling.greatest(value + "_depth", value + "_negative", side, 1, tolerance));
    graph.node("Neg", value + "_bottom", value + "_depth");
  }

  /** Tries all places, block by block; the name of the differences at the best ones. */
  private String writePlaces(GraphWriter graph) {
    graph.integers("axes", 2, 3);
    graph.integers("whole", 1, 1, scale.height(), scale.width());
    String best = "";
    String least = "";
    for (int down = 0; down <= 2 * reach; down++) {
      for (int right = 0; right <= 2 * reach; right++) {
        String prefix = "place_" + down + "_" + right + "/";
        writeDifference(graph, prefix, down, right);
        graph.node(Pooling.shrink(prefix + "block", prefix + "difference", BLOCK));
        graph.node(Pooling.smooth(prefix + "blocks", prefix + "block", BLOCKS));
        graph.scalar(prefix + "farther", farther(down, right));
        graph.node("Add", prefix + "cost", prefix + "blocks", prefix + "farther");
        if (best.isEmpty()) {
          best = prefix + "difference";
          least = prefix + "cost";
        } else {
          graph.node("Less", prefix + "better", prefix + "cost", least);
          writeChoice(graph, prefix, best);
          graph.node("Min", prefix + "least", prefix + "cost", least);
          best = prefix + "best";
          least = prefix + "least";
        }
      }
    }
    return best;
  }

  private void writeDifference(GraphWriter graph, String prefix, int down, int right) {
    graph.integers(prefix + "from", down, right);
    graph.integers(prefix + "to", down + scale.height(), right + scale.width());
    for (String value : List.of("grey", "grey_top", "grey_bottom")) {
      graph.node("Slice", prefix + value, value + "_wide", prefix + "from", prefix + "to", "axes");
    }
    graph.node("Sub", prefix + "above", prefix + "grey", "golden_top");
    graph.node("Sub", prefix + "below", "golden_bottom", prefix + "grey");
    graph.node("Sub", prefix + "lacks_light", "golden", prefix + "grey_top");
    graph.node("Sub", prefix + "lacks_dark", prefix + "grey_bottom", "golden");
    graph.node(
        NodeProto.newBuilder()
            .setOpType("Max")
            .addInput(prefix + "above")
            .addInput(prefix + "below")
            .addInput(prefix + "lacks_light")
            .addInput(prefix + "lacks_dark")
            .addOutput(prefix + "signed"));
    graph.node("Relu", prefix + "difference", prefix + "signed");
  }

  /** Takes the differences of this place in the blocks where it is the better one. */
  private static void writeChoice(GraphWriter graph, String prefix, String before) {
    graph.node(cast(prefix + "better_number", prefix + "better", TensorProto.DataType.FLOAT));
    graph.node(Pooling.repeat(prefix + "better_pixels", prefix + "better_number", "whole"));
    graph.node(cast(prefix + "taken", prefix + "better_pixels", TensorProto.DataType.BOOL));
    graph.node("Where", prefix + "best", prefix + "taken", prefix + "difference", before);
  }

  private void writeHeat(GraphWriter graph, String differences) {
    graph.node("Mul", "inside", differences, "judged");
    String kept = EdgeRimNodes.write(graph, "inside", "whole", limit);
    graph.node(Pooling.smooth("smooth", kept, SMOOTH));
    graph.node(Pooling.greatest("coarse", "smooth", STEP, STEP, 0));
    graph.integers("heat_shape", outputs.rows(), outputs.columns());
    graph.node("Reshape", "heat", "coarse", "heat_shape");
    graph.node("Mul", outputs.heatMap(), "heat", "percent");
    graph.outputOf(outputs.heatMap(), outputs.rows(), outputs.columns());
    graph.node(
        NodeProto.newBuilder()
            .setOpType("ReduceMax")
            .addInput(outputs.heatMap())
            .addOutput("greatest")
            .addAttribute(NodeAttributes.integer("keepdims", 0)));
    graph.integers("one", 1);
    graph.node("Reshape", outputs.score(), "greatest", "one");
    graph.outputOf(outputs.score(), 1);
  }

  private static NodeProto.Builder cast(String output, String input, TensorProto.DataType type) {
    return NodeProto.newBuilder()
        .setOpType("Cast")
        .addInput(input)
        .addOutput(output)
        .addAttribute(NodeAttributes.integer("to", type.getNumber()));
  }

  /** 1 where differences count, 0 in the margin. */
  private float[] judged() {
    float[] judged = new float[scale.width() * scale.height()];
    for (int i = 0; i < judged.length; i++) {
      int x = i % scale.width();
      int y = i / scale.width();
      boolean inside =
          x >= margin && y >= margin && x < scale.width() - margin && y < scale.height() - margin;
      judged[i] = inside ? 1 : 0;
    }
    return judged;
  }
}
