package io.linewatch.model.fit;

import java.util.SplittableRandom;

/**
 * A small network: one hidden layer of rectified units beside a straight connection, {@code y =
 * relu(x·W + a)·V + x·S + b}. Mutable while it is trained; not thread-safe then.
 *
 * @param hidden W, F × H
 * @param hiddenBias a
 * @param out V, H × F
 * @param straight S, F × F
 * @param outBias b
 */
record Network(
    double[][] hidden, double[] hiddenBias, double[][] out, double[][] straight, double[] outBias) {

  /** Weights as He et al. (ICCV 2015) draw them for rectified units; no straight connection yet. */
  static Network random(int features, int units, SplittableRandom random) {
    double[][] hidden = new double[features][units];
    double[][] out = new double[units][features];
    for (int u = 0; u < units; u++) {
      for (int f = 0; f < features; f++) {
        hidden[f][u] = Math.sqrt(2.0 / features) * random.nextGaussian();
        out[u][f] = 0.1 * Math.sqrt(1.0 / units) * random.nextGaussian();
      }
    }
    return new Network(
        hidden, new double[units], out, new double[features][features], new double[features]);
  }

  int units() {
    return hiddenBias.length;
  }

  /** The hidden units for {@code x}, of which only the columns that {@code seen} marks count. */
  double[] units(double[] x, double[] seen) {
    double[] units = hiddenBias.clone();
    for (int f = 0; f < x.length; f++) {
      double value = x[f] * seen[f];
      if (value != 0) {
        for (int u = 0; u < units.length; u++) {
          units[u] += value * hidden[f][u];
        }
      }
    }
    for (int u = 0; u < units.length; u++) {
      units[u] = Math.max(0, units[u]);
    }
    return units;
  }

  /** What is expected of one column. */
  double expected(int column, double[] x, double[] seen, double[] units) {
    double sum = outBias[column];
    for (int u = 0; u < units.length; u++) {
      sum += units[u] * out[u][column];
    }
    for (int f = 0; f < x.length; f++) {
      sum += x[f] * seen[f] * straight[f][column];
    }
    return sum;
  }

  /** How much the expectation of one column moves with each column that is seen. */
  double[] slopes(int column, double[] seen, double[] units) {
    double[] slopes = new double[seen.length];
    for (int f = 0; f < slopes.length; f++) {
      double sum = straight[f][column];
      for (int u = 0; u < units.length; u++) {
        sum += units[u] > 0 ? hidden[f][u] * out[u][column] : 0;
      }
      slopes[f] = seen[f] * sum;
    }
    return slopes;
  }

  Network copy() {
    return new Network(
        copy(hidden), hiddenBias.clone(), copy(out), copy(straight), outBias.clone());
  }

  private static double[][] copy(double[][] matrix) {
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = matrix[i].clone();
    }
    return copy;
  }
}
