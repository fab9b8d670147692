package io.linewatch.bench.measure;

import java.util.ArrayList;
import java.util.List;

/** One quantity over time, and whether it still grows at the end. One thread. */
public final class Trend {
  private final String name;
  private final String unit;
  private final double allowedRise;
  private final List<double[]> points = new ArrayList<>();

  /**
   * @param allowedRise how much the fitted line may rise over the second half, in {@code unit};
   *     infinite for what may grow and is only told
   */
  public Trend(String name, String unit, double allowedRise) {
    this.name = name;
    this.unit = unit;
    this.allowedRise = allowedRise;
  }

  /**
   * @param at seconds, or whatever else goes on, such as pictures
   */
  public void add(double at, double value) {
    points.add(new double[] {at, value});
  }

  public String name() {
    return name;
  }

  public String unit() {
    return unit;
  }

  public double allowedRise() {
    return allowedRise;
  }

  public double first() {
    return points.isEmpty() ? Double.NaN : points.getFirst()[1];
  }

  public double last() {
    return points.isEmpty() ? Double.NaN : points.getLast()[1];
  }

  public double greatest() {
    return points.stream().mapToDouble(point -> point[1]).max().orElse(Double.NaN);
  }

  /** Slope of the least-squares line through the second half, per second or whatever it is over. */
  public double slope() {
    List<double[]> half = secondHalf();
    if (half.size() < 3) {
      return Double.NaN;
    }
    double meanTime = half.stream().mapToDouble(point -> point[0]).average().orElseThrow();
    double meanValue = half.stream().mapToDouble(point -> point[1]).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (double[] point : half) {
      covariance += (point[0] - meanTime) * (point[1] - meanValue);
      variance += (point[0] - meanTime) * (point[0] - meanTime);
    }
    return covariance / variance;
  }

  /** How much that line rises from the first to the last point of the second half. */
  public double rise() {
    List<double[]> half = secondHalf();
    return half.isEmpty() ? Double.NaN : slope() * (half.getLast()[0] - half.getFirst()[0]);
  }

  private List<double[]> secondHalf() {
    if (points.isEmpty()) {
      return List.of();
    }
    double middle = (points.getFirst()[0] + points.getLast()[0]) / 2;
    return points.stream().filter(point -> point[0] >= middle).toList();
  }
}
