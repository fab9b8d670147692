package io.linewatch.bench.outbox;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded findings of two hundred detectors, each with the state it came from. */
final class Findings {
  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final Limit LIMIT = new Limit(Severity.HIGH, Comparison.ABOVE, 4.5);
  private static final int DETECTORS = 200;

  private final Random random;
  private long episode;

  Findings(Random random) {
    this.random = random;
  }

  OutboxBatch batch(String epoch, int size) {
    List<StateChange> states = new ArrayList<>(size);
    List<ConditionFinding> findings = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      ConditionFinding finding = next(epoch);
      findings.add(finding);
      states.add(new StateChange(finding.detector(), state(finding), finding));
    }
    return new OutboxBatch(states, List.copyOf(findings), List.of(), () -> {});
  }

  private ConditionFinding next(String epoch) {
    AssetPath asset = AssetPath.of("demo/hall-1/line-1/pump-" + random.nextInt(DETECTORS));
    DetectorId detector = DetectorId.of(asset + "/limit:vibration_rms");
    Instant time = START.plusSeconds(++episode);
    return new ConditionFinding(
        new FindingId("gw-1", epoch, detector.toString(), episode, 0),
        detector,
        Decision.Kind.RAISED,
        Severity.HIGH,
        AlarmClass.ALARM,
        time,
        time.minusSeconds(10),
        4.5 + random.nextDouble(),
        "mm/s",
        LIMIT,
        Quality.GOOD,
        true,
        null,
        1,
        false,
        null,
        "bearing wear",
        "the pump stops",
        "check the grease",
        Evidence.NONE);
  }

  private static DecisionState state(ConditionFinding finding) {
    Instant time = finding.time();
    return new DecisionState(
        List.of(
            level(Severity.LOW, time), level(Severity.MEDIUM, time), level(Severity.HIGH, time)),
        LIMIT,
        finding.id().episode(),
        0,
        time,
        finding.value());
  }

  private static DecisionState.Level level(Severity severity, Instant since) {
    return new DecisionState.Level(severity, DecisionState.Phase.ACTIVE, since);
  }
}
