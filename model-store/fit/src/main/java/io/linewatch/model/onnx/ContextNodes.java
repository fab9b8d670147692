package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.List;

/** Writes what a picture is like as a whole: mean and spread of the channels of coarse taps. */
final class ContextNodes {
  private static final int TAPS = 2;

  private ContextNodes() {}

  /** Which tap is the first that counts; the coarsest come last. */
  static int firstTap(Backbone backbone) {
    return Math.max(0, backbone.taps().size() - TAPS);
  }

  /** What the picture is like as a whole: {@link VisualTrunk#contextOf}. */
  static void write(GraphWriter graph, Backbone backbone, int scale) {
    String prefix = VisualTrunk.prefix(scale);
    List<String> parts = new ArrayList<>();
    List<String> taps = backbone.taps();
    for (String tap : taps.subList(firstTap(backbone), taps.size())) {
      String value = prefix + tap;
      graph.node(Pooling.wholeMean(value + "_mean", value));
      graph.node("Mul", value + "_squares", value, value);
      graph.node(Pooling.wholeMean(value + "_mean_square", value + "_squares"));
      graph.node("Mul", value + "_square_mean", value + "_mean", value + "_mean");
      graph.node("Sub", value + "_signed", value + "_mean_square", value + "_square_mean");
      graph.node("Relu", value + "_variance", value + "_signed");
      graph.node("Sqrt", value + "_spread", value + "_variance");
      parts.add(value + "_mean");
      parts.add(value + "_spread");
    }
    graph.node(
        NodeProto.newBuilder()
            .setOpType("Concat")
            .addAllInput(parts)
            .addOutput(VisualTrunk.contextOf(scale))
            .addAttribute(NodeAttributes.integer("axis", 1)));
  }

  /**
   * The context in few numbers.
   *
   * @return name of a value [1, dimensions]
   */
  static String writeShort(
      GraphWriter graph, Backbone backbone, int scale, VisualTrunk.Whitening whitening) {
    String prefix = VisualTrunk.prefix(scale);
    write(graph, backbone, scale);
    int dimensions = whitening.dimensions();
    int channels = whitening.mean().length;
    float[] turned = new float[channels * dimensions];
    for (int d = 0; d < dimensions; d++) {
      for (int c = 0; c < channels; c++) {
        turned[c * dimensions + d] = whitening.directions()[d][c];
      }
    }
    graph.tensor(prefix + "context_mean", whitening.mean(), channels);
    graph.tensor(prefix + "context_directions", turned, channels, dimensions);
    graph.node(
        "Sub", prefix + "context_centred", VisualTrunk.contextOf(scale), prefix + "context_mean");
    graph.node(
        "MatMul",
        prefix + "context_short",
        prefix + "context_centred",
        prefix + "context_directions");
    return prefix + "context_short";
  }
}
