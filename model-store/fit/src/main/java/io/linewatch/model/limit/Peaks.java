package io.linewatch.model.limit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The highest value of every excursion above a threshold. Neighbouring rows of a plant are nearly
 * copies of each other; an excursion is one event, as it would be one alarm (runs declustering,
 * Smith and Weissman, J. R. Statist. Soc. B 56 (1994) 515–528).
 *
 * @param threshold that the values exceed
 * @param excesses by excursion: its highest value less the threshold, above nought
 * @param rows how many rows were looked at
 */
record Peaks(double threshold, double[] excesses, int rows) {

  /**
   * @param scores in order of time; what is not finite counts as not exceeding
   * @param apart two exceedances belong to one excursion unless this many rows below the threshold
   *     lie between them; at least 1
   */
  static Peaks over(double threshold, double[] scores, int apart) {
    List<Double> peaks = new ArrayList<>();
    double peak = Double.NEGATIVE_INFINITY;
    int below = 0;
    for (double score : scores) {
      if (score > threshold && Double.isFinite(score)) {
        peak = Math.max(peak, score);
        below = 0;
      } else if (peak > threshold && ++below >= apart) {
        peaks.add(peak - threshold);
        peak = Double.NEGATIVE_INFINITY;
      }
    }
    if (peak > threshold) {
      peaks.add(peak - threshold);
    }
    return new Peaks(
        threshold, peaks.stream().mapToDouble(Double::doubleValue).toArray(), scores.length);
  }

  int count() {
    return excesses.length;
  }

  /** Excursions a row. */
  double rate() {
    return (double) excesses.length / rows;
  }

  /** The value below which a share of the finite scores lies. */
  static double quantile(double[] scores, double share) {
    double[] sorted = Arrays.stream(scores).filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }
}
