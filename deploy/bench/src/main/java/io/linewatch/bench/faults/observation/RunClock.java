package io.linewatch.bench.faults.observation;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.bench.faults.oracle.Transition;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a run said in the run's own times.
 *
 * @param base what the run's times count from
 */
public record RunClock(Instant base) {
  long micros(Instant time) {
    return ChronoUnit.MICROS.between(base, time);
  }

  Transition of(ConditionFinding finding) {
    boolean model = finding.detector().kind() == DetectorId.Kind.MODEL;
    return new Transition(
        finding.detector(),
        finding.kind(),
        finding.severity(),
        model ? Double.NaN : finding.value(),
        finding.limit(),
        micros(finding.since()),
        micros(finding.time()));
  }

  /** Null for what is no change of a detector's condition. */
  @Nullable Transition of(AlertEvent event) {
    return of(event.alert().source(), event.transition(), event.alert().severity(), event.time());
  }

  /** An event of the live feed, as the console's API writes it; null as above. */
  @Nullable Transition ofFeed(JsonNode event) {
    JsonNode alert = event.path("alert");
    return of(
        alert.path("source").asText(),
        AlertEvent.Transition.valueOf(event.path("transition").asText()),
        Severity.valueOf(alert.path("severity").asText()),
        Instant.parse(event.path("time").asText()));
  }

  private @Nullable Transition of(
      String source, AlertEvent.Transition transition, Severity severity, Instant time) {
    Decision.Kind kind =
        switch (transition) {
          case RAISED, RE_RAISED -> Decision.Kind.RAISED;
          case SEVERITY_ROSE, SEVERITY_FELL -> Decision.Kind.SEVERITY_CHANGED;
          case CLEARED -> Decision.Kind.CLEARED;
          default -> null;
        };
    // A gateway's own condition has another form of source.
    return kind == null || source.contains("/gateway:")
        ? null
        : new Transition(DetectorId.of(source), kind, severity, Double.NaN, null, 0, micros(time));
  }
}
