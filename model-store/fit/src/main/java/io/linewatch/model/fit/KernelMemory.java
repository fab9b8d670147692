package io.linewatch.model.fit;

/**
 * Remembered rows, and what they say of another by a Gaussian kernel of its distance from them.
 *
 * @param rows standardised
 * @param squaredBandwidth of the kernel
 * @param channel by column, the channel it is of
 */
record KernelMemory(double[][] rows, double squaredBandwidth, int[] channel) {
  private static final int NONE = -1;

  /** By column, what is left of {@code z} when the rows near it have been taken off. */
  double[] residual(double[] z) {
    return residual(z, weights(z, NONE));
  }

  /** By column, its difference from what rows say that are near in the other channels. */
  double[] fromOthers(double[] z, int channels) {
    double[] apart = new double[z.length];
    for (int c = 0; c < channels; c++) {
      double[] residual = residual(z, weights(z, c));
      for (int f = 0; f < z.length; f++) {
        apart[f] = channel[f] == c ? residual[f] : apart[f];
      }
    }
    return apart;
  }

  /**
   * How the expected row, weighted by {@code pull}, moves with each column: by the weighted
   * covariance of the remembered rows.
   */
  double[] expectedMoves(double[] z, double[] pull) {
    double[] weights = weights(z, NONE);
    double expectedPull = 0;
    for (int i = 0; i < weights.length; i++) {
      expectedPull += weights[i] * dot(rows[i], pull);
    }
    double[] moves = new double[z.length];
    for (int i = 0; i < weights.length; i++) {
      double part = weights[i] * (dot(rows[i], pull) - expectedPull) / squaredBandwidth;
      for (int f = 0; f < moves.length; f++) {
        moves[f] += part * rows[i][f];
      }
    }
    return moves;
  }

  /** Of the remembered rows, sum 1; the hidden channel has no say. */
  private double[] weights(double[] z, int hidden) {
    double[] weights = new double[rows.length];
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < weights.length; i++) {
      double nearness = 0;
      for (int f = 0; f < z.length; f++) {
        double m = rows[i][f];
        nearness += channel[f] == hidden ? 0 : z[f] * m - m * m / 2;
      }
      weights[i] = nearness / squaredBandwidth;
      greatest = Math.max(greatest, weights[i]);
    }
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp(weights[i] - greatest);
      sum += weights[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  private double[] residual(double[] z, double[] weights) {
    double[] residual = z.clone();
    for (int i = 0; i < weights.length; i++) {
      for (int f = 0; f < residual.length; f++) {
        residual[f] -= weights[i] * rows[i][f];
      }
    }
    return residual;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int f = 0; f < a.length; f++) {
      sum += a[f] * b[f];
    }
    return sum;
  }
}
