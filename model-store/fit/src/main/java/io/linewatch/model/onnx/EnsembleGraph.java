package io.linewatch.model.onnx;

import io.linewatch.model.format.ModelSpec;
import java.util.List;

/**
 * Several models in one graph, each under names of its own. SPE is the mean of their scores in
 * parts of their own limits; contributions are theirs, each weighing by its score; T² is 0.
 *
 * @param members at least two, of the same input and channels
 */
public record EnsembleGraph(List<ScoreGraph> members, double speLimit) implements ScoreGraph {
  public EnsembleGraph {
    members = List.copyOf(members);
  }

  @Override
  public int width() {
    return members.getFirst().width();
  }

  @Override
  public int channels() {
    return members.getFirst().channels();
  }

  @Override
  public String kind() {
    return "ensemble";
  }

  @Override
  public void body(GraphWriter graph) {
    ModelSpec.Outputs names = ModelSpec.Outputs.STANDARD;
    graph.integers("channel_axis", 1);
    graph.scalar("nought", 0);
    graph.scalar("of_limits", 1 / (100.0 * members.size()));
    graph.scalar("spe_percent", 100 / speLimit);
    graph.scalar("floor", CONTRIBUTION_FLOOR);
    String scores = "";
    String shares = "";
    for (int m = 0; m < members.size(); m++) {
      String prefix = "m" + m + "_";
      members.get(m).body(graph.part(prefix));
      String score = prefix + names.score();
      graph.node("Add", prefix + "floored", score, "floor");
      graph.node("Unsqueeze", prefix + "wide", prefix + "floored", "channel_axis");
      graph.node("Mul", prefix + "weighted", prefix + names.contributions(), prefix + "wide");
      scores = added(graph, scores, score, prefix + "scores");
      shares = added(graph, shares, prefix + "weighted", prefix + "shares");
    }
    graph.node("Mul", names.spe(), scores, "of_limits");
    graph.node("Mul", names.t2(), names.spe(), "nought");
    graph.node("Mul", names.score(), names.spe(), "spe_percent");
    graph.sum("all_channels", shares, "channel_axis", true);
    graph.node("Div", names.contributions(), shares, "all_channels");
  }

  private static String added(GraphWriter graph, String sum, String next, String named) {
    if (sum.isEmpty()) {
      return next;
    }
    graph.node("Add", named, sum, next);
    return named;
  }
}
