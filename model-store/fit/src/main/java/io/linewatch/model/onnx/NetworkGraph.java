package io.linewatch.model.onnx;

import io.linewatch.model.format.ModelSpec;
import java.util.Arrays;

/**
 * The graph of a small network that expects every channel from columns it may see: one hidden layer
 * of rectified units beside a straight connection. SPE is the sum of the squared differences in
 * parts of their spread, each channel's part its contribution; T² is 0.
 *
 * @param mean by feature
 * @param scale by feature
 * @param seen by channel and feature: 1 where the expectation may rest on the feature, else 0
 * @param weight by channel and feature: 1 / spread of the difference where it is judged, else 0
 * @param hidden F × H
 * @param hiddenBias by unit
 * @param out H × F
 * @param straight F × F
 * @param outBias by feature
 * @param maxStandardised standardised values are cut to ± this
 */
public record NetworkGraph(
    double[] mean,
    double[] scale,
    double[][] seen,
    double[][] weight,
    double[][] hidden,
    double[] hiddenBias,
    double[][] out,
    double[][] straight,
    double[] outBias,
    double speLimit,
    double maxStandardised)
    implements ScoreGraph {

  @Override
  public int width() {
    return mean.length;
  }

  @Override
  public int channels() {
    return seen.length;
  }

  @Override
  public String kind() {
    return "network";
  }

  @Override
  public void body(GraphWriter graph) {
    FromOthers others = new FromOthers(seen, weight);
    ModelSpec.Outputs names = ModelSpec.Outputs.STANDARD;
    graph.vector("mean", mean);
    graph.vector("inverse_scale", Arrays.stream(scale).map(s -> 1 / s).toArray());
    graph.scalar("low", -maxStandardised);
    graph.scalar("high", maxStandardised);
    graph.matrix("hidden_weights", hidden);
    graph.vector("hidden_bias", hiddenBias);
    graph.matrix("out_weights", out);
    graph.matrix("straight_weights", straight);
    graph.vector("out_bias", outBias);
    graph.scalar("nought", 0);
    graph.scalar("spe_percent", 100 / speLimit);
    graph.node("Sub", "centred", ModelSpec.GRAPH_INPUT, "mean");
    graph.node("Mul", "scaled", "centred", "inverse_scale");
    graph.node("Clip", "z", "scaled", "low", "high");
    others.hide(graph);
    graph.node("MatMul", "hidden_sum", "seen", "hidden_weights");
    graph.node("Add", "hidden_shifted", "hidden_sum", "hidden_bias");
    graph.node("Relu", "hidden_units", "hidden_shifted");
    graph.node("MatMul", "curved", "hidden_units", "out_weights");
    graph.node("MatMul", "straight", "seen", "straight_weights");
    graph.node("Add", "both", "curved", "straight");
    graph.node("Add", "expected", "both", "out_bias");
    others.parts(graph, "expected");
    graph.sum(names.spe(), "own_parts", "channel_axis", false);
    graph.node("Mul", names.t2(), names.spe(), "nought");
    graph.node("Mul", names.score(), names.spe(), "spe_percent");
    FromOthers.shares(graph);
  }
}
