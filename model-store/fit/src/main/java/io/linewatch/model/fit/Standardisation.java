package io.linewatch.model.fit;

/** Features to multiples of their spread about their mean in normal running. */
record Standardisation(double[] mean, double[] scale) {

  /**
   * @param rows at least two
   * @param leastScale by feature: the least scale used for it
   */
  static Standardisation of(float[][] rows, double[] leastScale) {
    double[] mean = new double[rows[0].length];
    for (float[] row : rows) {
      for (int f = 0; f < mean.length; f++) {
        mean[f] += row[f];
      }
    }
    for (int f = 0; f < mean.length; f++) {
      mean[f] /= rows.length;
    }
    double[] scale = new double[mean.length];
    for (float[] row : rows) {
      for (int f = 0; f < mean.length; f++) {
        scale[f] += (row[f] - mean[f]) * (row[f] - mean[f]);
      }
    }
    for (int f = 0; f < mean.length; f++) {
      scale[f] = Math.max(Math.sqrt(scale[f] / (rows.length - 1)), leastScale[f]);
    }
    return new Standardisation(mean, scale);
  }

  /** One row, cut to ± {@link NormalModel#MAX_STANDARDISED}. */
  double[] of(float[] row) {
    double[] z = new double[row.length];
    for (int f = 0; f < z.length; f++) {
      z[f] =
          Math.clamp(
              (row[f] - mean[f]) / scale[f],
              -NormalModel.MAX_STANDARDISED,
              NormalModel.MAX_STANDARDISED);
    }
    return z;
  }

  double[][] of(float[][] rows) {
    double[][] z = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      z[i] = of(rows[i]);
    }
    return z;
  }
}
