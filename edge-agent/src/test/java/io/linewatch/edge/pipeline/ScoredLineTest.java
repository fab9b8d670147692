package io.linewatch.edge.pipeline;

import static io.linewatch.edge.pipeline.Plant.PUMP;
import static io.linewatch.edge.pipeline.Plant.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.edge.outbox.Missing;
import io.linewatch.model.fit.FitMethod;
import io.linewatch.model.fit.FitOptions;
import io.linewatch.model.fit.ModelFitter;
import io.linewatch.model.format.GoldenSamples;
import io.linewatch.model.format.ModelPackage;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.format.PackageContents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A fitted model on the lane: the real package, the real runtime. */
@Timeout(120)
final class ScoredLineTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final DetectorId DETECTOR = DetectorId.model(PUMP, "normal");

  @TempDir Path folder;
  private final FakeOutput output = new FakeOutput();
  private final FakeIntake intake = new FakeIntake();
  private final Random random = new Random(20_260_301);
  private OciLayout store;
  private EdgePipeline pipeline;
  private volatile Instant now = T0.plusSeconds(36_000);
  private volatile boolean away;
  private int second;

  @BeforeEach
  void start() throws IOException {
    // The fit checks its graph in this process too.
    LoadedModel.prepareRuntime(folder.resolve("state"));
    store = OciLayout.open(folder.resolve("store"));
    open();
  }

  private void open() {
    pipeline =
        new EdgePipeline(
            new EdgePipeline.Settings("gw", 1, folder.resolve("state")),
            output,
            List.of(intake),
            (name, digest) -> pull(digest),
            new SimpleMeterRegistry(),
            () -> now);
  }

  private ModelPackage pull(String digest)
      throws IOException, io.linewatch.model.format.ModelRefused {
    if (away) {
      throw new IOException("the model store cannot be reached");
    }
    return store.load(digest);
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  private PackageContents fitted(int windowRows) throws Exception {
    StringBuilder csv = new StringBuilder("time,temp,speed\n");
    for (int i = 0; i < 1_500; i++) {
      double load = Math.sin(i / 40.0);
      csv.append(T0.minusSeconds(5_000 - i))
          .append(',')
          .append(60 + 5 * load + random.nextGaussian() * 0.3)
          .append(',')
          .append(1_500 + 90 * load + random.nextGaussian() * 5)
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("normal-" + windowRows + ".csv"), csv);
    return new ModelFitter(_ -> {})
        .fit(
            new FitOptions(
                "normal",
                List.of(file),
                List.of("temp", "speed"),
                null,
                null,
                null,
                null,
                FitMethod.window(windowRows),
                "",
                null))
        .contents();
  }

  private void assign(long revision, String digest) {
    DesiredState desired =
        Plant.desired(
            revision,
            List.of(new ModelAssignment(PUMP, "normal", digest, revision)),
            new DesiredState.DetectorPolicy(DETECTOR, Plant.policy(revision, 200)));
    assertThat(pipeline.apply(desired)).isEmpty();
  }

  private void run(int seconds, double extraHeat) throws InterruptedException {
    for (int i = 0; i < seconds; i++, second++) {
      double load = Math.sin(second / 40.0);
      value("temp", 60 + 5 * load + extraHeat + random.nextGaussian() * 0.3);
      value("speed", 1_500 + 90 * load + random.nextGaussian() * 5);
    }
  }

  private void value(String channel, double value) throws InterruptedException {
    intake.message(
        "factory/l1/pump/" + channel,
        "{\"value\":" + value + ",\"time\":\"" + T0.plusSeconds(second) + "\"}",
        T0.plusSeconds(36_000));
  }

  private void awaitReason(String reason) {
    await().atMost(PATIENCE).until(() -> pipeline.models().getFirst().reason().contains(reason));
  }

  private void awaitActive(String digest) {
    await()
        .atMost(PATIENCE)
        .until(() -> digest.equals(pipeline.models().getFirst().activeDigest()));
  }

  private List<Long> scoredSeconds() {
    return output.series().stream()
        .filter(block -> block.series().equals(DETECTOR.toString()))
        .flatMapToLong(block -> Arrays.stream(block.timesMicros()))
        .map(micros -> micros / 1_000_000 - T0.getEpochSecond())
        .boxed()
        .sorted()
        .toList();
  }

  @Test
  void normalRunningIsQuietAndAFaultIsFoundWithItsChannels() throws Exception {
    String digest = store.pack(fitted(5));
    assign(1, digest);
    pipeline.start();
    awaitActive(digest);

    run(300, 0);
    assertThat(pipeline.snapshots(T0).getFirst().active()).isEmpty();
    run(60, 8);
    assertThat(pipeline.stop(PATIENCE)).isTrue();

    assertThat(output.findings()).isNotEmpty();
    ConditionFinding raised = output.findings().getFirst();
    assertThat(raised.detector()).isEqualTo(DETECTOR);
    assertThat(raised.time()).isAfterOrEqualTo(T0.plusSeconds(300));
    assertThat(raised.value()).isGreaterThan(200);
    assertThat(raised.unit()).isEqualTo("%");
    assertThat(raised.evidence().modelDigest()).isEqualTo(digest);
    assertThat(raised.evidence().contributions().stream().mapToDouble(c -> c.share()).sum())
        .isCloseTo(1, org.assertj.core.data.Offset.offset(0.01));
    List<SeriesBlock> scores =
        output.series().stream().filter(b -> b.series().equals(DETECTOR.toString())).toList();
    assertThat(scores).isNotEmpty().allMatch(block -> block.unit().equals("%"));
  }

  @Test
  void theLastRowsOfASilentSourceAreScored() throws Exception {
    String digest = store.pack(fitted(5));
    assign(1, digest);
    pipeline.start();
    awaitActive(digest);
    run(60, 0);
    await().atMost(PATIENCE).until(() -> pipeline.counts().getOrDefault("readings", 0L) == 120);
    long scored = pipeline.counts().getOrDefault("scores", 0L);

    // The first window of five rows is full with the fifth.
    await()
        .atMost(PATIENCE)
        .until(() -> {
          now = now.plusSeconds(3);
          return pipeline.counts().getOrDefault("scores", 0L) == 56;
        });
    assertThat(scored).as("some rows waited for later readings").isLessThan(56);
  }

  @Test
  void aRowIsNotMadeForSilenceWhileAFullDiskHeldTheLane() throws Exception {
    String digest = store.pack(fitted(5));
    assign(1, digest);
    pipeline.start();
    awaitActive(digest);
    run(60, 0);
    await().atMost(PATIENCE).until(() -> pipeline.counts().getOrDefault("readings", 0L) == 120);
    output.block();
    // The first minute is closed, and the lane waits with it at the outbox.
    run(70, 0);
    await().atMost(PATIENCE).until(output::holdsSomebody);
    value("temp", 60);
    now = now.plusSeconds(60);

    output.unblock();
    await().atMost(PATIENCE).until(() -> pipeline.counts().getOrDefault("readings", 0L) == 261);
    // Between two steps of the lane it looks for silence.
    now = now.plusMillis(300);
    pipeline.snapshots(now);
    pipeline.snapshots(now);
    value("speed", 5_000);
    second++;
    run(10, 0);
    assertThat(pipeline.stop(PATIENCE)).isTrue();

    assertThat(scoreAt(130)).as("the row has both of its readings").isGreaterThan(200);
    assertThat(scoreAt(129)).isLessThan(200);
  }

  private double scoreAt(int atSecond) {
    long micros = (T0.getEpochSecond() + atSecond) * 1_000_000;
    for (SeriesBlock block : output.series()) {
      int at = Arrays.binarySearch(block.timesMicros(), micros);
      if (block.series().equals(DETECTOR.toString()) && at >= 0) {
        return block.values()[at];
      }
    }
    return Double.NaN;
  }

  @Test
  void aRestartLeavesAGapFromTheLastSignOfLifeUntilTheWindowIsFull() throws Exception {
    String digest = store.pack(fitted(5));
    pipeline.close();
    output.aliveUntil = T0.plusSeconds(20);
    open();
    second = 23;
    assign(1, digest);
    pipeline.start();
    awaitActive(digest);
    run(20, 0);
    assertThat(pipeline.stop(PATIENCE)).isTrue();

    List<Missing> missing = output.missing();
    assertThat(missing).isNotEmpty().allMatch(gap -> gap.stream().equals(DETECTOR.toString()));
    assertThat(missing.getFirst().firstMicros())
        .as("rows of five seconds may have been under way")
        .isEqualTo(micros(15));
    for (int i = 1; i < missing.size(); i++) {
      assertThat(missing.get(i).firstMicros()).isEqualTo(missing.get(i - 1).lastMicros());
    }
    assertThat(missing.getLast().lastMicros()).isGreaterThanOrEqualTo(micros(27));
    assertThat(scoredSeconds().getFirst()).isEqualTo(27);
  }

  @Test
  void theFirstRunOfAGatewayAndAModelThatIsNewMissNothing() throws Exception {
    String digest = store.pack(fitted(5));
    pipeline.start();
    assign(1, digest);
    awaitActive(digest);
    run(20, 0);
    assertThat(pipeline.stop(PATIENCE)).isTrue();

    assertThat(output.missing()).isEmpty();
  }

  @Test
  void readingsThatComeAfterTheirRowsWereMadeForSilenceLeaveAGap() throws Exception {
    String digest = store.pack(fitted(5));
    assign(1, digest);
    pipeline.start();
    awaitActive(digest);
    run(60, 0);
    value("temp", 60);
    await()
        .atMost(PATIENCE)
        .until(() -> {
          // Until the half row of second 60 was made for silence.
          now = now.plusSeconds(3);
          return pipeline.counts().getOrDefault("scores", 0L) >= 56;
        });
    pipeline.snapshots(now);
    value("speed", 1_500);
    second++;
    run(5, 0);
    assertThat(pipeline.stop(PATIENCE)).isTrue();

    assertThat(output.missing())
        .containsExactly(
            new Missing(DETECTOR.toString(), PUMP, ModelGaps.LATE, micros(60), micros(60), 1));
  }

  private static long micros(int atSecond) {
    return (T0.getEpochSecond() + atSecond) * 1_000_000;
  }

  @Test
  void anotherModelTakesOverWithoutAGapInTheScores() throws Exception {
    String first = store.pack(fitted(5));
    assign(1, first);
    pipeline.start();
    awaitActive(first);
    run(60, 0);

    String second5 = store.pack(fitted(9));
    assign(2, second5);
    awaitReason("window is filling");
    // Readings go on while the new window fills.
    await()
        .atMost(PATIENCE)
        .until(() -> {
          run(10, 0);
          return second5.equals(pipeline.models().getFirst().activeDigest());
        });
    run(30, 0);
    assertThat(pipeline.stop(PATIENCE)).isTrue();

    List<Long> scored = scoredSeconds();
    for (int i = 1; i < scored.size(); i++) {
      assertThat(scored.get(i) - scored.get(i - 1)).as("after %s", scored.get(i - 1)).isEqualTo(1);
    }
    assertThat(scored.getLast()).isEqualTo(second - 1);
  }

  @Test
  void aModelWhoseGoldenSamplesDifferIsRefusedAndTheOldOneStays() throws Exception {
    PackageContents good = fitted(5);
    String digest = store.pack(good);
    assign(1, digest);
    pipeline.start();
    awaitActive(digest);

    GoldenSamples.Sample sample = good.golden().samples().getFirst();
    GoldenSamples wrong =
        new GoldenSamples(
            GoldenSamples.VERSION,
            good.golden().tolerance(),
            List.of(
                new GoldenSamples.Sample(
                    sample.features(),
                    sample.score() + 10,
                    sample.t2(),
                    sample.spe(),
                    sample.contributions())));
    String bad = store.pack(new PackageContents(good.spec(), good.onnx(), wrong, good.report()));
    assign(2, bad);
    awaitReason("golden sample 0");

    assertThat(pipeline.models().getFirst().activeDigest()).isEqualTo(digest);
    await().atMost(PATIENCE).until(() -> refusal(true));
    run(60, 0);
    assign(3, digest);
    await().atMost(PATIENCE).until(() -> refusal(false));
    assertThat(pipeline.stop(PATIENCE)).isTrue();
    assertThat(scoredSeconds()).hasSizeGreaterThan(40);
  }

  private boolean refusal(boolean active) {
    return output.statements().stream()
        .anyMatch(statement ->
            statement instanceof GatewayFinding finding
                && finding.kind() == GatewayFinding.Kind.MODEL_REFUSED
                && finding.active() == active);
  }

  @Test
  void aStoreThatIsAwayIsAskedAgain() throws Exception {
    String digest = store.pack(fitted(5));
    away = true;
    assign(1, digest);
    pipeline.start();
    awaitReason("cannot be reached; trying again");

    away = false;

    awaitActive(digest);
    assertThat(output.statements()).noneMatch(GatewayFinding.class::isInstance);
  }
}
