package io.linewatch.model.onnx;

import io.linewatch.model.format.ModelSpec;
import java.util.Arrays;

/**
 * The graph of a model that remembers rows. Given features x it standardises, expects the mean of
 * the remembered rows weighted by a Gaussian kernel of their distance, and answers SPE, the score
 * in percent of the limit and each channel's share of it: by how far the channel is from what the
 * rows say that are near in the other channels. T² is 0.
 *
 * @param mean by feature
 * @param scale by feature
 * @param memory remembered rows, standardised
 * @param squaredBandwidth of the kernel
 * @param spread by feature, of what is left in normal running
 * @param seen by channel and feature: 0 where the feature is the channel's own, else 1
 * @param ownWeight by channel and feature: where it is its own, 1 / spread of the difference from
 *     what the other channels say, in normal running; else 0
 * @param maxStandardised standardised values are cut to ± this
 */
public record SimilarityGraph(
    double[] mean,
    double[] scale,
    double[][] memory,
    double squaredBandwidth,
    double[] spread,
    double speLimit,
    double[][] seen,
    double[][] ownWeight,
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
    return "similarity";
  }

  @Override
  public void body(GraphWriter graph) {
    constants(graph);
    ModelSpec.Outputs names = ModelSpec.Outputs.STANDARD;
    graph.node("Sub", "centred", ModelSpec.GRAPH_INPUT, "mean");
    graph.node("Mul", "scaled", "centred", "inverse_scale");
    graph.node("Clip", "z", "scaled", "low", "high");
    // −|z − m|² / 2h² less what all have in common: z·m / h² − |m|² / 2h².
    graph.node("MatMul", "products", "z", "memory_over_bandwidth");
    graph.node("Sub", "nearness", "products", "half_norms");
    graph.node("Softmax", "weights", "nearness");
    graph.node("MatMul", "expected", "weights", "memory");
    graph.node("Sub", "residual", "z", "expected");
    graph.node("Mul", "of_spread", "residual", "inverse_spread");
    graph.node("Mul", "parts", "of_spread", "of_spread");
    graph.sum(names.spe(), "parts", "last_axis", false);
    graph.node("Mul", names.t2(), names.spe(), "nought");
    graph.node("Mul", names.score(), names.spe(), "spe_percent");
    contributions(graph);
  }

  /** The same once more for each channel, its own features hidden. */
  private void contributions(GraphWriter graph) {
    FromOthers others = new FromOthers(seen, ownWeight);
    others.hide(graph);
    graph.node("MatMul", "products_seen", "seen", "memory_over_bandwidth");
    graph.node("Sub", "nearness_seen", "products_seen", "half_norms_seen");
    graph.node("Softmax", "weights_seen", "nearness_seen");
    graph.node("MatMul", "expected_seen", "weights_seen", "memory");
    others.parts(graph, "expected_seen");
    FromOthers.shares(graph);
  }

  private void constants(GraphWriter graph) {
    graph.vector("mean", mean);
    graph.vector("inverse_scale", Arrays.stream(scale).map(s -> 1 / s).toArray());
    graph.scalar("low", -maxStandardised);
    graph.scalar("high", maxStandardised);
    graph.matrix("memory", memory);
    double[][] turned = new double[mean.length][memory.length];
    double[] halfNorms = new double[memory.length];
    double[][] halfNormsSeen = new double[channels()][memory.length];
    for (int i = 0; i < memory.length; i++) {
      for (int f = 0; f < mean.length; f++) {
        turned[f][i] = memory[i][f] / squaredBandwidth;
        double part = memory[i][f] * memory[i][f] / (2 * squaredBandwidth);
        halfNorms[i] += part;
        for (int c = 0; c < channels(); c++) {
          halfNormsSeen[c][i] += seen[c][f] * part;
        }
      }
    }
    graph.matrix("memory_over_bandwidth", turned);
    graph.vector("half_norms", halfNorms);
    graph.matrix("half_norms_seen", halfNormsSeen);
    graph.vector("inverse_spread", Arrays.stream(spread).map(s -> 1 / s).toArray());
    graph.scalar("nought", 0);
    graph.scalar("spe_percent", 100 / speLimit);
    graph.integers("last_axis", 1);
  }
}
