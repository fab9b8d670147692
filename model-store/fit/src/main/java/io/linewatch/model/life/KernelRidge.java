package io.linewatch.model.life;

/**
 * Kernel ridge regression on landmarks, in double precision: f(z) = mean + Σ αᵢ·exp(−γ·|z − lᵢ|²).
 * The landmarks are some of the rows learned from (subset of regressors: Quiñonero-Candela and
 * Rasmussen, JMLR 6 (2005) 1939–1959).
 *
 * @param landmarks m × F, standardised
 * @param gamma above 0
 * @param alpha by landmark
 * @param mean added to every answer
 */
record KernelRidge(double[][] landmarks, double gamma, double[] alpha, double mean) {

  double at(double[] z) {
    double sum = mean;
    for (int i = 0; i < alpha.length; i++) {
      sum += alpha[i] * kernel(z, landmarks[i], gamma);
    }
    return sum;
  }

  static double kernel(double[] a, double[] b, double gamma) {
    double square = 0;
    for (int f = 0; f < a.length; f++) {
      double difference = a[f] - b[f];
      square += difference * difference;
    }
    return Math.exp(-gamma * square);
  }
}
