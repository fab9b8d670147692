package io.linewatch.model.fit.visual;

/** Cholesky's factor of a covariance, inverted: what makes its rows uncorrelated. */
final class Whiteness {
  private Whiteness() {}

  /**
   * @param covariance positive definite, lower half; overwritten
   * @return {@code L⁻¹} where {@code L·Lᵀ} is the covariance, row after row, upper half nought;
   *     float16 numbers
   */
  static float[] factor(double[][] covariance) {
    int n = covariance.length;
    for (int i = 0; i < n; i++) {
      double[] row = covariance[i];
      for (int j = 0; j <= i; j++) {
        double sum = row[j];
        double[] other = covariance[j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        row[j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / other[j];
      }
    }
    float[] inverse = new float[n * n];
    double[][] lines = new double[n][n];
    for (int i = 0; i < n; i++) {
      // Row i of the inverse: (e_i − Σ_k L_ik · row_k) / L_ii.
      double[] line = lines[i];
      line[i] = 1;
      for (int k = 0; k < i; k++) {
        double factor = covariance[i][k];
        double[] below = lines[k];
        for (int j = 0; j <= k; j++) {
          line[j] -= factor * below[j];
        }
      }
      for (int j = 0; j <= i; j++) {
        line[j] /= covariance[i][i];
        inverse[i * n + j] = Float.float16ToFloat(Float.floatToFloat16((float) line[j]));
      }
    }
    return inverse;
  }
}
