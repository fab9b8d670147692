package io.linewatch.edge.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Reading;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.edge.evidence.WaveformRing.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class WaveformRingTest {
  private static final ChannelId DE = ChannelId.of("s/a/l1/pump/de");
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
  private static final Settings USUAL =
      new Settings(10_000_000, Duration.ofDays(30), Duration.ofMinutes(10));

  @TempDir Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private static Waveform block(int number) {
    double[] samples = {number, 0.5, -0.25, 1e-3};
    return new Waveform(DE, T0.plusSeconds(number), Reading.TimeSource.SENSOR, 25_600, samples);
  }

  private double dropped(String reason) {
    return metrics
        .get("linewatch.edge.waveform.kept.dropped")
        .tag("reason", reason)
        .counter()
        .count();
  }

  @Test
  void aKeptBlockLiesUnderTheDigestOfItsContent() throws IOException {
    String digest;
    try (WaveformRing ring = WaveformRing.start(folder, USUAL, metrics, () -> T0)) {
      digest = Objects.requireNonNull(ring.keep(block(1), "m/s2", true));
    }

    String name = digest.substring("sha256:".length());
    byte[] bytes = Files.readAllBytes(folder.resolve("waveforms/diagnosed").resolve(name));
    assertThat(WaveformFile.digest(bytes)).isEqualTo(digest);
    assertThat(
            new String(
                bytes, 0, bytes.length - 4 * Float.BYTES, java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"channel\":\"s/a/l1/pump/de\",\"start\":\"2026-03-01T08:00:01Z\",\"rate\":25600.0,"
                + "\"unit\":\"m/s2\",\"count\":4}\n");
    assertThat(metrics.get("linewatch.edge.waveform.kept.bytes").gauge().value())
        .isEqualTo(bytes.length);
    assertThat(metrics.get("linewatch.edge.waveform.kept.files").gauge().value()).isEqualTo(1);
  }

  @Test
  void whoBringsABlockNeverWaitsAndWhatTheDiskCannotTakeIsCounted() {
    WaveformRing slow = WaveformRing.unstarted(folder, USUAL, metrics, () -> T0);
    for (int number = 0; number < WaveformRing.QUEUE; number++) {
      assertThat(slow.keep(block(number), "m/s2", false)).isNotNull();
    }

    assertThat(slow.keep(block(99), "m/s2", true)).as("there is nothing to refer to").isNull();
    assertThat(dropped("queue")).isEqualTo(1);
  }

  @Test
  void aFolderThatCannotBeMadeCostsTheBlocksAndNothingElse() throws IOException {
    Files.writeString(folder.resolve("waveforms"), "a file stands in its place");
    try (WaveformRing ring = WaveformRing.start(folder, USUAL, metrics, () -> T0)) {
      assertThat(ring.keep(block(1), "m/s2", true)).isNotNull();
    }

    assertThat(dropped("failed")).isEqualTo(1);
  }

  @Test
  void noMegabytesKeepNothing() {
    try (WaveformRing ring =
        WaveformRing.start(
            folder, new Settings(0, USUAL.maxAge(), USUAL.every()), metrics, () -> T0)) {
      assertThat(ring.keep(block(1), "m/s2", true)).isNull();
    }
    assertThat(folder).isEmptyDirectory();
  }
}
