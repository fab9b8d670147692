package io.linewatch.standalone.past;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertInput;
import io.linewatch.domain.alert.AlertLifecycle;
import io.linewatch.domain.decision.AlarmDecision;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DecisionInput;
import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One detector of the past: decides, and plays the operator who acknowledges after some minutes and
 * the engineer who writes down the cause. One thread.
 */
final class PastDetector {
  private static final String EPOCH = "history";
  private final String gateway;
  private final DetectorId detector;
  private final String unit;
  private final AlarmPolicy policy;
  private DecisionState state = DecisionState.INITIAL;
  private @Nullable Alert alert;
  private @Nullable Instant acknowledgeAt;
  private String cause = "";

  PastDetector(String gateway, DetectorId detector, String unit, AlarmPolicy policy) {
    this.gateway = gateway;
    this.detector = detector;
    this.unit = unit;
    this.policy = policy;
  }

  /**
   * @param foundCause what the engineer will find, empty when nothing is wrong
   */
  List<AlertEvent> decide(Instant time, double value, Evidence evidence, String foundCause) {
    List<AlertEvent> events = new ArrayList<>();
    Decision decision =
        AlarmDecision.decide(state, new DecisionInput(time, value, Quality.GOOD, null), policy);
    state = decision.state();
    Decision.Change change = decision.change();
    if (change != null) {
      if (!foundCause.isEmpty()) {
        cause = foundCause;
      }
      if (change.kind() == Decision.Kind.RAISED) {
        // Two to eleven minutes, the same for the same moment.
        acknowledgeAt = time.plusSeconds(120 + Math.floorMod(time.getEpochSecond() / 10 * 37, 540));
      }
      if (change.kind() == Decision.Kind.CLEARED && alert != null && !cause.isEmpty()) {
        apply(
            new AlertInput.Command(command(AlertCommand.Kind.COMMENT, "engineer", cause, time)),
            events);
      }
      apply(new AlertInput.Condition(finding(change, time, value, evidence)), events);
    }
    if (acknowledgeAt != null && !time.isBefore(acknowledgeAt)) {
      acknowledge(time, events);
    }
    return events;
  }

  /** Nothing of the past stays open: the live processor knows nothing of it. */
  List<AlertEvent> settle(Instant end) {
    List<AlertEvent> events = new ArrayList<>();
    if (alert != null) {
      acknowledge(end, events);
    }
    if (alert != null && alert.active()) {
      apply(new AlertInput.Absent(Alert.ClearCause.RECONCILED, end), events);
    }
    return events;
  }

  private void acknowledge(Instant time, List<AlertEvent> events) {
    acknowledgeAt = null;
    if (alert != null && !alert.acknowledged()) {
      apply(
          new AlertInput.Command(
              command(AlertCommand.Kind.ACKNOWLEDGE, "operator", "on the way", time)),
          events);
    }
  }

  private void apply(AlertInput input, List<AlertEvent> events) {
    AlertLifecycle.Outcome outcome = AlertLifecycle.on(alert, input);
    events.addAll(outcome.events());
    Alert after = outcome.alert();
    alert = after == null || after.isClosed() ? null : after;
  }

  private AlertCommand command(AlertCommand.Kind kind, String actor, String text, Instant time) {
    Alert now = alert;
    if (now == null) {
      throw new IllegalStateException("no alert to command");
    }
    return new AlertCommand(
        "history-" + now.id() + "-" + now.revision(),
        kind,
        now.id(),
        now.source(),
        detector.asset(),
        now.revision(),
        actor,
        text,
        null,
        time);
  }

  private ConditionFinding finding(
      Decision.Change change, Instant time, double value, Evidence evidence) {
    return new ConditionFinding(
        new FindingId(gateway, EPOCH, detector.toString(), state.episode(), state.transition()),
        detector,
        change.kind(),
        change.severity(),
        policy.alarmClass(),
        time,
        change.since(),
        value,
        unit,
        change.limit(),
        Quality.GOOD,
        true,
        null,
        policy.revision(),
        policy.latching(),
        policy.reAlarm(),
        policy.cause(),
        policy.consequence(),
        policy.operatorAction(),
        evidence);
  }
}
