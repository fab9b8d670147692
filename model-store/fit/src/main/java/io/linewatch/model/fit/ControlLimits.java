package io.linewatch.model.fit;

/**
 * Limits of T² and SPE.
 *
 * <p>The limit in use is the greater of two: {@value #MARGIN} times what {@value #HELD_OUT_SHARE}
 * of the held-out normal rows stay below, and the classical limit for that share. The classical one
 * (T² by the F distribution; SPE after Jackson and Mudholkar, Technometrics 21 (1979) 341–349)
 * assumes independent, normally distributed rows. Plant data drift and repeat themselves, so it is
 * nearly always too narrow; it is kept as the floor for recordings that happen to be calm.
 */
record ControlLimits(
    double t2, double spe, double classicalT2, double classicalSpe, double falseAlarmShare) {
  static final double HELD_OUT_SHARE = 0.999;
  static final double MARGIN = 1.5;

  static ControlLimits of(NormalModel model, int rows, HeldOut heldOut) {
    double classicalT2 = model.classicalT2(rows);
    double classicalSpe = model.classicalSpe();
    return new ControlLimits(
        fromHeldOut(heldOut.t2(), classicalT2),
        fromHeldOut(heldOut.spe(), classicalSpe),
        classicalT2,
        classicalSpe,
        honestFalseAlarmShare(heldOut, classicalT2, classicalSpe));
  }

  /** Both limits moved by one factor, so that the score's 100 % is where the factor says. */
  ControlLimits scaled(double factor) {
    return new ControlLimits(factor * t2, factor * spe, classicalT2, classicalSpe, falseAlarmShare);
  }

  /** {@code k(n²−1)/(n(n−k)) · F(k, n−k)}: for a new row, with mean and covariance estimated. */
  static double classicalT2(int components, int rows) {
    double k = components;
    double n = rows;
    return k * (n * n - 1) / (n * (n - k)) * Distributions.fQuantile(HELD_OUT_SHARE, k, n - k);
  }

  /** Jackson and Mudholkar's limit of the residual sum; 0 when nothing is left to be residual. */
  static double classicalSpe(PcaModel model) {
    double theta1 = 0;
    double theta2 = 0;
    double theta3 = 0;
    for (int i = model.components(); i < model.features(); i++) {
      double lambda = model.eigenvalue(i);
      theta1 += lambda;
      theta2 += lambda * lambda;
      theta3 += lambda * lambda * lambda;
    }
    if (theta1 < 1e-12) {
      return 0;
    }
    double h0 = 1 - 2 * theta1 * theta3 / (3 * theta2 * theta2);
    double c = Distributions.normalQuantile(HELD_OUT_SHARE);
    double base =
        c * Math.sqrt(2 * theta2 * h0 * h0) / theta1
            + 1
            + theta2 * h0 * (h0 - 1) / (theta1 * theta1);
    double limit = theta1 * Math.pow(base, 1 / h0);
    return Double.isFinite(limit) && base > 0 ? limit : 0;
  }

  private static double fromHeldOut(double[] values, double floor) {
    double limit = Math.max(MARGIN * HeldOut.quantile(values, HELD_OUT_SHARE), floor);
    // A statistic that is always nought (one feature: no residual) never decides.
    return limit > 1e-9 ? limit : 1;
  }

  /** Each block judged by limits that its own rows had no part in. */
  private static double honestFalseAlarmShare(
      HeldOut heldOut, double classicalT2, double classicalSpe) {
    int over = 0;
    for (int b = 0; b < HeldOut.BLOCKS; b++) {
      double t2 = fromHeldOut(heldOut.without(b, heldOut.t2()), classicalT2);
      double spe = fromHeldOut(heldOut.without(b, heldOut.spe()), classicalSpe);
      for (int i = 0; i < heldOut.t2().length; i++) {
        boolean alarm = heldOut.t2()[i] > t2 || heldOut.spe()[i] > spe;
        over += heldOut.block()[i] == b && alarm ? 1 : 0;
      }
    }
    return (double) over / heldOut.t2().length;
  }
}
