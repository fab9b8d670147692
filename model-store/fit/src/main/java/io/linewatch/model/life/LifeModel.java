package io.linewatch.model.life;

import io.linewatch.model.fit.InputDomain;
import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.onnx.KernelRegression;
import io.linewatch.model.onnx.LifeGraph;
import io.linewatch.model.onnx.Occlusion;
import java.util.Arrays;

/**
 * A remaining life with its interval: what the graph computes, in double precision.
 *
 * @param cap no longer life is told
 * @param warnBelow the score is at 100 % where so many cycles are left
 * @param channelOfFeature index of the input channel each feature is computed from
 * @param reference by feature, as of a machine whose life is at the cap
 */
record LifeModel(
    InputDomain domain,
    KernelRidge kernel,
    LifeInterval interval,
    double cap,
    double warnBelow,
    int[] channelOfFeature,
    int channels,
    double[] reference) {
  /** No shorter life is told, so that the score stays finite. */
  static final double LEAST = 1;

  /** A channel that speaks for less than half a cycle says nothing. */
  private static final double FLOOR_CYCLES = 0.5;

  double life(double[] z) {
    return Math.clamp(kernel.at(z), LEAST, cap);
  }

  /** Percent of the limit, which lies where the warning is due. */
  double percent(float[] row) {
    return 100 * warnBelow / life(domain.standardise(row));
  }

  /** Everything the graph answers for one row. */
  GoldenSamples.Sample score(float[] row) {
    double[] z = domain.standardise(row);
    return new GoldenSamples.Sample(
        row, 100 * warnBelow / life(z), domain.t2(z), domain.spe(z), shares(row, life(z)));
  }

  private double[] shares(float[] row, double life) {
    double[] shares = new double[channels];
    for (int c = 0; c < channels; c++) {
      float[] occluded = row.clone();
      for (int f = 0; f < occluded.length; f++) {
        occluded[f] = channelOfFeature[f] == c ? (float) reference[f] : occluded[f];
      }
      double gained = life(domain.standardise(occluded)) - life;
      shares[c] = Math.max(0, gained) + FLOOR_CYCLES;
    }
    double sum = Arrays.stream(shares).sum();
    for (int c = 0; c < channels; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  LifeGraph graph() {
    return new LifeGraph(
        new KernelRegression(
            domain.graph(),
            kernel.landmarks(),
            kernel.gamma(),
            kernel.alpha(),
            kernel.mean(),
            LEAST,
            cap),
        new Occlusion(channelOfFeature, channels, reference, FLOOR_CYCLES, false),
        warnBelow,
        Arrays.copyOf(interval.knots(), interval.knots().length - 1),
        interval.low()[0],
        interval.bends(interval.low()),
        interval.high()[0],
        interval.bends(interval.high()));
  }
}
