package io.linewatch.edge.pipeline;

import static io.linewatch.edge.pipeline.Plant.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredState.DetectorPolicy;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.edge.outbox.Missing;
import io.linewatch.model.stream.ContextNovelty;
import io.linewatch.model.stream.SteppedNovelty;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is new about a channel, from its messages to findings, and over a restart. */
@Timeout(60)
final class NoveltyLineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration BUDGET = Duration.ofDays(7);
  private static final Duration STEP = Duration.ofMinutes(5);
  private static final ChannelId TEMP = new ChannelId(Plant.PUMP, "temp");
  private static final DetectorId NOVELTY = DetectorId.novelty(TEMP);
  private static final int LEARNED = 640;

  @TempDir Path stateDir;
  private final FakeIntake intake = new FakeIntake();
  private final FakeOutput output = new FakeOutput();
  private final AtomicReference<Instant> clock = new AtomicReference<>(T0);
  private @Nullable EdgePipeline pipeline;

  @AfterEach
  void stop() {
    if (pipeline != null) {
      pipeline.close();
      pipeline = null;
    }
  }

  private static DesiredState desired(long revision, @Nullable Duration budget) {
    DetectorPolicy policy =
        new DetectorPolicy(NOVELTY, SignalQualityLineTest.above(NOVELTY, 100).policy());
    DesiredState plain = Plant.desired(revision, policy);
    return new DesiredState(
        plain.gateway(),
        revision,
        T0,
        "test",
        plain.home(),
        plain.sources(),
        plain.assets(),
        plain.channels().stream().map(one -> one.id().equals(TEMP) ? asking(budget) : one).toList(),
        plain.policies(),
        plain.models());
  }

  private static Channel asking(@Nullable Duration budget) {
    return new Channel(TEMP, "temp", "Cel", null, null, Channel.Keep.NONE, budget);
  }

  private EdgePipeline start(long revision, FakeIntake from) {
    EdgePipeline started =
        new EdgePipeline(
            new EdgePipeline.Settings("gw", 1, stateDir),
            output,
            List.of(from),
            (_, _) -> {
              throw new IllegalStateException("there are no models here");
            },
            new SimpleMeterRegistry(),
            clock::get);
    pipeline = started;
    assertThat(started.apply(desired(revision, BUDGET))).isEmpty();
    started.start();
    return started;
  }

  private static double wave(int step) {
    return 60 + 10 * Math.sin(2 * Math.PI * step / 24);
  }

  private void measure(FakeIntake to, int step, double value) throws InterruptedException {
    Instant time = T0.plus(STEP.multipliedBy(step));
    clock.set(time);
    to.message("factory/l1/pump/temp", "{\"value\":" + value + ",\"time\":\"" + time + "\"}", time);
  }

  private List<Double> scores() {
    List<Double> scores = new ArrayList<>();
    for (SeriesBlock block : output.series()) {
      if (block.series().equals(NOVELTY.toString())) {
        for (double score : block.values()) {
          scores.add(score);
        }
      }
    }
    return scores;
  }

  @Test
  void aLevelThatHasNeverComeIsAFindingInPlainWords() throws InterruptedException {
    var _ = start(1, intake);
    for (int step = 0; step < LEARNED; step++) {
      measure(intake, step, wave(step));
    }
    measure(intake, LEARNED, 120);
    measure(intake, LEARNED + 1, wave(LEARNED + 1));

    await().atMost(PATIENCE).until(() -> !output.findings().isEmpty());
    ConditionFinding finding = output.findings().getFirst();
    assertThat(finding.detector()).isEqualTo(NOVELTY);
    assertThat(finding.kind()).isEqualTo(Decision.Kind.RAISED);
    assertThat(finding.unit()).isEqualTo("%");
    assertThat(finding.value()).isEqualTo(100 / SteppedNovelty.LIMIT);
    assertThat(finding.cause())
        .isEqualTo(
            "The mean of 5 min was 120.0 Cel, a level this channel has not had since it is"
                + " watched.");
  }

  @Test
  void theGatewayScoresExactlyAsTheDetectorThatTheBenchMeasures() throws InterruptedException {
    ContextNovelty measured = new ContextNovelty(SteppedNovelty.SETTINGS);
    List<Double> expected = new ArrayList<>();
    var _ = start(1, intake);
    for (int step = 0; step < LEARNED + 400; step++) {
      double value = step == LEARNED + 37 ? 99 : wave(step);
      measure(intake, step, value);
      boolean learned = !measured.learning();
      double score = measured.accept(value);
      if (learned) {
        expected.add(100 * score / SteppedNovelty.LIMIT);
      }
    }
    stop();

    // The last step is still open.
    assertThat(scores()).isEqualTo(expected.subList(0, expected.size() - 1));
    assertThat(expected).contains(100 / SteppedNovelty.LIMIT);
  }

  @Test
  void aRestartGoesOnWithWhatWasLearnedAndStatesWhatItMissed() throws InterruptedException {
    var _ = start(1, intake);
    for (int step = 0; step < LEARNED; step++) {
      measure(intake, step, wave(step));
    }
    stop();
    output.aliveUntil = clock.get();
    FakeIntake again = new FakeIntake();
    var _ = start(2, again);
    measure(again, LEARNED + 240, 120);
    measure(again, LEARNED + 241, 60);

    await().atMost(PATIENCE).until(() -> !output.findings().isEmpty());
    assertThat(output.findings().getFirst().detector()).isEqualTo(NOVELTY);
    Missing gap = output.missing().getFirst();
    assertThat(gap.stream()).isEqualTo(NOVELTY.toString());
    assertThat(gap.reason()).startsWith("The agent was stopped; what the channel did meanwhile");
    assertThat(gap.lastMicros() - gap.firstMicros())
        .isEqualTo(STEP.multipliedBy(241).toNanos() / 1_000);
  }

  @Test
  void whatWasLearnedAndIsLostIsLearnedAnewAndStated() throws Exception {
    var _ = start(1, intake);
    for (int step = 0; step < LEARNED; step++) {
      measure(intake, step, wave(step));
    }
    measure(intake, LEARNED, 120);
    measure(intake, LEARNED + 1, 60);
    await().atMost(PATIENCE).until(() -> !output.findings().isEmpty());
    stop();
    lose();
    output.aliveUntil = clock.get();
    FakeIntake again = new FakeIntake();
    var _ = start(2, again);
    measure(again, LEARNED + 3, 60);

    await().atMost(PATIENCE).until(() -> !output.missing().isEmpty());
    Missing gap = output.missing().getFirst();
    assertThat(gap.reason()).startsWith("What was learned of the channel is lost");
    assertThat(gap.lastMicros() - gap.firstMicros())
        .isEqualTo(Duration.ofHours(25).plus(STEP.multipliedBy(2)).toNanos() / 1_000);
  }

  @Test
  void aChannelThatAsksNoMoreIsForgotten() throws Exception {
    EdgePipeline running = start(1, intake);
    for (int step = 0; step < 20; step++) {
      measure(intake, step, wave(step));
    }
    assertThat(running.snapshots(T0).getFirst().detectors()).contains(NOVELTY);
    DesiredState without = Plant.desired(2);
    assertThat(running.apply(without)).isEmpty();
    assertThat(running.snapshots(T0).getFirst().detectors()).doesNotContain(NOVELTY);
    stop();
    try (Stream<Path> files = Files.walk(stateDir)) {
      assertThat(files.filter(file -> file.toString().endsWith(".novelty"))).isEmpty();
    }
  }

  private void lose() throws IOException {
    try (Stream<Path> files = Files.walk(stateDir)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".novelty")).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }
  }
}
