package io.linewatch.edge.pipeline;

import static io.linewatch.edge.pipeline.Plant.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.domain.vibration.BearingFault;
import io.linewatch.domain.vibration.BearingOrders;
import io.linewatch.domain.vibration.Diagnosis;
import io.linewatch.domain.vibration.MachineData;
import io.linewatch.domain.vibration.Support;
import io.linewatch.edge.evidence.WaveformRing;
import io.linewatch.edge.signal.RejectionReason;
import io.linewatch.edge.signal.WaveformDecoder;
import io.linewatch.model.format.ModelRefused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From bytes of a sensor to a finding that says which part of the bearing is damaged. */
@Timeout(60)
class WaveformToFindingTest {
  private static final AssetPath PUMP = AssetPath.of("s/a/l1/pump");
  private static final int RATE_HZ = 5_120;
  private static final double SPEED_RPM = 1_500;
  private static final BearingOrders BEARING = new BearingOrders(0.39828, 3.5848, 5.4152, 2.35675);
  private static final double G_PER_COUNT = 0.001;

  @TempDir Path stateDir;
  private final FakeIntake intake = new FakeIntake();
  private final FakeOutput output = new FakeOutput();

  private static SourceMapping waves(SourceMapping.WaveformForm form) {
    return new SourceMapping(
        "waves",
        "waves/{asset}/{channel}",
        "s",
        "a",
        "l1",
        null,
        null,
        Map.of(),
        null,
        SourceMapping.TimeFormat.AUTO,
        null,
        null,
        form);
  }

  private static List<Channel> channels() {
    return Stream.of("de", "de.rms", "de.velocity", "de.zone", "de.lines")
        .map(name ->
            new Channel(
                new ChannelId(PUMP, name),
                "vibration",
                name.equals("de") ? "[g]" : "1",
                null,
                null,
                Channel.Keep.FULL))
        .toList();
  }

  private static DesiredState desired() {
    MachineData machine = new MachineData(SPEED_RPM, 75.0, Support.RIGID, BEARING);
    return new DesiredState(
        "gw",
        1,
        T0,
        "test",
        "s/a/l1",
        List.of(waves(SourceMapping.WaveformForm.INT16)),
        List.of(new Asset(PUMP, "pump", "pump", Criticality.HIGH, "gw", machine)),
        channels(),
        List.of(policy("de.lines", 9), policy("de.zone", 3.5)),
        List.of());
  }

  private static DesiredState.DetectorPolicy policy(String channel, double limit) {
    return new DesiredState.DetectorPolicy(
        DetectorId.limit(new ChannelId(PUMP, channel)), Plant.policy(1, limit));
  }

  private EdgePipeline start() {
    EdgePipeline pipeline =
        new EdgePipeline(
            new EdgePipeline.Settings("gw", 1, stateDir),
            output,
            List.of(intake),
            (name, digest) -> {
              throw new ModelRefused("there is none");
            },
            new SimpleMeterRegistry(),
            () -> T0.plusSeconds(3_600));
    assertThat(pipeline.apply(desired())).isEmpty();
    pipeline.start();
    return pipeline;
  }

  /** One second of an outer race that is struck, and of a shaft that is out of balance. */
  private static byte[] second(int second, Random random) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * RATE_HZ).order(ByteOrder.LITTLE_ENDIAN);
    double strikeEvery = 1 / (BEARING.outerRace() * SPEED_RPM / 60);
    for (int n = 0; n < RATE_HZ; n++) {
      double t = second + (double) n / RATE_HZ;
      double since = t % strikeEvery;
      double g =
          2 * Math.exp(-since * 500) * Math.sin(2 * Math.PI * 1_700 * since)
              + 0.5 * Math.sin(2 * Math.PI * 25 * t)
              + 0.1 * random.nextGaussian();
      bytes.putShort((short) Math.round(g / G_PER_COUNT));
    }
    return bytes.array();
  }

  private void send(int second, byte[] payload, String rate) throws InterruptedException {
    Instant start = T0.plusSeconds(second);
    intake.block(
        "waves/pump/de",
        payload,
        Map.of(
            "rate",
            rate,
            "unit",
            "[g]",
            "scale",
            Double.toString(G_PER_COUNT),
            "start",
            start.toString()),
        start.plusSeconds(1));
  }

  @Test
  void aDamagedOuterRaceIsFoundWithItsEvidence() throws InterruptedException {
    try (EdgePipeline _ = start()) {
      Random random = new Random(1);
      for (int second = 0; second < 30; second++) {
        send(second, second(second, random), Integer.toString(RATE_HZ));
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> output.findings().size() >= 2);

      ConditionFinding lines = finding("de.lines");
      Diagnosis diagnosis = lines.evidence().diagnosis();
      assertThat(diagnosis).isNotNull();
      assertThat(diagnosis.fault()).isEqualTo(BearingFault.OUTER_RACE);
      assertThat(diagnosis.sentence()).startsWith("Bearing, outer race: BPFO at 89.6 Hz");
      // 0.5 g at 25 Hz is 22 mm/s RMS: zone D.
      assertThat(finding("de.zone").value()).isEqualTo(4);
    }
  }

  @Test
  void theBlockAFindingRestsOnIsKeptAndCanBeReadAgain() throws Exception {
    String digest;
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    var settings =
        new WaveformRing.Settings(10_000_000, Duration.ofDays(1), Duration.ofMinutes(10));
    try (WaveformRing ring = WaveformRing.start(stateDir, settings, metrics, () -> T0);
        EdgePipeline pipeline = start()) {
      pipeline.keepWaveformsIn(ring);
      Random random = new Random(1);
      for (int second = 0; second < 30; second++) {
        send(second, second(second, random), Integer.toString(RATE_HZ));
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> output.findings().size() >= 2);
      Diagnosis diagnosis = finding("de.lines").evidence().diagnosis();
      assertThat(diagnosis).isNotNull();
      digest = Objects.requireNonNull(diagnosis.waveform());
    }

    Path file = stateDir.resolve("waveforms/diagnosed").resolve(digest.substring(7));
    List<String> problems = new ArrayList<>();
    WaveformDecoder decoder =
        WaveformDecoder.of(
            List.of(waves(SourceMapping.WaveformForm.FLOAT32)), channels(), problems);
    WaveformDecoder.Block block =
        decoder.decode("waves/pump/de", Files.readAllBytes(file), Map.of(), T0.plusSeconds(60));
    Waveform again = Objects.requireNonNull(block).waveform();
    assertThat(problems).isEmpty();
    assertThat(again).isNotNull();
    assertThat(again.rateHz()).isEqualTo(RATE_HZ);
    assertThat(again.samples()).hasSizeGreaterThan(16_000);
    double[] sent = sent(30);
    int from = (int) Math.round(Duration.between(T0, again.start()).toNanos() / 1e9 * RATE_HZ);
    for (int n = 0; n < again.samples().length; n++) {
      assertThat(again.samples()[n]).isCloseTo(sent[from + n], within(1e-6));
    }
  }

  /** All samples of so many seconds, in g. */
  private static double[] sent(int seconds) {
    Random random = new Random(1);
    double[] samples = new double[seconds * RATE_HZ];
    for (int second = 0; second < seconds; second++) {
      ByteBuffer bytes = ByteBuffer.wrap(second(second, random)).order(ByteOrder.LITTLE_ENDIAN);
      for (int n = 0; n < RATE_HZ; n++) {
        samples[second * RATE_HZ + n] = bytes.getShort() * G_PER_COUNT;
      }
    }
    return samples;
  }

  @Test
  void aBrokenBlockIsCountedAndStopsNothing() throws InterruptedException {
    try (EdgePipeline pipeline = start()) {
      send(0, new byte[] {1, 2, 3}, Integer.toString(RATE_HZ));
      send(0, second(0, new Random(1)), "0");
      send(1, second(1, new Random(1)), Integer.toString(RATE_HZ));

      assertThat(pipeline.counts())
          .containsEntry("rejected-" + RejectionReason.ODD_LENGTH.tag(), 1L)
          .containsEntry("rejected-" + RejectionReason.BAD_RATE.tag(), 1L)
          .containsEntry("rejected", 2L);
      assertThat(intake.acknowledged).hasValue(3);
    }
  }

  private ConditionFinding finding(String channel) {
    return output.findings().stream()
        .filter(finding -> finding.detector().name().equals(channel))
        .findFirst()
        .orElseThrow();
  }
}
