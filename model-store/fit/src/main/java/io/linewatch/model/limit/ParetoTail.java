package io.linewatch.model.limit;

import java.util.Arrays;

/**
 * The generalised Pareto distribution of what exceeds a threshold: {@code P(Y > y) = (1 + shape·y /
 * scale)^(−1/shape)}, and {@code exp(−y / scale)} where the shape is nought.
 *
 * @param shape above 0 for heavy tails; below 0 the tail ends at {@code −scale / shape}
 * @param scale in the unit of the excess, above 0
 */
record ParetoTail(double shape, double scale) {
  /** Beyond these shapes the estimate means nothing: no variance above, no density below. */
  static final double LEAST_SHAPE = -0.5;

  static final double GREATEST_SHAPE = 0.9;

  private static final double NEARLY_NOUGHT = 1e-6;
  private static final int GRID = 60;
  private static final int REFINEMENTS = 40;

  ParetoTail {
    if (!(scale > 0) || !Double.isFinite(shape)) {
      throw new IllegalArgumentException("no tail has shape " + shape + " and scale " + scale);
    }
  }

  /**
   * Most likely tail. The likelihood of both parameters is reduced to one of {@code θ = shape /
   * scale} (Grimshaw, Technometrics 35 (1993) 185–191), looked at on a grid and refined.
   *
   * @param excesses what the peaks exceed the threshold by; at least two, all above nought
   */
  static ParetoTail fit(double[] excesses) {
    double greatest = Arrays.stream(excesses).max().orElseThrow();
    double mean = Arrays.stream(excesses).average().orElseThrow();
    double bestTheta = 0;
    double best = logLikelihood(0, mean, excesses);
    // θ runs from just above −1 / greatest to some multiples of 1 / mean.
    double low = -(1 - 1e-6) / greatest;
    double high = 20 / mean;
    for (int i = 0; i <= GRID; i++) {
      double theta = low + (high - low) * cube((double) i / GRID);
      double likelihood = logLikelihood(theta, mean, excesses);
      if (likelihood > best) {
        best = likelihood;
        bestTheta = theta;
      }
    }
    double theta = refine(bestTheta, (high - low) / GRID, mean, excesses, low);
    return at(theta, mean, excesses);
  }

  /** The excess that a share {@code p} of the peaks is above; p in (0, 1]. */
  double exceededBy(double p) {
    return Math.abs(shape) < NEARLY_NOUGHT
        ? -scale * Math.log(p)
        : scale / shape * (Math.pow(p, -shape) - 1);
  }

  private static double cube(double u) {
    return u * u * u;
  }

  private static double refine(
      double theta, double step, double mean, double[] excesses, double low) {
    double at = theta;
    double value = logLikelihood(at, mean, excesses);
    double width = step;
    for (int i = 0; i < REFINEMENTS; i++) {
      double below = Math.max(low, at - width);
      double above = at + width;
      double valueBelow = logLikelihood(below, mean, excesses);
      double valueAbove = logLikelihood(above, mean, excesses);
      if (valueBelow > value && valueBelow >= valueAbove) {
        at = below;
        value = valueBelow;
      } else if (valueAbove > value) {
        at = above;
        value = valueAbove;
      } else {
        width /= 2;
      }
    }
    return at;
  }

  private static double shapeAt(double theta, double[] excesses) {
    double sum = 0;
    for (double y : excesses) {
      sum += Math.log1p(theta * y);
    }
    return sum / excesses.length;
  }

  /** By row of the sample; −∞ outside the shapes that mean something. */
  private static double logLikelihood(double theta, double mean, double[] excesses) {
    if (Math.abs(theta) * mean < NEARLY_NOUGHT) {
      return -Math.log(mean) - 1;
    }
    double shape = shapeAt(theta, excesses);
    double scale = shape / theta;
    boolean sensible = scale > 0 && shape >= LEAST_SHAPE && shape <= GREATEST_SHAPE;
    return sensible ? -Math.log(scale) - shape - 1 : Double.NEGATIVE_INFINITY;
  }

  private static ParetoTail at(double theta, double mean, double[] excesses) {
    if (Math.abs(theta) * mean < NEARLY_NOUGHT) {
      return new ParetoTail(0, mean);
    }
    double shape = shapeAt(theta, excesses);
    return new ParetoTail(shape, shape / theta);
  }
}
