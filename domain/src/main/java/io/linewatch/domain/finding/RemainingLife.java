package io.linewatch.domain.finding;

import java.time.Duration;
import java.util.Locale;

/**
 * How long a machine is foretold to run on.
 *
 * @param cycles left, as foretold
 * @param low lower end of the interval that holds the life of nine machines in ten
 * @param high its upper end
 * @param cycleSeconds how long a cycle lasts, above 0
 * @param sentence the same for people
 */
public record RemainingLife(
    double cycles, double low, double high, double cycleSeconds, String sentence) {
  private static final double MINUTE = 60;
  private static final double HOUR = 3_600;
  private static final double DAY = 86_400;

  /** From there on a span is told in the next greater unit. */
  private static final double ENOUGH = 2;

  /** A life with the sentence its figures make. */
  public static RemainingLife of(double cycles, double low, double high, Duration cycle) {
    double seconds = cycle.toNanos() / 1e9;
    double span = cycles * seconds;
    double unit =
        span >= ENOUGH * DAY
            ? DAY
            : span >= ENOUGH * HOUR ? HOUR : span >= ENOUGH * MINUTE ? MINUTE : 1;
    String name = unit == DAY ? "d" : unit == HOUR ? "h" : unit == MINUTE ? "min" : "s";
    String sentence =
        String.format(
            Locale.ROOT,
            "About %.0f cycles are left, nine times in ten between %.0f and %.0f; that is about"
                + " %.0f %s of running (%.0f to %.0f).",
            cycles,
            low,
            high,
            span / unit,
            name,
            low * seconds / unit,
            high * seconds / unit);
    return new RemainingLife(cycles, low, high, seconds, sentence);
  }
}
