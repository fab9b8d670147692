package io.linewatch.edge.pipeline;

import static io.linewatch.edge.pipeline.Plant.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.vibration.BearingFault;
import io.linewatch.domain.vibration.BearingOrders;
import io.linewatch.domain.vibration.Diagnosis;
import io.linewatch.domain.vibration.MachineData;
import io.linewatch.domain.vibration.ShaftSpeed;
import io.linewatch.domain.vibration.Support;
import io.linewatch.model.format.ModelRefused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A shaft whose speed comes as a channel beside the waveform, from messages to the evidence. */
@Timeout(60)
class SpeedChannelLineTest {
  private static final AssetPath PUMP = AssetPath.of("s/a/l1/pump");
  private static final int RATE_HZ = 5_120;
  private static final double NOMINAL_RPM = 1_500;
  private static final BearingOrders BEARING = new BearingOrders(0.39828, 3.5848, 5.4152, 2.35675);
  private static final double G_PER_COUNT = 0.001;

  @TempDir Path stateDir;
  private final FakeIntake intake = new FakeIntake();
  private final FakeOutput output = new FakeOutput();

  private static Channel channel(String name, String unit) {
    return new Channel(new ChannelId(PUMP, name), "vibration", unit, null, null, Channel.Keep.NONE);
  }

  private static DesiredState desired() {
    SourceMapping waves =
        new SourceMapping(
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
            SourceMapping.WaveformForm.INT16);
    MachineData machine =
        new MachineData(NOMINAL_RPM, 75.0, Support.RIGID, BEARING, null, null, null, "speed");
    return new DesiredState(
        "gw",
        1,
        T0,
        "test",
        "s/a/l1",
        List.of(waves, Plant.source("line", "factory/{line}/{asset}/{channel}")),
        List.of(new Asset(PUMP, "pump", "pump", Criticality.HIGH, "gw", machine)),
        List.of(channel("de", "[g]"), channel("de.lines", "dB"), channel("speed", "Hz")),
        List.of(
            new DesiredState.DetectorPolicy(
                DetectorId.limit(new ChannelId(PUMP, "de.lines")), Plant.policy(1, 9))),
        List.of());
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

  /** A second of an outer race that is struck while the shaft turns at this speed. */
  private void wave(int second, double rpm, Random random) throws InterruptedException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * RATE_HZ).order(ByteOrder.LITTLE_ENDIAN);
    double strikeEvery = 1 / (BEARING.outerRace() * rpm / 60);
    for (int n = 0; n < RATE_HZ; n++) {
      double since = (second + (double) n / RATE_HZ) % strikeEvery;
      double g =
          2 * Math.exp(-since * 500) * Math.sin(2 * Math.PI * 1_700 * since)
              + 0.1 * random.nextGaussian();
      bytes.putShort((short) Math.round(g / G_PER_COUNT));
    }
    Instant start = T0.plusSeconds(second);
    intake.block(
        "waves/pump/de",
        bytes.array(),
        Map.of(
            "rate",
            Integer.toString(RATE_HZ),
            "scale",
            Double.toString(G_PER_COUNT),
            "start",
            start.toString()),
        start.plusSeconds(1));
  }

  private void speed(int second, double hz) throws InterruptedException {
    Instant time = T0.plusSeconds(second);
    intake.message(
        "factory/l1/pump/speed", "{\"value\":" + hz + ",\"time\":\"" + time + "\"}", time);
  }

  private Diagnosis diagnosisFound() {
    await().atMost(Duration.ofSeconds(20)).until(() -> !output.findings().isEmpty());
    Diagnosis diagnosis = output.findings().getFirst().evidence().diagnosis();
    assertThat(diagnosis).isNotNull();
    return diagnosis;
  }

  @Test
  void linesAreLookedForAtTheSpeedThatTheChannelTells() throws InterruptedException {
    try (EdgePipeline _ = start()) {
      Random random = new Random(1);
      // A tenth below nominal: no slip reaches so far.
      for (int second = 0; second < 30; second++) {
        speed(second, 22.5);
        wave(second, 1_350, random);
      }

      Diagnosis diagnosis = diagnosisFound();
      assertThat(diagnosis.fault()).isEqualTo(BearingFault.OUTER_RACE);
      assertThat(diagnosis.speed())
          .isEqualTo(new ShaftSpeed(ShaftSpeed.Source.CHANNEL, 1_350, null));
      assertThat(diagnosis.sentence()).endsWith("Speed by its channel: 1350 r/min.");
    }
  }

  @Test
  void aSpeedThatIsSilentForTooLongLeavesTheNominalOneAndTheEvidenceSaysWhy()
      throws InterruptedException {
    try (EdgePipeline _ = start()) {
      Random random = new Random(1);
      speed(0, 22.5);
      for (int second = 20; second < 50; second++) {
        wave(second, NOMINAL_RPM, random);
      }

      Diagnosis diagnosis = diagnosisFound();
      assertThat(diagnosis.fault()).isEqualTo(BearingFault.OUTER_RACE);
      assertThat(diagnosis.speed())
          .isEqualTo(
              new ShaftSpeed(ShaftSpeed.Source.NOMINAL, NOMINAL_RPM, ShaftSpeed.Missing.STALE));
      assertThat(diagnosis.sentence()).contains("speed channel was silent for too long");
    }
  }

  @Test
  void aMachineThatStandsByItsChannelIsNotRead() throws InterruptedException {
    try (EdgePipeline _ = start()) {
      Random random = new Random(1);
      for (int second = 0; second < 30; second++) {
        speed(second, 0);
        wave(second, NOMINAL_RPM, random);
      }
      // A whole turn of the lane: what came before is done.
      await().atMost(Duration.ofSeconds(20)).until(() -> intake.acknowledged.get() == 60);

      assertThat(output.findings()).isEmpty();
    }
  }
}
