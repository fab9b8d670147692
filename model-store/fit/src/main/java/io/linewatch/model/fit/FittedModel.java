package io.linewatch.model.fit;

import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.PcaGraph;
import java.util.Arrays;

/**
 * A model with its limits: what the graph computes, in double precision.
 *
 * @param channelOfFeature index of the input channel each feature is computed from
 * @param averaging which columns make the rows that the statistics are averaged over
 */
record FittedModel(
    PcaModel pca, ControlLimits limits, int[] channelOfFeature, int channels, Averaging averaging) {

  /** Everything the graph answers for one row. */
  GoldenSamples.Sample score(float[] row) {
    PcaModel.Statistics statistics = pca.averaged(row, averaging);
    double score = 100 * Math.max(statistics.t2() / limits.t2(), statistics.spe() / limits.spe());
    return new GoldenSamples.Sample(
        row, score, statistics.t2(), statistics.spe(), contributions(row));
  }

  /**
   * Shares of the channels by reconstruction (Alcala and Qin, Automatica 45 (2009) 1593–1600) of
   * the combined index T²/limit + SPE/limit (Yue and Qin 2001): how much of the index would vanish
   * if the feature were put right, summed over a channel's features. For a fault of one sensor,
   * large against the noise, that sensor's share is the greatest.
   */
  private double[] contributions(float[] row) {
    double[] self = graph().selfInfluence();
    double[] shares = new double[channels];
    for (int block = 0; block < averaging.blocks(); block++) {
      addShares(averaging.block(row, block), self, shares);
    }
    double sum = Arrays.stream(shares).sum();
    for (int c = 0; c < channels; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  private void addShares(float[] row, double[] self, double[] shares) {
    double[] z = pca.standardise(row);
    double[] t = pca.project(z);
    double[] residual = pca.residual(z, t);
    for (int f = 0; f < row.length; f++) {
      double influence = residual[f] / limits.spe();
      for (int k = 0; k < t.length; k++) {
        influence += t[k] * pca.loading(f, k) / (pca.eigenvalue(k) * limits.t2());
      }
      double share = influence * influence / self[f] + PcaGraph.CONTRIBUTION_FLOOR;
      shares[channelOfFeature[f]] += share;
    }
  }

  PcaGraph graph() {
    int features = pca.features();
    int components = pca.components();
    double[] mean = new double[features];
    double[] scale = new double[features];
    double[][] loadings = new double[features][components];
    double[] eigenvalues = new double[components];
    for (int f = 0; f < features; f++) {
      mean[f] = pca.mean(f);
      scale[f] = pca.scale(f);
      for (int k = 0; k < components; k++) {
        loadings[f][k] = pca.loading(f, k);
        eigenvalues[k] = pca.eigenvalue(k);
      }
    }
    return new PcaGraph(
        mean,
        scale,
        loadings,
        eigenvalues,
        limits.t2(),
        limits.spe(),
        channelOfFeature,
        channels,
        PcaModel.MAX_STANDARDISED,
        averaging);
  }
}
