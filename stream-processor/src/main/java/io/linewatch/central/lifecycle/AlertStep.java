package io.linewatch.central.lifecycle;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.Alert.ClearCause;
import io.linewatch.domain.alert.AlertInput;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.finding.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One input for one alert, made of what a gateway states. Pure.
 *
 * @param source which alert: {@link Alert#source()}
 */
public record AlertStep(String source, AlertInput input) {

  /**
   * What a statement means for alerts, in order.
   *
   * @param open the live alerts of the statement's gateway and line; asked for snapshots only,
   *     since to find them all live alerts are looked at
   */
  public static List<AlertStep> of(Statement statement, Supplier<Collection<Alert>> open) {
    return switch (statement) {
      case ConditionFinding finding -> List.of(condition(finding, null));
      case GatewayFinding finding -> List.of(condition(finding, null));
      case GapFinding _ -> List.of();
      case ConditionSnapshot snapshot -> reconcile(snapshot, open.get());
    };
  }

  /**
   * Ends an alert that nobody may speak of any more: the newest desired state of its gateway gives
   * it neither the asset nor, for a condition of its own, that home line, so no statement could
   * ever clear it.
   */
  public static Optional<AlertStep> orphaned(Alert alert, GatewayScope scope, Instant now) {
    return alert.active() && !scope.covers(alert.asset())
        ? Optional.of(absent(alert, Set.of(), now))
        : Optional.empty();
  }

  private static AlertStep condition(ConditionFinding finding, @Nullable Instant snapshotTime) {
    return new AlertStep(
        finding.detector().toString(), new AlertInput.Condition(finding, snapshotTime));
  }

  private static AlertStep condition(GatewayFinding finding, @Nullable Instant snapshotTime) {
    return new AlertStep(finding.source(), new AlertInput.GatewayCondition(finding, snapshotTime));
  }

  private static AlertStep absent(Alert alert, Set<String> detectors, Instant time) {
    ClearCause cause = causeOfAbsence(alert.source(), detectors);
    return new AlertStep(alert.source(), new AlertInput.Absent(cause, time));
  }

  /**
   * Raises what the snapshot knows and the centre does not, clears what is not in it. The lifecycle
   * itself ignores what it has seen already.
   */
  private static List<AlertStep> reconcile(ConditionSnapshot snapshot, Collection<Alert> open) {
    List<AlertStep> steps = new ArrayList<>();
    snapshot.active().forEach(finding -> steps.add(condition(finding, snapshot.time())));
    snapshot.activeGateway().forEach(finding -> steps.add(condition(finding, snapshot.time())));
    Set<String> holding = new HashSet<>();
    steps.forEach(step -> holding.add(step.source()));
    Set<String> detectors = new HashSet<>();
    snapshot.detectors().forEach(detector -> detectors.add(detector.toString()));
    for (Alert alert : open) {
      if (alert.active()
          && snapshot.speaksOf(alert.source())
          && !holding.contains(alert.source())
          && !overtook(alert, snapshot)) {
        steps.add(absent(alert, detectors, snapshot.time()));
      }
    }
    return List.copyOf(steps);
  }

  /**
   * Whether the alert's finding may be newer than the snapshot, which came behind it when Kafka
   * lost the snapshot and the outbox sent it again. Sequences order the records of one epoch only;
   * a finding of another outbox is older than this one's snapshot, whatever its sensor's clock
   * says.
   */
  private static boolean overtook(Alert alert, ConditionSnapshot snapshot) {
    return alert.lastFinding().epoch().equals(snapshot.epoch())
        && alert.raisedAt().isAfter(snapshot.time());
  }

  private static ClearCause causeOfAbsence(String source, Set<String> detectors) {
    if (detectors.contains(source)) {
      return ClearCause.RECONCILED;
    }
    DetectorId detector;
    try {
      detector = DetectorId.of(source);
    } catch (IllegalArgumentException notADetector) {
      return ClearCause.RECONCILED; // a condition of the gateway itself
    }
    return detector.kind() == DetectorId.Kind.MODEL
        ? ClearCause.MODEL_REMOVED
        : ClearCause.POLICY_REMOVED;
  }
}
