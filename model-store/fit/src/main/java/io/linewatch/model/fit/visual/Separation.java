package io.linewatch.model.fit.visual;

import java.util.Arrays;

/** How well scores tell two groups apart. Pure. */
public final class Separation {
  private Separation() {}

  /**
   * Area under the ROC curve: the share of pairs in which the bad one scores higher, ties half
   * (Mann and Whitney).
   */
  public static double of(double[] good, double[] bad) {
    double[] sorted = good.clone();
    Arrays.sort(sorted);
    double sum = 0;
    for (double score : bad) {
      sum += (below(sorted, score, false) + below(sorted, score, true)) / 2.0;
    }
    return sum / ((double) good.length * bad.length);
  }

  /**
   * Share of the bad ones above the score that a share of the good ones is above.
   *
   * @param falseRejects share of the good ones
   */
  public static double recallAt(double[] good, double[] bad, double falseRejects) {
    double[] sorted = good.clone();
    Arrays.sort(sorted);
    int allowed = (int) Math.floor(falseRejects * sorted.length + 1e-9);
    double limit = sorted[sorted.length - 1 - Math.min(allowed, sorted.length - 1)];
    return Arrays.stream(bad).filter(score -> score > limit).count() / (double) bad.length;
  }

  /** How many are below a value, or not above it. */
  private static int below(double[] sorted, double value, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
