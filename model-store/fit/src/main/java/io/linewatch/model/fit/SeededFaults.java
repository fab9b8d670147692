package io.linewatch.model.fit;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Faults of a stated size, put into one channel of normal running from a row on. Sizes are in
 * standard deviations of the channel, so that they mean the same on every machine.
 */
final class SeededFaults {
  private SeededFaults() {}

  /** Every kind, in this order. */
  static final List<Kind> KINDS = List.of(Kind.values());

  enum Kind {
    /** Off by one and a half spreads at once. */
    OFFSET,
    /** Off by three spreads at the end, rising evenly. */
    DRIFT,
    /** Twice the deviations from its mean. */
    GAIN,
    /** Holds its value. */
    FROZEN,
    /** Its own values, from another time: the same distribution, nothing to do with the others. */
    FOREIGN
  }

  private static final double OFFSET_SPREADS = 1.5;
  private static final double DRIFT_SPREADS = 3;
  private static final double GAIN_FACTOR = 2;

  /**
   * @param values by row and channel, not changed
   * @param from the first faulty row
   * @param random chooses the sign, and where foreign values come from
   */
  static double[][] put(
      Kind kind, double[][] values, int channel, int from, SplittableRandom random) {
    double[][] faulty = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    double mean = mean(values, channel);
    double spread = spread(values, channel, mean);
    double sign = random.nextBoolean() ? 1 : -1;
    int shift = values.length / 3 + random.nextInt(Math.max(1, values.length / 3));
    for (int i = from; i < values.length; i++) {
      double value = values[i][channel];
      double part = (double) (i - from + 1) / (values.length - from);
      faulty[i][channel] =
          switch (kind) {
            case OFFSET -> value + sign * OFFSET_SPREADS * spread;
            case DRIFT -> value + sign * DRIFT_SPREADS * spread * part;
            case GAIN -> mean + GAIN_FACTOR * (value - mean);
            case FROZEN -> values[from][channel];
            case FOREIGN -> values[(i + shift) % values.length][channel];
          };
    }
    return faulty;
  }

  private static double mean(double[][] values, int channel) {
    return Arrays.stream(values)
        .mapToDouble(row -> row[channel])
        .filter(Double::isFinite)
        .average()
        .orElse(0);
  }

  private static double spread(double[][] values, int channel, double mean) {
    return Math.sqrt(
        Arrays.stream(values)
            .mapToDouble(row -> row[channel] - mean)
            .filter(Double::isFinite)
            .map(d -> d * d)
            .average()
            .orElse(0));
  }
}
