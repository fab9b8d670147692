package io.linewatch.edge.pipeline;

import static io.linewatch.edge.pipeline.Plant.T0;
import static io.linewatch.edge.pipeline.Plant.desired;
import static io.linewatch.edge.pipeline.Plant.pumpTemp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.signal.RejectionReason;
import io.linewatch.model.format.ModelRefused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class EdgePipelineTest {
  @TempDir Path stateDir;
  private final List<EdgePipeline> started = new ArrayList<>();
  private FakeIntake intake = new FakeIntake();

  @AfterEach
  void stopAll() {
    started.forEach(EdgePipeline::close);
  }

  private EdgePipeline start(FakeOutput output, DesiredState desired) {
    intake = new FakeIntake();
    EdgePipeline pipeline =
        new EdgePipeline(
            new EdgePipeline.Settings("gw", 2, stateDir),
            output,
            List.of(intake),
            (name, digest) -> {
              throw new ModelRefused("the package is broken");
            },
            new SimpleMeterRegistry(),
            () -> T0.plusSeconds(3_600));
    started.add(pipeline);
    assertThat(pipeline.apply(desired)).isEmpty();
    pipeline.start();
    return pipeline;
  }

  private void temperature(int second, double value) throws InterruptedException {
    temperature("pump", second, value);
  }

  private void temperature(String asset, int second, double value) throws InterruptedException {
    Instant time = T0.plusSeconds(second);
    intake.message(
        "factory/l1/" + asset + "/temp",
        "{\"value\":" + value + ",\"time\":\"" + time + "\"}",
        T0.plusSeconds(3_600));
  }

  private void awaitAcknowledged(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAtomic(intake.acknowledged, org.hamcrest.Matchers.equalTo(count));
  }

  @Test
  void aLimitIsRaisedAfterItsOnDelayAndClearedAfterItsOffDelay() throws InterruptedException {
    FakeOutput output = new FakeOutput();
    start(output, desired(1, pumpTemp(7, 80)));

    for (int second = 0; second < 20; second++) {
      temperature(second, second >= 5 && second < 12 ? 90 : 70);
    }
    awaitAcknowledged(20);

    List<ConditionFinding> findings = output.findings();
    assertThat(findings)
        .extracting(ConditionFinding::kind)
        .containsExactly(Decision.Kind.RAISED, Decision.Kind.CLEARED);
    ConditionFinding raised = findings.getFirst();
    assertThat(raised.time()).isEqualTo(T0.plusSeconds(8));
    assertThat(raised.since()).isEqualTo(T0.plusSeconds(5));
    assertThat(raised.severity()).isEqualTo(Severity.HIGH);
    assertThat(raised.value()).isEqualTo(90);
    assertThat(raised.unit()).isEqualTo("Cel");
    assertThat(raised.policyRevision()).isEqualTo(7);
    assertThat(raised.id().toString()).startsWith("gw~e1~s/a/l1/pump/limit:temp~1~");
  }

  @Test
  void theNewestReadingOfEveryChannelIsToldToWhoeverAsks() throws InterruptedException {
    EdgePipeline pipeline = start(new FakeOutput(), desired(1));
    assertThat(pipeline.newestReadings()).isEmpty();
    temperature(0, 70);
    temperature(1, 90);
    temperature("press", 2, 80);
    awaitAcknowledged(3);

    await().until(() -> pipeline.newestReadings().size() == 2);

    assertThat(pipeline.newestReadings())
        .contains(
            new PointReading(
                new ChannelId(Plant.PUMP, "temp"),
                90,
                Quality.GOOD,
                T0.plusSeconds(1),
                T0.plusSeconds(3_600),
                70,
                90));
  }

  @Test
  void messagesThatComeAgainDecideNothingTwice() throws InterruptedException {
    FakeOutput output = new FakeOutput();
    start(output, desired(1, pumpTemp(1, 80)));
    for (int round = 0; round < 3; round++) {
      for (int second = 0; second < 10; second++) {
        temperature(second, 90);
      }
    }
    awaitAcknowledged(30);

    assertThat(output.findings()).hasSize(1);
  }

  @Test
  void aRestartAnywhereDecidesWhatAnUninterruptedRunWouldHave() throws InterruptedException {
    double[] values = new double[40];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i / 7) % 2 == 1 ? 95 : 60;
    }
    FakeOutput whole = new FakeOutput();
    start(whole, desired(1, pumpTemp(1, 80)));
    for (int i = 0; i < values.length; i++) {
      temperature(i, values[i]);
    }
    awaitAcknowledged(values.length);

    FakeOutput restarted = new FakeOutput();
    for (int from = 0; from < values.length; from += 5) {
      EdgePipeline pipeline = start(restarted, desired(1, pumpTemp(1, 80)));
      // The broker repeats what was perhaps not acknowledged.
      for (int i = Math.max(0, from - 3); i < from + 5; i++) {
        temperature(i, values[i]);
      }
      assertThat(pipeline.stop(Duration.ofSeconds(20))).isTrue();
    }

    assertThat(restarted.findings()).isEqualTo(whole.findings()).hasSizeGreaterThan(3);
  }

  @Test
  void nothingIsAcknowledgedBeforeItsFindingIsSafe() throws InterruptedException {
    FakeOutput output = new FakeOutput();
    start(output, desired(1, pumpTemp(1, 80)));
    temperature(0, 70);
    awaitAcknowledged(1);
    output.hold();
    temperature(1, 90);
    temperature(5, 90);
    await().atMost(Duration.ofSeconds(20)).until(() -> output.findings().size() == 1);
    assertThat(output.heldCommits()).isPositive();
    assertThat(intake.acknowledged).hasValue(1);

    output.release();

    awaitAcknowledged(3);
  }

  @Test
  void badInputIsCountedShownAcknowledgedAndStopsNothing() throws InterruptedException {
    FakeOutput output = new FakeOutput();
    EdgePipeline pipeline = start(output, desired(1, pumpTemp(1, 80)));
    intake.message("factory/l1/pump/temp", "{\"value\":", T0);
    intake.message("factory/l1/pump/temp", new byte[10 << 20], T0);
    intake.message("factory/l1/pump/nope", "{\"value\":1}", T0);
    temperature(0, 70);
    awaitAcknowledged(4);

    assertThat(pipeline.counts())
        .containsEntry("rejected", 3L)
        .containsEntry("rejected-malformed-json", 1L)
        .containsEntry("rejected-oversize", 1L)
        .containsEntry("rejected-unknown-channel", 1L)
        .containsEntry("readings", 1L);
    assertThat(pipeline.lastRejections())
        .extracting(Rejection::reason)
        .containsExactly(
            RejectionReason.UNKNOWN_CHANNEL,
            RejectionReason.OVERSIZE,
            RejectionReason.MALFORMED_JSON);
  }

  @Test
  void aSnapshotStandsAfterTheFindingsItRestsOn() throws InterruptedException {
    FakeOutput output = new FakeOutput();
    EdgePipeline pipeline = start(output, desired(1, pumpTemp(1, 80)));
    temperature(0, 90);
    temperature(4, 90);

    List<ConditionSnapshot> taken = pipeline.snapshots(T0.plusSeconds(9));

    assertThat(output.findings()).hasSize(1);
    assertThat(taken).hasSize(1);
    assertThat(taken.getFirst().line()).isEqualTo("s/a/l1");
    assertThat(taken.getFirst().detectors()).containsExactly(Plant.PUMP_TEMP);
    assertThat(taken.getFirst().active()).containsExactlyElementsOf(output.findings());
    assertThat(output.statements().getLast()).isEqualTo(taken.getFirst());
  }

  @Test
  void aRemovedPolicyLeavesTheSnapshotsAndComesBackWithANewEpisode() throws InterruptedException {
    FakeOutput output = new FakeOutput();
    EdgePipeline pipeline = start(output, desired(1, pumpTemp(1, 80)));
    temperature(0, 90);
    temperature(4, 90);

    assertThat(pipeline.snapshots(T0).getFirst().active()).hasSize(1);
    assertThat(pipeline.apply(desired(2))).isEmpty();

    ConditionSnapshot after = (ConditionSnapshot) output.statements().getLast();
    assertThat(after.active()).isEmpty();
    assertThat(after.detectors()).isEmpty();
    assertThat(output.saved)
        .hasEntrySatisfying(Plant.PUMP_TEMP, saved -> assertThat(saved.active()).isNull());

    assertThat(pipeline.apply(desired(3, pumpTemp(2, 80)))).isEmpty();
    temperature(10, 90);
    temperature(14, 90);
    awaitAcknowledged(4);
    assertThat(output.findings()).extracting(f -> f.id().episode()).containsExactly(1L, 2L);
  }

  @Test
  void aChangedLimitKeepsTheStateAndDecidesFromTheNextReadingOn() throws InterruptedException {
    FakeOutput output = new FakeOutput();
    EdgePipeline pipeline = start(output, desired(1, pumpTemp(1, 80)));
    temperature(0, 90);
    temperature(4, 90);
    awaitAcknowledged(2);
    assertThat(pipeline.apply(desired(2, pumpTemp(2, 100)))).isEmpty();
    temperature(5, 90);
    temperature(8, 90);
    awaitAcknowledged(4);

    assertThat(output.findings())
        .extracting(ConditionFinding::kind, ConditionFinding::policyRevision)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Decision.Kind.RAISED, 1L),
            org.assertj.core.groups.Tuple.tuple(Decision.Kind.CLEARED, 2L));
  }

  @Test
  void aDesiredStateIsTakenWholeOrNotAtAll() {
    FakeOutput output = new FakeOutput();
    EdgePipeline pipeline = start(output, desired(5, pumpTemp(1, 80)));
    DesiredState good = desired(6, pumpTemp(1, 80));
    DesiredState bad =
        new DesiredState(
            "other",
            4,
            T0,
            "test",
            "nowhere",
            List.of(
                Plant.source("unserved", "x/{line}/{asset}/{channel}"),
                Plant.source("broken", "x/{line}/#")),
            good.assets(),
            good.channels(),
            List.of(
                new DesiredState.DetectorPolicy(
                    DetectorId.of("s/a/l1/pump/limit:nope"), Plant.policy(1, 1))),
            List.of(new DesiredState.ModelAssignment(Plant.PUMP, "m", "latest", 1)));

    List<String> problems = pipeline.apply(bad);

    assertThat(problems).hasSize(7);
    assertThat(intake.filters).containsExactly("factory/+/+/+");
    assertThat(pipeline.apply(good)).isEmpty();
  }

  @Test
  void everyReadingIsInOneSeriesBlockOfItsMinute() throws InterruptedException {
    FakeOutput output = new FakeOutput();
    EdgePipeline pipeline = start(output, desired(1, pumpTemp(3, 80)));
    for (int second = 0; second < 150; second++) {
      temperature(second, second);
      temperature(second, second);
      temperature("press", second, 1);
    }
    assertThat(pipeline.stop(Duration.ofSeconds(20))).isTrue();

    List<SeriesBlock> pump =
        output.series().stream().filter(b -> b.series().equals("s/a/l1/pump/limit:temp")).toList();
    assertThat(pump).hasSize(3);
    assertThat(pump).allMatch(block -> block.policyRevision() == 3 && block.unit().equals("Cel"));
    assertThat(pump.stream().flatMapToDouble(b -> Arrays.stream(b.values())).boxed())
        .hasSize(150)
        .isSorted();
    assertThat(pump).extracting(SeriesBlock::complete).containsExactly(false, true, true);
    assertThat(new HashSet<>(output.series().stream().map(SeriesBlock::series).toList()))
        .containsExactlyInAnyOrder(
            "s/a/l1/pump/limit:temp", "s/a/l1/pump/temp", "s/a/l1/press/temp");
  }

  @Test
  void aRefusedModelIsAConditionOfTheGatewayUntilItIsUnassigned() {
    FakeOutput output = new FakeOutput();
    var model = new DesiredState.ModelAssignment(Plant.PUMP, "m", "sha256:" + "0".repeat(64), 1);
    EdgePipeline pipeline = start(output, desired(1, List.of(model), pumpTemp(1, 80)));
    await().atMost(Duration.ofSeconds(20)).until(() -> !gatewayFindings(output).isEmpty());

    GatewayFinding refused = gatewayFindings(output).getFirst();
    assertThat(refused.kind()).isEqualTo(GatewayFinding.Kind.MODEL_REFUSED);
    assertThat(refused.active()).isTrue();
    assertThat(refused.message()).contains("the package is broken");
    assertThat(pipeline.models().getFirst().reason()).contains("the package is broken");
    assertThat(pipeline.snapshots(T0).getFirst().activeGateway()).containsExactly(refused);

    assertThat(pipeline.apply(desired(2, pumpTemp(1, 80)))).isEmpty();
    assertThat(gatewayFindings(output).getLast().active()).isFalse();
    assertThat(pipeline.snapshots(T0).getFirst().activeGateway()).isEmpty();
  }

  private static List<GatewayFinding> gatewayFindings(FakeOutput output) {
    return output.statements().stream()
        .filter(GatewayFinding.class::isInstance)
        .map(GatewayFinding.class::cast)
        .toList();
  }
}
