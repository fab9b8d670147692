package io.linewatch.domain.alert;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.plant.AssetPath;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a finding says of a condition, whether a detector's or a gateway's own: the common form the
 * lifecycle works on.
 *
 * @param kind what the finding says happened; a gateway's own conditions only begin and end
 */
record Occurrence(
    FindingId id,
    String source,
    AssetPath asset,
    String gateway,
    Decision.Kind kind,
    Severity severity,
    AlarmClass alarmClass,
    Instant time,
    double value,
    String unit,
    @Nullable Limit limit,
    boolean latching,
    @Nullable Duration reAlarm,
    String cause,
    String consequence,
    String operatorAction,
    Evidence evidence,
    long policyRevision,
    Alert.ClearCause endsAs) {

  static Occurrence of(ConditionFinding finding) {
    return new Occurrence(
        finding.id(),
        finding.detector().toString(),
        finding.asset(),
        finding.gateway(),
        finding.kind(),
        finding.severity(),
        finding.alarmClass(),
        finding.time(),
        finding.value(),
        finding.unit(),
        finding.limit(),
        finding.latching(),
        finding.reAlarm(),
        finding.cause(),
        finding.consequence(),
        finding.operatorAction(),
        finding.evidence(),
        finding.policyRevision(),
        Alert.ClearCause.RETURNED_TO_NORMAL);
  }

  /** A gateway's own condition: work to plan, its message says both what and what to do. */
  static Occurrence of(GatewayFinding finding) {
    return new Occurrence(
        finding.id(),
        finding.source(),
        finding.asset(),
        finding.gateway(),
        finding.active() ? Decision.Kind.RAISED : Decision.Kind.CLEARED,
        finding.severity(),
        AlarmClass.ADVISORY,
        finding.time(),
        0,
        "",
        null,
        false,
        null,
        finding.message(),
        "",
        "",
        Evidence.NONE,
        0,
        Alert.ClearCause.GATEWAY_REPORTED_OVER);
  }

  /** What an alert remembers of the finding that last raised or changed it. */
  static Occurrence of(Alert alert) {
    return new Occurrence(
        alert.lastFinding(),
        alert.source(),
        alert.asset(),
        alert.gateway(),
        Decision.Kind.RAISED,
        alert.severity(),
        alert.alarmClass(),
        alert.raisedAt(),
        alert.value(),
        alert.unit(),
        alert.limit(),
        alert.latching(),
        alert.reAlarm(),
        alert.cause(),
        alert.consequence(),
        alert.operatorAction(),
        alert.evidence(),
        alert.policyRevision(),
        Alert.ClearCause.RETURNED_TO_NORMAL);
  }
}
