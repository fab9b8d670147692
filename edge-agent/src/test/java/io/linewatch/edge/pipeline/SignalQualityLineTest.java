package io.linewatch.edge.pipeline;

import static io.linewatch.edge.pipeline.Plant.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState.DetectorPolicy;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.signal.Quality;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of signals on their way through a lane. */
@Timeout(60)
final class SignalQualityLineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final DetectorId FLAT = DetectorId.signal(Plant.PUMP, "temp.flat-line");
  private static final DetectorId DROP_OUT = DetectorId.signal(Plant.PUMP, "temp.drop-out");
  private static final DetectorId APART =
      DetectorId.signal(Plant.PUMP, "temp.inconsistent-with.speed");

  @TempDir Path stateDir;
  private final FakeIntake intake = new FakeIntake();
  private final FakeOutput output = new FakeOutput();
  private final AtomicReference<Instant> clock = new AtomicReference<>(T0.plusSeconds(1));
  private @Nullable EdgePipeline pipeline;

  @AfterEach
  void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  private EdgePipeline start(DetectorPolicy... policies) {
    EdgePipeline started =
        new EdgePipeline(
            new EdgePipeline.Settings("gw", 1, stateDir),
            output,
            List.of(intake),
            (_, _) -> {
              throw new IllegalStateException("there are no models here");
            },
            new SimpleMeterRegistry(),
            clock::get);
    pipeline = started;
    assertThat(started.apply(Plant.desired(1, policies))).isEmpty();
    started.start();
    return started;
  }

  static DetectorPolicy above(DetectorId detector, double limit) {
    return new DetectorPolicy(
        detector,
        new AlarmPolicy(
            1,
            AlarmClass.ADVISORY,
            List.of(new Limit(Severity.LOW, Comparison.ABOVE, limit)),
            null,
            null,
            Duration.ZERO,
            Duration.ZERO,
            0,
            false,
            null,
            Set.of(),
            null,
            "",
            "",
            ""));
  }

  private void measure(String channel, int second, double value) throws InterruptedException {
    Instant time = T0.plusSeconds(second);
    clock.set(time);
    intake.message(
        "factory/l1/pump/" + channel, "{\"value\":" + value + ",\"time\":\"" + time + "\"}", time);
  }

  private ConditionFinding finding(int index) {
    await().atMost(PATIENCE).until(() -> output.findings().size() > index);
    return output.findings().get(index);
  }

  @Test
  void aFrozenSignalIsAFindingOfItsOwnKindAndOverWhenItMoves() throws InterruptedException {
    var _ = start(above(FLAT, 30));
    for (int second = 0; second < 40; second++) {
      measure("temp", second, 70);
    }
    measure("temp", 41, 71);

    ConditionFinding frozen = finding(0);
    assertThat(frozen.detector()).isEqualTo(FLAT);
    assertThat(frozen.kind()).isEqualTo(Decision.Kind.RAISED);
    assertThat(frozen.value()).isEqualTo(31);
    assertThat(frozen.unit()).isEqualTo("s");
    assertThat(finding(1).kind()).isEqualTo(Decision.Kind.CLEARED);
  }

  @Test
  void aLimitThatIsCrossedWhileTheSignalDisagreesWithAnotherIsUncertainAndNamesTheFault()
      throws InterruptedException {
    var _ = start(above(APART, 5), Plant.pumpTemp(1, 80));
    for (int second = 0; second < 20; second++) {
      measure("speed", second, 70);
      measure("temp", second, second < 5 ? 70 : 90);
    }

    assertThat(finding(0).detector()).isEqualTo(APART);
    assertThat(finding(0).value()).isEqualTo(20);
    ConditionFinding hot = finding(1);
    assertThat(hot.detector()).isEqualTo(Plant.PUMP_TEMP);
    assertThat(hot.quality()).isEqualTo(Quality.UNCERTAIN);
    assertThat(hot.cause()).isEqualTo("cause The signal itself is in doubt: inconsistent-with.");
  }

  @Test
  void aSignalThatStopsIsMissingByTheClockAlone() throws InterruptedException {
    var _ = start(above(DROP_OUT, 30));
    measure("temp", 0, 70);
    await().atMost(PATIENCE).untilAtomic(intake.acknowledged, org.hamcrest.Matchers.equalTo(1));
    assertThat(output.findings()).isEmpty();

    clock.set(T0.plusSeconds(60));

    ConditionFinding missing = finding(0);
    assertThat(missing.detector()).isEqualTo(DROP_OUT);
    assertThat(missing.value()).isEqualTo(60);
    measure("temp", 61, 70);
    assertThat(finding(1).kind()).isEqualTo(Decision.Kind.CLEARED);
  }

  @Test
  void aSnapshotNamesTheFaultsThatAreLookedFor() {
    EdgePipeline running = start(above(FLAT, 30), above(DROP_OUT, 30));

    List<ConditionSnapshot> snapshots = running.snapshots(T0);

    assertThat(snapshots.getFirst().detectors()).contains(FLAT, DROP_OUT);
  }
}
