package io.linewatch.model.onnx;

import io.linewatch.model.format.ModelSpec;

/**
 * Each channel's share of a bad answer, by occlusion (Robnik-Šikonja and Kononenko, IEEE TKDE 20
 * (2008) 589–600): how much better the answer would be if the channel's features were those of a
 * machine that is well. Parts below nought count as nought; a floor keeps the shares of a row that
 * nothing is wrong with equal instead of arbitrary.
 *
 * @param channelOfFeature index of the input channel each feature is computed from
 * @param channels how many input channels there are
 * @param reference by feature, as of a machine that is well
 * @param floor added to every channel, in the answer's unit
 * @param higherIsWorse whether a higher answer is the worse one
 */
public record Occlusion(
    int[] channelOfFeature, int channels, double[] reference, double floor, boolean higherIsWorse) {

  /** Writes the shares as an output of the graph. */
  void write(GraphWriter graph, Regression regression, String features, String answer) {
    double[][] kept = new double[channels][reference.length];
    double[][] put = new double[channels][reference.length];
    for (int c = 0; c < channels; c++) {
      for (int f = 0; f < reference.length; f++) {
        boolean own = channelOfFeature[f] == c;
        kept[c][f] = own ? 0 : 1;
        put[c][f] = own ? reference[f] : 0;
      }
    }
    graph.matrix("occlusion_kept", kept);
    graph.matrix("occlusion_put", put);
    graph.integers("occlusion_axis", 1);
    graph.integers("occlusion_rows", -1, reference.length);
    graph.integers("occlusion_channels", -1, channels);
    graph.scalar("occlusion_floor", floor);
    graph.node("Unsqueeze", "occlusion_wide", features, "occlusion_axis");
    graph.node("Mul", "occlusion_rest", "occlusion_wide", "occlusion_kept");
    graph.node("Add", "occlusion_all", "occlusion_rest", "occlusion_put");
    graph.node("Reshape", "occlusion_flat", "occlusion_all", "occlusion_rows");
    regression.write(graph, "occlusion_flat", "occluded");
    graph.node("Reshape", "occluded_by_channel", "occluded", "occlusion_channels");
    graph.node("Unsqueeze", "answer_wide", answer, "occlusion_axis");
    if (higherIsWorse) {
      graph.node("Sub", "occlusion_gain", "answer_wide", "occluded_by_channel");
    } else {
      graph.node("Sub", "occlusion_gain", "occluded_by_channel", "answer_wide");
    }
    graph.node("Relu", "occlusion_gained", "occlusion_gain");
    graph.node("Add", "occlusion_floored", "occlusion_gained", "occlusion_floor");
    graph.sum("occlusion_sum", "occlusion_floored", "occlusion_axis", true);
    String name = ModelSpec.Outputs.STANDARD.contributions();
    graph.node("Div", name, "occlusion_floored", "occlusion_sum");
    graph.output(name, channels);
  }
}
