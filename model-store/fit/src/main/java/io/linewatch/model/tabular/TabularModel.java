package io.linewatch.model.tabular;

import io.linewatch.model.fit.InputDomain;
import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.onnx.FailureGraph;
import io.linewatch.model.onnx.Occlusion;
import io.linewatch.model.onnx.TreeRegression;
import java.util.Arrays;

/**
 * A probability of failure with its limit: what the graph computes, in double precision over the
 * trees.
 *
 * @param limit probability at which the score is 100 %
 * @param reference by channel, the median of records without failure
 */
record TabularModel(TreeRegression trees, InputDomain domain, double limit, double[] reference) {
  /** A channel that speaks for less than one in a hundred says nothing. */
  private static final double FLOOR = 0.01;

  /** Percent of the limit. */
  double percent(float[] row) {
    return 100 * trees.at(row) / limit;
  }

  /** Everything the graph answers for one row. */
  GoldenSamples.Sample score(float[] row) {
    double[] z = domain.standardise(row);
    double probability = trees.at(row);
    return new GoldenSamples.Sample(
        row, 100 * probability / limit, domain.t2(z), domain.spe(z), shares(row, probability));
  }

  private double[] shares(float[] row, double probability) {
    double[] shares = new double[row.length];
    for (int c = 0; c < shares.length; c++) {
      float[] occluded = row.clone();
      occluded[c] = (float) reference[c];
      shares[c] = Math.max(0, probability - trees.at(occluded)) + FLOOR;
    }
    double sum = Arrays.stream(shares).sum();
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  FailureGraph graph() {
    int[] channelOfFeature = new int[reference.length];
    Arrays.setAll(channelOfFeature, c -> c);
    Occlusion occlusion = new Occlusion(channelOfFeature, reference.length, reference, FLOOR, true);
    return new FailureGraph(trees, domain.graph(), occlusion, limit);
  }
}
