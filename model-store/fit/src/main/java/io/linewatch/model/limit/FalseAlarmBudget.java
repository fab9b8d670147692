package io.linewatch.model.limit;

import java.time.Duration;

/**
 * How rarely a machine that runs well may raise an alarm.
 *
 * @param every at most one false alarm in this time, on average
 */
public record FalseAlarmBudget(Duration every) {
  public static final FalseAlarmBudget ONE_A_WEEK = new FalseAlarmBudget(Duration.ofDays(7));

  public FalseAlarmBudget {
    if (every.isNegative() || every.isZero() || every.compareTo(Duration.ofDays(3650)) > 0) {
      throw new IllegalArgumentException(
          "one false alarm in "
              + every
              + " is no budget: name a time up to ten years, such as P7D");
    }
  }

  /** False alarms allowed in a row. */
  double perRow(Duration rowStep) {
    return seconds(rowStep) / seconds(every);
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
