package io.linewatch.domain.finding;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.signal.Quality;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A detector's condition was raised, changed its severity, or cleared. Carries what the policy
 * says, so that the centre needs no look-up and an old finding keeps the words it was made with.
 *
 * @param time event time of the input that decided
 * @param since when the violation (for CLEARED: the return) began
 * @param value the input, in {@code unit}
 * @param unit UCUM code of value and limit; {@code %} for scores, which are in percent of their
 *     limit
 * @param limit the limit that decided, or null for a rate of change
 * @param clockTrusted false when the gateway could not vouch for its clock
 */
public record ConditionFinding(
    FindingId id,
    DetectorId detector,
    Decision.Kind kind,
    Severity severity,
    AlarmClass alarmClass,
    Instant time,
    Instant since,
    double value,
    String unit,
    @Nullable Limit limit,
    Quality quality,
    boolean clockTrusted,
    @Nullable String machineState,
    long policyRevision,
    boolean latching,
    @Nullable Duration reAlarm,
    String cause,
    String consequence,
    String operatorAction,
    Evidence evidence)
    implements Finding {
  @Override
  public AssetPath asset() {
    return detector.asset();
  }
}
