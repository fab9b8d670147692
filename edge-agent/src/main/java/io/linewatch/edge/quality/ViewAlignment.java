package io.linewatch.edge.quality;

/**
 * How a view lies against the reference: the shift and the turn that make them most alike, by
 * normalised cross-correlation over a grid of both, refined by a parabola. Pure.
 */
final class ViewAlignment {
  private static final int SIDE = GreyView.SIDE;

  /** In cells of the view; an eighth of its width. */
  static final int MAX_SHIFT = 8;

  static final int MAX_TURN_DEGREES = 8;

  private final float[] reference;
  private final float[][] turned = new float[2 * MAX_TURN_DEGREES + 1][];

  /**
   * The best fit.
   *
   * @param shiftPercent of the view's width; not a number when they are not alike
   * @param turnDegrees not a number when they are not alike
   * @param likeness correlation at the best fit, −1 to 1
   */
  record Fit(double shiftPercent, double turnDegrees, double likeness) {}

  /** Below this there is nothing to measure a shift by. */
  private static final double ALIKE = 0.3;

  /**
   * @param aspect of the picture, width over height: cells of the view are no squares
   */
  ViewAlignment(float[] reference, double aspect) {
    // Turning smooths; what is smooth already is not made more alike by it.
    this.reference = smoothed(reference);
    for (int degrees = -MAX_TURN_DEGREES; degrees <= MAX_TURN_DEGREES; degrees++) {
      turned[degrees + MAX_TURN_DEGREES] = turn(this.reference, degrees, aspect);
    }
  }

  Fit fit(float[] raw) {
    float[] view = smoothed(raw);
    int bestX = 0;
    int bestY = 0;
    double best = -2;
    for (int dy = -MAX_SHIFT; dy <= MAX_SHIFT; dy++) {
      for (int dx = -MAX_SHIFT; dx <= MAX_SHIFT; dx++) {
        double likeness = correlation(reference, view, dx, dy);
        // Among equals the smallest shift: a flat view has moved nowhere.
        if (likeness > best + 1e-9
            || (likeness > best - 1e-9 && dx * dx + dy * dy < bestX * bestX + bestY * bestY)) {
          best = likeness;
          bestX = dx;
          bestY = dy;
        }
      }
    }
    Turn turn = bestTurn(view, bestX, bestY);
    double likeness = Math.max(best, turn.likeness);
    if (likeness < ALIKE) {
      return new Fit(Double.NaN, Double.NaN, likeness);
    }
    double x = bestX + vertex(at(view, bestX - 1, bestY), best, at(view, bestX + 1, bestY));
    double y = bestY + vertex(at(view, bestX, bestY - 1), best, at(view, bestX, bestY + 1));
    return new Fit(100 * Math.hypot(x, y) / SIDE, Math.abs(turn.degrees), likeness);
  }

  private double at(float[] view, int dx, int dy) {
    return correlation(reference, view, dx, dy);
  }

  private record Turn(double degrees, double likeness) {}

  /** The turn at its own best shift, near that of the view as it is. */
  private Turn bestTurn(float[] view, int x, int y) {
    double[] likeness = new double[turned.length];
    int best = MAX_TURN_DEGREES;
    for (int i = 0; i < turned.length; i++) {
      likeness[i] = -2;
      for (int dy = y - 1; dy <= y + 1; dy++) {
        for (int dx = x - 1; dx <= x + 1; dx++) {
          likeness[i] = Math.max(likeness[i], correlation(turned[i], view, dx, dy));
        }
      }
    }
    for (int i = 0; i < turned.length; i++) {
      boolean nearer = Math.abs(i - MAX_TURN_DEGREES) < Math.abs(best - MAX_TURN_DEGREES);
      if (likeness[i] > likeness[best] + 1e-9 || (likeness[i] > likeness[best] - 1e-9 && nearer)) {
        best = i;
      }
    }
    double degrees = best - MAX_TURN_DEGREES;
    if (best > 0 && best < turned.length - 1) {
      degrees += vertex(likeness[best - 1], likeness[best], likeness[best + 1]);
    }
    return new Turn(degrees, likeness[best]);
  }

  /** Where a parabola through three values has its top, −0.5 to 0.5 from the middle one. */
  private static double vertex(double left, double middle, double right) {
    double curve = left - 2 * middle + right;
    return curve >= 0 ? 0 : Math.clamp((left - right) / (2 * curve), -0.5, 0.5);
  }

  /** Of what both show when the second is moved back by (dx, dy); 0 when either is flat there. */
  private static double correlation(float[] a, float[] b, int dx, int dy) {
    double sumA = 0;
    double sumB = 0;
    double squareA = 0;
    double squareB = 0;
    double both = 0;
    int n = 0;
    for (int y = Math.max(0, -dy); y < Math.min(SIDE, SIDE - dy); y++) {
      for (int x = Math.max(0, -dx); x < Math.min(SIDE, SIDE - dx); x++) {
        double valueA = a[y * SIDE + x];
        double valueB = b[(y + dy) * SIDE + x + dx];
        sumA += valueA;
        sumB += valueB;
        squareA += valueA * valueA;
        squareB += valueB * valueB;
        both += valueA * valueB;
        n++;
      }
    }
    double varianceA = squareA - sumA * sumA / n;
    double varianceB = squareB - sumB * sumB / n;
    // A grey level squared: what is flatter than that is noise.
    if (varianceA < n || varianceB < n) {
      return 0;
    }
    return (both - sumA * sumB / n) / Math.sqrt(varianceA * varianceB);
  }

  /** Mean of each cell and its neighbours; at the edges of those that are there. */
  private static float[] smoothed(float[] view) {
    float[] smooth = new float[view.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        float sum = 0;
        int n = 0;
        for (int row = Math.max(0, y - 1); row <= Math.min(SIDE - 1, y + 1); row++) {
          for (int column = Math.max(0, x - 1); column <= Math.min(SIDE - 1, x + 1); column++) {
            sum += view[row * SIDE + column];
            n++;
          }
        }
        smooth[y * SIDE + x] = sum / n;
      }
    }
    return smooth;
  }

  /** Turned about its middle, bilinear; the edge goes on where there is nothing. */
  private static float[] turn(float[] view, int degrees, double aspect) {
    double cos = Math.cos(Math.toRadians(degrees));
    double sin = Math.sin(Math.toRadians(degrees));
    double middle = (SIDE - 1) / 2.0;
    float[] turnedView = new float[view.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double right = (x - middle) * aspect;
        double down = y - middle;
        double fromX = Math.clamp(middle + (cos * right + sin * down) / aspect, 0, SIDE - 1);
        double fromY = Math.clamp(middle - sin * right + cos * down, 0, SIDE - 1);
        turnedView[y * SIDE + x] = between(view, fromX, fromY);
      }
    }
    return turnedView;
  }

  private static float between(float[] view, double x, double y) {
    int left = (int) Math.min(x, SIDE - 2);
    int top = (int) Math.min(y, SIDE - 2);
    double right = x - left;
    double low = y - top;
    int at = top * SIDE + left;
    return (float)
        ((1 - low) * ((1 - right) * view[at] + right * view[at + 1])
            + low * ((1 - right) * view[at + SIDE] + right * view[at + SIDE + 1]));
  }
}
