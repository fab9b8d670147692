package io.linewatch.model.onnx;

import io.linewatch.model.format.ModelSpec;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The graph of a principal-component model. Given features x it standardises, projects, and answers
 * T², SPE, the score in percent of the limit and each channel's share of it.
 *
 * @param mean by feature
 * @param scale by feature
 * @param loadings F × k
 * @param eigenvalues of the k retained components
 * @param channelOfFeature index of the input channel each feature is computed from
 * @param channels how many input channels there are
 * @param maxStandardised standardised values are cut to ± this
 * @param averaging which columns make the rows that the statistics are averaged over
 */
public record PcaGraph(
    double[] mean,
    double[] scale,
    double[][] loadings,
    double[] eigenvalues,
    double t2Limit,
    double speLimit,
    int[] channelOfFeature,
    int channels,
    double maxStandardised,
    Averaging averaging)
    implements ScoreGraph {

  @Override
  public int width() {
    return averaging.width();
  }

  @Override
  public String kind() {
    return "pca";
  }

  @Override
  public void body(GraphWriter graph) {
    int features = mean.length;
    graph.vector("mean", mean);
    graph.vector("inverse_scale", map(scale, s -> 1 / s));
    graph.scalar("low", -maxStandardised);
    graph.scalar("high", maxStandardised);
    graph.matrix("loadings", loadings);
    graph.matrix("loadings_transposed", transposed(loadings));
    graph.vector("inverse_eigenvalues", map(eigenvalues, l -> 1 / l));
    graph.scalar("t2_percent", 100 / t2Limit);
    graph.scalar("spe_percent", 100 / speLimit);
    graph.matrix("score_directions", scoreDirections());
    graph.scalar("inverse_spe_limit", 1 / speLimit);
    graph.vector("inverse_self", map(selfInfluence(), d -> 1 / d));
    graph.scalar("floor", CONTRIBUTION_FLOOR);
    graph.matrix("channel_of_feature", channelMatrix());
    graph.integers("last_axis", 1);
    String row = ModelSpec.GRAPH_INPUT;
    if (averaging.blocks() > 1) {
      row = writeBlocks(graph, features);
    }
    writeStatistics(graph, row);
    writeContributions(graph);
  }

  /**
   * By feature, how much of the combined index a unit deviation of it alone makes: the diagonal of
   * {@code M = P·Λ⁻¹·Pᵀ / T²limit + (I − P·Pᵀ) / SPElimit}.
   */
  public double[] selfInfluence() {
    double[] self = new double[mean.length];
    for (int f = 0; f < self.length; f++) {
      double modelled = 0;
      for (int k = 0; k < eigenvalues.length; k++) {
        double square = loadings[f][k] * loadings[f][k];
        modelled += square;
        self[f] += square / (eigenvalues[k] * t2Limit);
      }
      self[f] += Math.max(0, 1 - modelled) / speLimit;
    }
    return self;
  }

  /** [N, width] to the rows that are averaged, [N · blocks, features]. */
  private String writeBlocks(GraphWriter graph, int features) {
    graph.integers("block_columns", Arrays.stream(averaging.columns()).mapToLong(c -> c).toArray());
    graph.integers("row_shape", -1, features);
    graph.integers("block_shape", -1, averaging.blocks());
    graph.integers("block_channel_shape", -1, averaging.blocks(), channels);
    graph.scalar("inverse_blocks", 1.0 / averaging.blocks());
    graph.gatherColumns("gathered", ModelSpec.GRAPH_INPUT, "block_columns");
    graph.node("Reshape", "rows", "gathered", "row_shape");
    return "rows";
  }

  /** Sums a statistic's last axis, and averages it over the blocks where there are several. */
  private void writeStatistic(GraphWriter graph, String output, String terms) {
    if (averaging.blocks() == 1) {
      graph.sum(output, terms, "last_axis", false);
      return;
    }
    graph.sum(output + "_row", terms, "last_axis", false);
    graph.node("Reshape", output + "_blocks", output + "_row", "block_shape");
    graph.sum(output + "_sum", output + "_blocks", "last_axis", false);
    graph.node("Mul", output, output + "_sum", "inverse_blocks");
  }

  private void writeStatistics(GraphWriter graph, String row) {
    ModelSpec.Outputs names = ModelSpec.Outputs.STANDARD;
    graph.node("Sub", "centred", row, "mean");
    graph.node("Mul", "scaled", "centred", "inverse_scale");
    graph.node("Clip", "z", "scaled", "low", "high");
    graph.node("MatMul", "t", "z", "loadings");
    graph.node("Mul", "t_squared", "t", "t");
    graph.node("Mul", "t_weighted", "t_squared", "inverse_eigenvalues");
    writeStatistic(graph, names.t2(), "t_weighted");
    graph.node("MatMul", "modelled", "t", "loadings_transposed");
    graph.node("Sub", "residual", "z", "modelled");
    graph.node("Mul", "residual_squared", "residual", "residual");
    writeStatistic(graph, names.spe(), "residual_squared");
    graph.node("Mul", "t2_of_limit", names.t2(), "t2_percent");
    graph.node("Mul", "spe_of_limit", names.spe(), "spe_percent");
    graph.node("Max", names.score(), "t2_of_limit", "spe_of_limit");
  }

  private void writeContributions(GraphWriter graph) {
    String name = ModelSpec.Outputs.STANDARD.contributions();
    graph.node("MatMul", "influence_t2", "t", "score_directions");
    graph.node("Mul", "influence_spe", "residual", "inverse_spe_limit");
    graph.node("Add", "influence", "influence_t2", "influence_spe");
    graph.node("Mul", "influence_squared", "influence", "influence");
    graph.node("Mul", "reconstruction", "influence_squared", "inverse_self");
    graph.node("Add", "reconstruction_floored", "reconstruction", "floor");
    if (averaging.blocks() == 1) {
      graph.node("MatMul", "by_channel", "reconstruction_floored", "channel_of_feature");
    } else {
      graph.node("MatMul", "by_channel_row", "reconstruction_floored", "channel_of_feature");
      graph.node("Reshape", "by_channel_blocks", "by_channel_row", "block_channel_shape");
      graph.sum("by_channel", "by_channel_blocks", "last_axis", false);
    }
    graph.sum("all_channels", "by_channel", "last_axis", true);
    graph.node("Div", name, "by_channel", "all_channels");
  }

  /** k × F: a component's score to its part of every feature's influence on T². */
  private double[][] scoreDirections() {
    double[][] directions = new double[eigenvalues.length][mean.length];
    for (int k = 0; k < eigenvalues.length; k++) {
      for (int f = 0; f < mean.length; f++) {
        directions[k][f] = loadings[f][k] / (eigenvalues[k] * t2Limit);
      }
    }
    return directions;
  }

  private double[][] channelMatrix() {
    double[][] matrix = new double[mean.length][channels];
    for (int f = 0; f < mean.length; f++) {
      matrix[f][channelOfFeature[f]] = 1;
    }
    return matrix;
  }

  private static double[][] transposed(double[][] matrix) {
    double[][] out = new double[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < out.length; j++) {
        out[j][i] = matrix[i][j];
      }
    }
    return out;
  }

  private static double[] map(double[] values, DoubleUnaryOperator f) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = f.applyAsDouble(values[i]);
    }
    return out;
  }
}
