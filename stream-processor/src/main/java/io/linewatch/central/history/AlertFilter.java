package io.linewatch.central.history;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts to list; null means any.
 *
 * @param under a path from the top ({@code site}, {@code site/area}, …, or a whole asset path)
 * @param open true for those with something left to do, false for closed ones
 * @param leastSeverity this severity (the highest the alert had) or above
 * @param raisedFrom first instant of raising, inclusive
 * @param raisedBefore end of raising, exclusive
 */
public record AlertFilter(
    @Nullable String under,
    @Nullable Boolean open,
    @Nullable Severity leastSeverity,
    @Nullable AlarmClass alarmClass,
    @Nullable Instant raisedFrom,
    @Nullable Instant raisedBefore) {
  public static final AlertFilter ALL = new AlertFilter(null, null, null, null, null, null);
}
