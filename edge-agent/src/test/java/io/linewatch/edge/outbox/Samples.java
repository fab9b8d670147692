package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.decision.DecisionState.Phase;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Plausible things a pipeline submits. */
public final class Samples {
  public static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  public static final AssetPath PUMP = AssetPath.of("demo/hall-1/line-1/pump");
  public static final DetectorId DETECTOR = DetectorId.of(PUMP + "/limit:vibration_rms");
  public static final AssetPath GATEWAY = AssetPath.of("demo/hall-1/line-1/gw-1");

  private Samples() {}

  public static ConditionFinding finding(String epoch, long episode) {
    return new ConditionFinding(
        new FindingId("gw-1", epoch, DETECTOR.toString(), episode, 0),
        DETECTOR,
        Decision.Kind.RAISED,
        Severity.HIGH,
        AlarmClass.ALARM,
        START.plusSeconds(episode),
        START.plusSeconds(episode).minusSeconds(10),
        7.3,
        "mm/s",
        new Limit(Severity.HIGH, Comparison.ABOVE, 4.5),
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

  public static ConditionSnapshot snapshot(String epoch, long second) {
    return new ConditionSnapshot(
        "gw-1",
        epoch,
        PUMP.linePath(),
        START.plusSeconds(second),
        Set.of(DETECTOR),
        List.of(),
        List.of());
  }

  public static DecisionState active(long episode) {
    Instant time = START.plusSeconds(episode);
    return new DecisionState(
        List.of(
            new DecisionState.Level(Severity.LOW, Phase.ACTIVE, time),
            new DecisionState.Level(Severity.MEDIUM, Phase.ACTIVE, time),
            new DecisionState.Level(Severity.HIGH, Phase.ACTIVE, time)),
        new Limit(Severity.HIGH, Comparison.ABOVE, 4.5),
        episode,
        0,
        time,
        7.3);
  }

  /** A block of {@code samples} readings in one minute. */
  public static SeriesBlock series(int minute, int samples) {
    Instant start = START.plusSeconds(60L * minute);
    long[] times = new long[samples];
    double[] values = new double[samples];
    for (int i = 0; i < samples; i++) {
      times[i] = start.getEpochSecond() * 1_000_000 + i * 1000L;
      values[i] = Math.sin(i * 12.9898 + minute) * 43_758.5453;
    }
    return new SeriesBlock(
        "gw-1",
        DETECTOR.toString(),
        "mm/s",
        start,
        0,
        1,
        times,
        values,
        List.of(new SeriesBlock.Run<>(Quality.GOOD, samples)),
        List.of(),
        true);
  }

  public static OutboxBatch findings(Statement... statements) {
    return new OutboxBatch(List.of(), List.of(statements), List.of(), () -> {});
  }

  public static OutboxBatch series(SeriesBlock... blocks) {
    return new OutboxBatch(List.of(), List.of(), List.of(blocks), () -> {});
  }
}
