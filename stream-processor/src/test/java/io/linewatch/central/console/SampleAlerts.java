package io.linewatch.central.console;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.plant.AssetPath;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Alerts as the topology would make them. */
public final class SampleAlerts {
  static final AssetPath PUMP = AssetPath.of("demo/hall-1/press-line/pump-101");

  private SampleAlerts() {}

  /** An alert's only event, still open or closed. */
  public static AlertEvent event(String id, long revision, boolean open) {
    return raised(
        new Sample(
            id, PUMP + "/limit:vibration", PUMP, Severity.HIGH, AlarmClass.ALARM, 5.2, "mm/s", 4.5),
        revision,
        Instant.parse("2026-01-01T00:00:00Z"),
        open ? Transition.RAISED : Transition.CLEARED);
  }

  /** Of a part that is NG. */
  static AlertEvent picture(String id, PartVerdict part) {
    return raised(
        new Sample(
            id,
            part.asset() + "/model:" + part.station(),
            part.asset(),
            Severity.MEDIUM,
            AlarmClass.ADVISORY,
            183,
            "%",
            100),
        1,
        part.taken(),
        Transition.RAISED,
        Evidence.of(part.modelDigest(), Objects.requireNonNull(part.evidence())));
  }

  record Sample(
      String id,
      String source,
      AssetPath asset,
      Severity severity,
      AlarmClass alarmClass,
      double value,
      String unit,
      double limit) {}

  static AlertEvent raised(Sample sample, long revision, Instant at, Transition transition) {
    return raised(sample, revision, at, transition, evidence(sample.source().contains("model:")));
  }

  private static Evidence evidence(boolean model) {
    return model
        ? new Evidence(
            "sha256:" + "ab".repeat(32),
            List.of(
                new Evidence.Contribution("vibration", 0.61),
                new Evidence.Contribution("bearing_temperature", 0.22),
                new Evidence.Contribution("current", 0.11),
                new Evidence.Contribution("flow", 0.06)))
        : Evidence.NONE;
  }

  private static AlertEvent raised(
      Sample sample, long revision, Instant at, Transition transition, Evidence evidence) {
    boolean open = transition != Transition.CLEARED;
    boolean acknowledged = !open || transition == Transition.ACKNOWLEDGED;
    Alert alert =
        new Alert(
            sample.id(),
            sample.source(),
            sample.asset(),
            "gw-1",
            revision,
            revision,
            transition,
            new FindingId("gw-1", "e1", sample.source(), 1, 0),
            open,
            acknowledged,
            false,
            null,
            false,
            false,
            sample.alarmClass(),
            sample.severity(),
            sample.severity(),
            1,
            at,
            at.plusSeconds(open ? 0 : 1500),
            acknowledged ? at.plusSeconds(90) : null,
            acknowledged ? "李明" : null,
            open ? null : at.plusSeconds(1500),
            open ? null : Alert.ClearCause.RETURNED_TO_NORMAL,
            sample.value(),
            sample.unit(),
            new Limit(
                sample.severity(),
                sample.source().contains("suction") || sample.source().contains("oil_level")
                    ? Comparison.BELOW
                    : Comparison.ABOVE,
                sample.limit()),
            false,
            null,
            "Bearing wear, or vapour in the pump",
            "The bearing fails and the press line loses its cooling",
            "Listen at the drive end, check grease and suction pressure, plan a bearing change",
            evidence,
            3,
            List.of());
    return new AlertEvent(alert, transition, at, acknowledged && open ? "李明" : null, null, "");
  }
}
