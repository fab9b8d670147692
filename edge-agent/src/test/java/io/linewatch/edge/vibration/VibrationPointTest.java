package io.linewatch.edge.vibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Reading;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.domain.vibration.MachineData;
import io.linewatch.domain.vibration.Operation;
import io.linewatch.domain.vibration.Support;
import io.linewatch.edge.signal.DecodedMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VibrationPointTest {
  private static final ChannelId DE = ChannelId.of("s/a/l1/pump/de");
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");

  /** Four seconds of it are a block of 1,024 samples: learning is quick. */
  private static final double SLOW_HZ = 250;

  private static final MachineData MACHINE =
      new MachineData(1_500.0, 75.0, Support.RIGID, null, null, null, Duration.ofSeconds(10));

  @TempDir Path stateDir;
  private ReferenceFolder references = new ReferenceFolder(Path.of("."));
  private final Random random = new Random(1);
  private @Nullable SpeedTrack track;

  @BeforeEach
  void open() {
    references = new ReferenceFolder(stateDir);
  }

  private VibrationPoint point(String unit, @Nullable MachineData machine) {
    Map<Quantity, ChannelId> told = new EnumMap<>(Quantity.class);
    for (Quantity quantity : Quantity.values()) {
      told.put(quantity, new ChannelId(DE.asset(), quantity.of("de")));
    }
    Channel channel = new Channel(DE, "vibration", unit, null, null, Channel.Keep.NONE);
    return new VibrationPoint(
        channel, machine, told, references, () -> track, new KeptBlocks(channel, () -> null));
  }

  private Waveform block(int number, double rateHz, int samples) {
    double[] noise = new double[samples];
    for (int n = 0; n < samples; n++) {
      noise[n] = random.nextGaussian();
    }
    Instant start = T0.plusNanos(Math.round(number * samples / rateHz * 1e9));
    return new Waveform(DE, start, Reading.TimeSource.SENSOR, rateHz, noise);
  }

  private static List<String> names(List<DecodedMessage> messages) {
    return messages.getFirst().readings().stream().map(r -> r.channel().channel()).toList();
  }

  @Test
  void aBlockBecomesReadingsAtItsEnd() {
    Waveform whole = block(0, 2_560, 16_384);

    List<DecodedMessage> messages = point("[g]", MACHINE).accept(whole, Operation.UNTOLD);

    assertThat(messages).hasSize(1);
    assertThat(names(messages))
        .containsExactly(
            "de.rms",
            "de.peak",
            "de.crest",
            "de.kurtosis",
            "de.skewness",
            "de.velocity",
            "de.zone");
    assertThat(messages.getFirst().time()).isEqualTo(whole.end());
  }

  @Test
  void withoutUnitRateOrMachineThereIsNoZoneAndItSaysWhy() {
    VibrationPoint slow = point("[g]", MACHINE);
    VibrationPoint strange = point("Cel", MACHINE);
    VibrationPoint unknown = point("[g]", null);

    assertThat(names(slow.accept(block(0, SLOW_HZ, 1_024), Operation.UNTOLD)))
        .doesNotContain("de.zone", "de.velocity");
    strange.accept(block(0, 2_560, 16_384), Operation.UNTOLD);
    unknown.accept(block(0, 2_560, 16_384), Operation.UNTOLD);

    assertThat(slow.zoneRefusal()).contains("do not cover 1000 Hz");
    assertThat(strange.zoneRefusal()).contains("no unit of vibration");
    assertThat(unknown.zoneRefusal()).contains("are needed in the plant sheet");
    assertThat(slow.view())
        .isEqualTo(
            new VibrationPoints.View(
                DE, T0.plusMillis(4_096), SLOW_HZ, true, slow.zoneRefusal(), 0, 0));
  }

  @Test
  void aMachineThatStandsOrHasJustStartedIsNotRead() {
    VibrationPoint point = point("[g]", MACHINE);

    assertThat(point.accept(block(0, 2_560, 16_384), new Operation(0.0, null, null))).isEmpty();
    assertThat(point.accept(block(1, 2_560, 16_384), new Operation(1_490.0, null, null))).isEmpty();
    assertThat(point.gated()).isEqualTo(2);
    assertThat(point.accept(block(3, 2_560, 16_384), new Operation(1_490.0, null, null)))
        .hasSize(1);
  }

  @Test
  void theSpeedChannelTellsWhenAMachineStandsUntilItIsSilentForTooLong() {
    SpeedTrack speeds = new SpeedTrack();
    track = speeds;
    VibrationPoint point = point("[g]", new MachineData(1_500.0, 75.0, Support.RIGID, null));

    assertThat(point.accept(block(0, 2_560, 16_384), Operation.UNTOLD))
        .as("nothing is known: it is read")
        .hasSize(1);
    speeds.add(T0.plusSeconds(7), 20);
    assertThat(point.accept(block(2, 2_560, 16_384), Operation.UNTOLD))
        .as("it stood at 7 s, which says nothing of 19 s: the block is read")
        .hasSize(1);
    speeds.add(T0.plusSeconds(19), 20);
    assertThat(point.accept(block(3, 2_560, 16_384), Operation.UNTOLD)).isEmpty();
    assertThat(point.gated()).isEqualTo(1);
    speeds.add(T0.plusSeconds(25), 1_480);
    assertThat(point.accept(block(4, 2_560, 16_384), Operation.UNTOLD)).hasSize(1);
    assertThat(point.withoutSpeed()).as("the first two").isEqualTo(2);
  }

  @Test
  void whatWasLearnedOutlivesARestartAndAnotherMachineLearnsAnew() throws IOException {
    VibrationPoint before = point("m/s2", MACHINE);
    for (int number = 0; number < 60; number++) {
      before.accept(block(number, SLOW_HZ, 1_024), Operation.UNTOLD);
    }
    assertThat(before.unsaved()).isZero();
    try (Stream<Path> files = Files.list(stateDir.resolve("vibration"))) {
      assertThat(files).hasSize(1);
    }

    VibrationPoint after = point("m/s2", MACHINE);
    VibrationPoint other = point("m/s2", new MachineData(3_000.0, 75.0, Support.RIGID, null));

    assertThat(names(after.accept(block(60, SLOW_HZ, 1_024), Operation.UNTOLD)))
        .contains("de.rise");
    assertThat(names(other.accept(block(60, SLOW_HZ, 1_024), Operation.UNTOLD)))
        .doesNotContain("de.rise");
  }

  @Test
  void aDamagedFileIsLearnedAnew() throws IOException {
    for (int number = 0; number < 60; number++) {
      var _ = learned(number);
    }
    try (Stream<Path> files = Files.list(stateDir.resolve("vibration"))) {
      Files.writeString(files.findFirst().orElseThrow(), "{\"channel\":");
    }

    assertThat(names(point("m/s2", MACHINE).accept(block(60, SLOW_HZ, 1_024), Operation.UNTOLD)))
        .doesNotContain("de.rise");
  }

  private @Nullable VibrationPoint learning;

  private List<DecodedMessage> learned(int number) {
    VibrationPoint point = learning == null ? point("m/s2", MACHINE) : learning;
    learning = point;
    return point.accept(block(number, SLOW_HZ, 1_024), Operation.UNTOLD);
  }
}
