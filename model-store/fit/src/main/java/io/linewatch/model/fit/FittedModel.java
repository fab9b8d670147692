package io.linewatch.model.fit;

import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.onnx.Averaging;
import java.util.Arrays;

/**
 * A model with its limits: what the graph computes, in double precision.
 *
 * @param channelOfFeature index of the input channel each feature is computed from
 * @param averaging which columns make the rows that the statistics are averaged over
 */
record FittedModel(
    NormalModel normal,
    ControlLimits limits,
    int[] channelOfFeature,
    int channels,
    Averaging averaging) {

  /** Everything the graph answers for one row. */
  GoldenSamples.Sample score(float[] row) {
    NormalModel.Statistics statistics = normal.averaged(row, averaging);
    return new GoldenSamples.Sample(
        row, percent(statistics), statistics.t2(), statistics.spe(), contributions(row));
  }

  /** The score alone, percent of the limit. */
  double percent(float[] row) {
    return percent(normal.averaged(row, averaging));
  }

  private double percent(NormalModel.Statistics statistics) {
    return 100 * Math.max(statistics.t2() / limits.t2(), statistics.spe() / limits.spe());
  }

  /**
   * Half the slope of the score's deciding statistic, in parts of its limit, with each column of
   * the graph's input.
   */
  double[] slopes(float[] row) {
    NormalModel.Statistics statistics = normal.averaged(row, averaging);
    boolean known = statistics.t2() / limits.t2() > statistics.spe() / limits.spe();
    double[] slopes = new double[row.length];
    for (int block = 0; block < averaging.blocks(); block++) {
      float[] judged = averaging.block(row, block);
      double[] ofBlock = known ? normal.slopesOfT2(judged) : normal.slopesOfSpe(judged);
      double limit = known ? limits.t2() : limits.spe();
      for (int f = 0; f < ofBlock.length; f++) {
        slopes[averaging.columns()[block * ofBlock.length + f]] +=
            ofBlock[f] / (limit * normal.scale(f));
      }
    }
    return slopes;
  }

  /** Shares of the channels: their contributions over all rows averaged, sum 1. */
  private double[] contributions(float[] row) {
    double[] shares = new double[channels];
    for (int block = 0; block < averaging.blocks(); block++) {
      double[] parts =
          normal.contributions(averaging.block(row, block), limits, channelOfFeature, channels);
      for (int c = 0; c < channels; c++) {
        shares[c] += parts[c];
      }
    }
    double sum = Arrays.stream(shares).sum();
    for (int c = 0; c < channels; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  byte[] onnx() {
    return normal.graph(limits, channelOfFeature, channels, averaging).toOnnx();
  }
}
