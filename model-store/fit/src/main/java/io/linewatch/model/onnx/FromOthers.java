package io.linewatch.model.onnx;

import io.linewatch.model.format.ModelSpec;

/**
 * Every channel against what a model expects of it from columns it may see: [N, F] becomes [N, C,
 * F], a copy for each channel in which what is hidden from it is nought, the mean.
 *
 * @param seen by channel and feature: 1 where the expectation may rest on the feature, else 0
 * @param weight by channel and feature: by what the difference is multiplied; 0 where it is not
 *     this channel's, or is not judged
 */
record FromOthers(double[][] seen, double[][] weight) {

  /** The copies, named {@code seen}; {@code z} must be there. */
  void hide(GraphWriter graph) {
    graph.matrix("seen_columns", seen);
    graph.integers("channel_axis", 1);
    graph.integers("feature_axis", 2);
    graph.node("Unsqueeze", "z_each", "z", "channel_axis");
    graph.node("Mul", "seen", "z_each", "seen_columns");
  }

  /** Squared weighted differences from {@code expected}, [N, C, F], summed by channel: [N, C]. */
  void parts(GraphWriter graph, String expected) {
    graph.matrix("own_weight", weight);
    graph.node("Sub", "apart", "z_each", expected);
    graph.node("Mul", "own_apart", "apart", "own_weight");
    graph.node("Mul", "own_squared", "own_apart", "own_apart");
    graph.sum("own_parts", "own_squared", "feature_axis", false);
  }

  /** The parts as shares that sum to 1. */
  static void shares(GraphWriter graph) {
    graph.scalar("floor", ScoreGraph.CONTRIBUTION_FLOOR);
    graph.node("Add", "parts_floored", "own_parts", "floor");
    graph.sum("all_channels", "parts_floored", "channel_axis", true);
    graph.node("Div", ModelSpec.Outputs.STANDARD.contributions(), "parts_floored", "all_channels");
  }
}
