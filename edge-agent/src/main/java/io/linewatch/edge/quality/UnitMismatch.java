package io.linewatch.edge.quality;

import java.util.List;
import java.util.Map;

/**
 * How well a jump of the level fits a mistaken unit, in percent: 100 when the mean of the last 32
 * readings is exactly what the mean before it becomes in another unit. The level it is compared
 * with follows the signal slowly and stands still while a jump lasts, so that the fault is seen for
 * as long as it is there.
 *
 * <p>Only conversions that change a number by more than {@value #LEAST_CHANGE} of itself are looked
 * for; a machine that doubles its load is no unit, since 2 is none of the factors.
 */
final class UnitMismatch implements SignalMeasure {
  private static final int BLOCK = 32;
  private static final int LEARN = 8;
  private static final double LEAST_CHANGE = 0.3;

  /** A deviation of this share of the expected level is no fit at all. */
  private static final double WIDTH = 0.05;

  /** {@code other = factor * here + offset}. */
  record Conversion(double factor, double offset) {
    double of(double value) {
      return factor * value + offset;
    }

    Conversion back() {
      return new Conversion(1 / factor, -offset / factor);
    }
  }

  private static final Conversion KILO = new Conversion(1_000, 0);
  private static final Conversion HUNDRED = new Conversion(100, 0);

  /** By UCUM code; factors from NIST SP 811, appendix B. */
  private static final Map<String, List<Conversion>> BY_UNIT =
      Map.of(
          "Cel", List.of(new Conversion(1.8, 32), new Conversion(1, 273.15)),
          "[degF]", List.of(new Conversion(1 / 1.8, -32 / 1.8)),
          "K", List.of(new Conversion(1, -273.15)),
          "bar", List.of(new Conversion(14.503_77, 0), HUNDRED, new Conversion(1e5, 0)),
          "[psi]", List.of(new Conversion(0.068_947_57, 0), new Conversion(6.894_757, 0)),
          "kPa", List.of(new Conversion(0.145_037_7, 0), new Conversion(0.01, 0), KILO),
          "mm/s", List.of(new Conversion(1 / 25.4, 0)),
          "g", List.of(new Conversion(9.806_65, 0)),
          "m/s2", List.of(new Conversion(1 / 9.806_65, 0)));

  private final List<Conversion> conversions;
  private double sum;
  private int count;
  private double level;
  private int learned;
  private double fit;
  private int strayed;

  UnitMismatch(String unit) {
    List<Conversion> known = BY_UNIT.getOrDefault(unit, List.of());
    conversions =
        java.util.stream.Stream.concat(
                known.stream(),
                java.util.stream.Stream.of(KILO, KILO.back(), HUNDRED, HUNDRED.back()))
            .distinct()
            .toList();
  }

  @Override
  public double take(SignalReading reading) {
    if (!reading.usable()) {
      return NOTHING;
    }
    sum += reading.value();
    if (++count < BLOCK) {
      return learned < LEARN ? NOTHING : fit;
    }
    double mean = sum / BLOCK;
    sum = 0;
    count = 0;
    if (learned < LEARN) {
      level = learned == 0 ? mean : level + (mean - level) / (learned + 1);
      learned++;
      return NOTHING;
    }
    fit = fit(mean);
    follow(mean);
    return fit;
  }

  /**
   * A level that moves a little is followed; one that is far off may be half of a jump, and becomes
   * the level only when it stays without fitting any unit.
   */
  private void follow(double mean) {
    if (fit > 0) {
      strayed = 0;
    } else if (Math.abs(mean - level) <= LEAST_CHANGE / 2 * Math.abs(level)) {
      level += (mean - level) / LEARN;
      strayed = 0;
    } else if (++strayed >= LEARN) {
      level = mean;
      strayed = 0;
    }
  }

  private double fit(double mean) {
    double best = 0;
    for (Conversion conversion : conversions) {
      double expected = conversion.of(level);
      double changed = Math.abs(expected - level);
      if (changed > LEAST_CHANGE * Math.abs(level) && expected != 0) {
        double off = Math.abs(mean - expected) / Math.abs(expected);
        best = Math.max(best, 100 * (1 - off / WIDTH));
      }
    }
    return best;
  }
}
