package io.linewatch.model.vibration;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Policies for what vibration tells, where the plant sheet says nothing else. Advisories: a bearing
 * gives days or minutes, and what is to be done is work to plan. The off-delay is long: a damaged
 * bearing that is quiet for a while is still damaged.
 */
public final class VibrationPolicies {
  /** Outlasts a shock that passes. */
  private static final Duration LINES_ON_DELAY = Duration.ofSeconds(20);

  /**
   * The rise is the median of five blocks: two shocks do not move it, a delay would come on top.
   */
  private static final Duration RISE_ON_DELAY = Duration.ZERO;

  private static final Duration OFF_DELAY = Duration.ofMinutes(5);

  private VibrationPolicies() {}

  /**
   * The spectrum as a whole has risen.
   *
   * @param limitDb over the healthy reference
   */
  public static AlarmPolicy rise(double limitDb) {
    return policy(
        limitDb,
        RISE_ON_DELAY,
        "the machine shakes more than when it was healthy, at all frequencies",
        "Look for looseness, bearing damage, rubbing; compare spectra.");
  }

  /**
   * The lines of a bearing fault stand out.
   *
   * @param limitDb over the floor of the envelope spectrum
   */
  public static AlarmPolicy bearingLines(double limitDb) {
    return policy(
        limitDb,
        LINES_ON_DELAY,
        "a part of the bearing is damaged",
        "Check grease and noise, plan to change the bearing.");
  }

  /**
   * Blows come more often than when the machine was healthy.
   *
   * @param limitPercent of what its reference explains
   */
  public static AlarmPolicy shocks(double limitPercent) {
    return policy(
        limitPercent,
        RISE_ON_DELAY,
        "blows come more often than when the machine was healthy",
        "Listen at the bearing; look for spalling, loose parts, cavitation.");
  }

  private static AlarmPolicy policy(double limit, Duration onDelay, String cause, String action) {
    return new AlarmPolicy(
        1,
        AlarmClass.ADVISORY,
        List.of(new Limit(Severity.MEDIUM, Comparison.ABOVE, limit)),
        null,
        null,
        onDelay,
        OFF_DELAY,
        0,
        false,
        null,
        Set.of(),
        null,
        cause,
        "The damage grows; the machine fails.",
        action);
  }
}
