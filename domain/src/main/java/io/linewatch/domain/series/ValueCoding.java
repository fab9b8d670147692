package io.linewatch.domain.series;

/**
 * The values of a block, exactly, in the smaller of two forms.
 *
 * <p>Most sensors send short decimals: those are kept as whole numbers of their last digit, which
 * differ little from sample to sample (about one byte each after compression, against five or six
 * for their bits). All others are kept by their 64 bits.
 *
 * <pre>
 * form       1 + digits after the point (1 to 10), or 0 for bits
 * decimals   signed difference to the value before, in units of the last digit, n times
 * bits       each XORed with the one before, as eight planes of n bytes, highest first
 * </pre>
 */
final class ValueCoding {
  private static final int BITS = 0;
  private static final int MAX_DIGITS = 9;

  /** Powers of ten up to here, and whole numbers up to 2^53, are exact as doubles. */
  private static final double[] POWERS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  private static final double MAX_WHOLE = 1L << 53;

  private ValueCoding() {}

  static void write(BodyWriter body, double[] values) {
    int digits = digitsOf(values);
    if (digits > MAX_DIGITS) {
      body.unsigned(BITS);
      writeBits(body, values);
    } else {
      body.unsigned(1 + digits);
      writeDecimals(body, values, POWERS[digits]);
    }
  }

  /** How many digits all values need after the point; more than the most when they do not fit. */
  private static int digitsOf(double[] values) {
    int digits = 0;
    for (double value : values) {
      while (digits <= MAX_DIGITS && !isWhole(value, POWERS[digits])) {
        digits++;
      }
    }
    for (double value : values) {
      // A value that fitted fewer digits may be too large for more of them.
      if (digits > MAX_DIGITS || !isWhole(value, POWERS[digits])) {
        return MAX_DIGITS + 1;
      }
    }
    return digits;
  }

  /** Whether the value comes back with the same bits; negative zero and NaN do not. */
  private static boolean isWhole(double value, double power) {
    double whole = Math.rint(value * power);
    return Math.abs(whole) <= MAX_WHOLE
        && Double.doubleToRawLongBits((long) whole / power) == Double.doubleToRawLongBits(value);
  }

  private static void writeDecimals(BodyWriter body, double[] values, double power) {
    long previous = 0;
    for (double value : values) {
      long whole = (long) Math.rint(value * power);
      body.signed(whole - previous);
      previous = whole;
    }
  }

  private static void writeBits(BodyWriter body, double[] values) {
    long[] changes = new long[values.length];
    long previous = 0;
    for (int i = 0; i < values.length; i++) {
      long bits = Double.doubleToRawLongBits(values[i]);
      changes[i] = bits ^ previous;
      previous = bits;
    }
    for (int shift = 56; shift >= 0; shift -= 8) {
      for (long change : changes) {
        body.octet((int) (change >>> shift));
      }
    }
  }

  static double[] read(BodyReader body, int count) {
    int form = body.unsigned("form of values", 1 + MAX_DIGITS);
    return form == BITS ? readBits(body, count) : readDecimals(body, count, POWERS[form - 1]);
  }

  private static double[] readDecimals(BodyReader body, int count, double power) {
    double[] values = new double[count];
    long whole = 0;
    for (int i = 0; i < count; i++) {
      whole += body.signed("values");
      values[i] = whole / power;
    }
    return values;
  }

  private static double[] readBits(BodyReader body, int count) {
    long[] changes = new long[count];
    for (int plane = 0; plane < 8; plane++) {
      for (int i = 0; i < count; i++) {
        changes[i] = (changes[i] << 8) | body.octet();
      }
    }
    double[] values = new double[count];
    long bits = 0;
    for (int i = 0; i < count; i++) {
      bits ^= changes[i];
      values[i] = Double.longBitsToDouble(bits);
    }
    return values;
  }
}
