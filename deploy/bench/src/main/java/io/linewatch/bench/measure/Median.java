package io.linewatch.bench.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Medians: one disturbed round does not move them. */
public final class Median {
  private Median() {}

  /** NaN when there is nothing; the mean of the middle two when there is an even number. */
  public static double of(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /**
   * The median of the rounds' quotients: what ran in the same round ran on the same busy machine.
   */
  public static double ofRatios(List<Double> numerators, List<Double> denominators) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(numerators.size(), denominators.size()); i++) {
      ratios.add(numerators.get(i) / denominators.get(i));
    }
    return of(ratios);
  }

  /**
   * @param share from 0 to 1, such as 0.99
   * @return NaN when there is nothing
   */
  public static double quantile(double[] values, double share) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }
}
