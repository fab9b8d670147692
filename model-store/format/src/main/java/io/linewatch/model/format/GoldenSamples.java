package io.linewatch.model.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Features with the outputs the fit computed in double precision; {@code golden.json} in the
 * package. A gateway runs them through the graph before the model scores.
 *
 * @param version of this document; {@value #VERSION}
 * @param tolerance greatest relative difference allowed, taken of the greater of 1 and the expected
 *     value for scores and statistics, absolute for contributions
 */
public record GoldenSamples(int version, double tolerance, List<Sample> samples) {
  public static final int VERSION = 1;
  public static final int MAX_SAMPLES = 64;

  public GoldenSamples {
    samples = List.copyOf(samples);
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "golden samples of version " + version + ", this program reads " + VERSION);
    }
    if (samples.isEmpty() || samples.size() > MAX_SAMPLES) {
      throw new IllegalArgumentException(
          "1 to " + MAX_SAMPLES + " golden samples, not " + samples.size());
    }
    if (!(tolerance > 0 && tolerance <= 0.01)) {
      throw new IllegalArgumentException("the tolerance must be above 0 and at most 0.01");
    }
  }

  /**
   * @param features the graph's input row
   * @param contributions by channel, sum 1
   */
  public record Sample(
      float[] features, double score, double t2, double spe, double[] contributions) {
    public Sample {
      boolean finite = Double.isFinite(score) && Double.isFinite(t2) && Double.isFinite(spe);
      for (float feature : features) {
        finite &= Float.isFinite(feature);
      }
      for (double contribution : contributions) {
        finite &= Double.isFinite(contribution);
      }
      if (!finite) {
        throw new IllegalArgumentException("a golden sample has a number that is not finite");
      }
    }
  }

  /**
   * Compares what a graph answered for one sample.
   *
   * @return what differs, or null when everything is within the tolerance
   */
  public @Nullable String difference(
      int index, double score, double t2, double spe, float[] contributions) {
    Sample expected = samples.get(index);
    if (differs(expected.score(), score)) {
      return describe(index, "score", expected.score(), score);
    }
    if (differs(expected.t2(), t2)) {
      return describe(index, "t2", expected.t2(), t2);
    }
    if (differs(expected.spe(), spe)) {
      return describe(index, "spe", expected.spe(), spe);
    }
    if (contributions.length != expected.contributions().length) {
      return describe(
          index, "contributions", expected.contributions().length, contributions.length);
    }
    for (int c = 0; c < contributions.length; c++) {
      // Negated so that NaN differs.
      if (!(Math.abs(expected.contributions()[c] - contributions[c]) <= tolerance)) {
        return describe(
            index, "contributions[" + c + "]", expected.contributions()[c], contributions[c]);
      }
    }
    return null;
  }

  private boolean differs(double expected, double actual) {
    return !(Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected)));
  }

  private static String describe(int index, String what, double expected, double actual) {
    return "golden sample " + index + ": " + what + " is " + actual + ", expected " + expected;
  }
}
