package io.linewatch.model.fit;

import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.ScoreGraph;

/**
 * What normal running looks like, in double precision; what a graph is written from and compared
 * with. It judges a row of features by two statistics. Immutable.
 */
sealed interface NormalModel permits PcaModel, SimilarityModel, NetworkModel, EnsembleModel {
  /** Standardised values are cut here, in the graph too, so that no float32 overflows. */
  double MAX_STANDARDISED = 1e6;

  /**
   * Statistics of one row.
   *
   * @param t2 how far it went along known directions; 0 where a model knows of none
   * @param spe how far it left what is known
   */
  record Statistics(double t2, double spe) {}

  Statistics statistics(float[] row);

  /** Statistics averaged over the rows that a graph's input holds. */
  default Statistics averaged(float[] input, Averaging averaging) {
    double t2 = 0;
    double spe = 0;
    for (int block = 0; block < averaging.blocks(); block++) {
      Statistics statistics = statistics(averaging.block(input, block));
      t2 += statistics.t2();
      spe += statistics.spe();
    }
    return new Statistics(t2 / averaging.blocks(), spe / averaging.blocks());
  }

  /** By feature, half the slope of T² with its standardised value. */
  double[] slopesOfT2(float[] row);

  /** By feature, half the slope of SPE with its standardised value. */
  double[] slopesOfSpe(float[] row);

  /**
   * By channel, what it contributes to the row's deviation; above 0.
   *
   * @param channelOfFeature index of the input channel each feature is computed from
   */
  double[] contributions(float[] row, ControlLimits limits, int[] channelOfFeature, int channels);

  int features();

  /** What a feature's standardised value is a multiple of, in the feature's unit. */
  double scale(int feature);

  /** Directions, remembered rows or hidden units. */
  int components();

  /** Share of the variance of normal running that the model accounts for. */
  double explained();

  /** The limit of T² for independent, normally distributed rows; 0 where there is none. */
  double classicalT2(int rows);

  /** The limit of SPE for independent, normally distributed rows; 0 where there is none. */
  double classicalSpe();

  /**
   * The graph that answers as this model does under limits; the same model gives the same bytes.
   *
   * @param channelOfFeature index of the input channel each feature is computed from
   */
  ScoreGraph graph(ControlLimits limits, int[] channelOfFeature, int channels, Averaging averaging);
}
