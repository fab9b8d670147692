package io.linewatch.model.stream;

import org.jspecify.annotations.Nullable;

/**
 * Values to a few levels. Inside a range they are evenly wide; beyond it each is twice as wide as
 * the one before, so that any number has a level. Immutable.
 *
 * @param low of the range
 * @param high of the range, above {@code low}
 * @param inside levels inside the range
 */
record ValueLevels(double low, double high, int inside) {
  /** Levels beyond the range on each side; the last one has no end. */
  static final int BEYOND = 12;

  ValueLevels {
    if (!(high > low) || !Double.isFinite(high - low) || inside < 1) {
      throw new IllegalArgumentException(
          "no levels from " + low + " to " + high + ", " + inside + " of them");
    }
  }

  /**
   * The range of some values, wider by a share of its half on each side; a range about a single
   * value is a tenth of it wide.
   */
  static ValueLevels around(double[] values, int count, double wider, int inside) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    double least = Math.max(1e-9, 0.1 * Math.abs(low));
    double half = Math.max(high - low, low == high ? least : 0) / 2;
    double middle = low / 2 + high / 2;
    return new ValueLevels(middle - half * (1 + wider), middle + half * (1 + wider), inside);
  }

  /** The range somebody states, such as the sensor's; null when it is none. */
  static @Nullable ValueLevels stated(double low, double high, int inside) {
    return high > low && Double.isFinite(high - low) ? new ValueLevels(low, high, inside) : null;
  }

  int count() {
    return inside + 2 * BEYOND;
  }

  /** Level of a finite value, 0 to {@code count() − 1}, rising with the value. */
  int of(double value) {
    double half = (high - low) / 2;
    double position = (value - (low + half)) / half;
    if (position > 1) {
      return BEYOND + inside + Math.min(BEYOND - 1, doublings(position));
    }
    if (position < -1) {
      return BEYOND - 1 - Math.min(BEYOND - 1, doublings(-position));
    }
    return BEYOND + Math.min(inside - 1, (int) ((position + 1) / 2 * inside));
  }

  /** 0 up to twice the half range, 1 up to four times, and so on. */
  private static int doublings(double position) {
    return (int) Math.min(BEYOND, Math.ceil(Math.log(position) / Math.log(2)) - 1);
  }
}
