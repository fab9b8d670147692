package io.linewatch.model.shrink;

import io.linewatch.model.format.ModelSpec;
import java.util.Map;

/**
 * How far the answers of two graphs lie apart over the same rows. Pure.
 *
 * @param rows judged
 * @param meanDifference of the scores, in parts of the greater of the score and 10 %
 * @param mostDifference the greatest of them
 * @param sameVerdicts share of rows on the same side of 100 %
 * @param mostContribution greatest difference of a channel's share
 */
public record Parity(
    int rows,
    double meanDifference,
    double mostDifference,
    double sameVerdicts,
    double mostContribution) {
  /** A smaller graph is refused beyond these. */
  public static final Parity BOUND = new Parity(0, 0.01, 0.05, 0.995, 0.05);

  private static final double LEAST_SCORE = 10;
  private static final double LIMIT = 100;

  static Parity of(Map<String, float[]> full, Map<String, float[]> small) {
    float[] expected = output(full, ModelSpec.Outputs.STANDARD.score());
    float[] actual = output(small, ModelSpec.Outputs.STANDARD.score());
    double sum = 0;
    double most = 0;
    int same = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference =
          Math.abs(expected[i] - actual[i]) / Math.max(LEAST_SCORE, Math.abs(expected[i]));
      // NaN must not pass as no difference.
      difference = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
      sum += difference;
      most = Math.max(most, difference);
      same += (expected[i] > LIMIT) == (actual[i] > LIMIT) ? 1 : 0;
    }
    return new Parity(
        expected.length,
        sum / expected.length,
        most,
        (double) same / expected.length,
        most(
            output(full, ModelSpec.Outputs.STANDARD.contributions()),
            output(small, ModelSpec.Outputs.STANDARD.contributions())));
  }

  boolean isWithinBound() {
    return meanDifference <= BOUND.meanDifference
        && mostDifference <= BOUND.mostDifference
        && sameVerdicts >= BOUND.sameVerdicts
        && mostContribution <= BOUND.mostContribution;
  }

  private static double most(float[] expected, float[] actual) {
    double most = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(expected[i] - actual[i]);
      most = Math.max(most, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
    }
    return most;
  }

  private static float[] output(Map<String, float[]> outputs, String name) {
    float[] found = outputs.get(name);
    if (found == null) {
      throw new IllegalStateException(
          "the graph has no output '" + name + "', only " + outputs.keySet());
    }
    return found;
  }
}
