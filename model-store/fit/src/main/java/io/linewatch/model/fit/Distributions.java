package io.linewatch.model.fit;

/** Quantiles the classical control limits need. */
final class Distributions {
  private Distributions() {}

  /** Quantile of the standard normal distribution, by bisection of its distribution function. */
  static double normalQuantile(double p) {
    return bisect(-40, 40, x -> normal(x) - p);
  }

  /** Quantile of Fisher's F distribution with d1 and d2 degrees of freedom. */
  static double fQuantile(double p, double d1, double d2) {
    double beta = bisect(0, 1, x -> incompleteBeta(d1 / 2, d2 / 2, x) - p);
    return d2 * beta / (d1 * (1 - beta));
  }

  private interface Rising {
    double at(double x);
  }

  private static double bisect(double low, double high, Rising f) {
    double a = low;
    double b = high;
    for (int i = 0; i < 200; i++) {
      double middle = (a + b) / 2;
      if (f.at(middle) < 0) {
        a = middle;
      } else {
        b = middle;
      }
    }
    return (a + b) / 2;
  }

  /** Distribution function of the standard normal, by the incomplete gamma series for erf. */
  private static double normal(double x) {
    if (x < -8) {
      return 0;
    }
    if (x > 8) {
      return 1;
    }
    double term = x;
    double sum = x;
    for (int k = 1; k < 400 && Math.abs(term) > 1e-18; k++) {
      term *= x * x / (2 * k + 1);
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** Regularised incomplete beta function, by its continued fraction (Lentz). */
  static double incompleteBeta(double a, double b, double x) {
    if (x <= 0 || x >= 1) {
      return x <= 0 ? 0 : 1;
    }
    double front =
        Math.exp(
            logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
    return x < (a + 1) / (a + b + 2)
        ? front * betaFraction(a, b, x) / a
        : 1 - front * betaFraction(b, a, 1 - x) / b;
  }

  private static double betaFraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / guarded(1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m <= 500; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / guarded(1 + even * d);
      c = guarded(1 + even / c);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / guarded(1 + odd * d);
      c = guarded(1 + odd / c);
      double step = d * c;
      h *= step;
      if (Math.abs(step - 1) < 1e-14) {
        break;
      }
    }
    return h;
  }

  private static double guarded(double value) {
    return Math.abs(value) < 1e-300 ? 1e-300 : value;
  }

  /** Stirling's series, after the argument was raised to where it is exact to 1e-14. */
  private static double logGamma(double x) {
    double shift = 0;
    double y = x;
    while (y < 15) {
      shift += Math.log(y++);
    }
    double square = y * y;
    double series =
        1 / (12 * y) * (1 - 1 / (30 * square) * (1 - 2 / (7 * square) * (1 - 3 / (4 * square))));
    return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
  }
}
