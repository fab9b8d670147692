package io.linewatch.edge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Reading;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.edge.evidence.RingFolder.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RingFolderTest {
  private static final ChannelId DE = ChannelId.of("s/a/l1/pump/de");
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration AGE = Duration.ofDays(30);

  @TempDir Path folder;

  private static WaveformFile file(int number) {
    double[] samples = new double[256];
    samples[0] = number;
    Instant start = T0.plusSeconds(number);
    return WaveformFile.of(
        new Waveform(DE, start, Reading.TimeSource.SENSOR, 25_600, samples), "m/s2");
  }

  private static long size() {
    return file(0).bytes().length;
  }

  private List<String> names(String kind) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(kind))) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> namesOf(int... numbers) {
    return Arrays.stream(numbers).mapToObj(n -> file(n).name()).sorted().toList();
  }

  @Test
  void whatHasNoDiagnosisGoesFirstWhenThereIsNoRoom() throws IOException {
    RingFolder ring = RingFolder.open(folder, 3 * size(), AGE);
    ring.put(Kind.DIAGNOSED, file(0), T0);
    ring.put(Kind.RECENT, file(1), T0.plusSeconds(1));
    ring.put(Kind.RECENT, file(2), T0.plusSeconds(2));

    assertThat(ring.put(Kind.RECENT, file(3), T0.plusSeconds(3))).isEqualTo(1);
    assertThat(names("diagnosed")).as("the oldest, and kept").isEqualTo(namesOf(0));
    assertThat(names("recent")).isEqualTo(namesOf(2, 3));

    for (int number = 4; number < 7; number++) {
      ring.put(Kind.DIAGNOSED, file(number), T0.plusSeconds(number));
    }
    assertThat(names("recent")).isEmpty();
    assertThat(names("diagnosed")).isEqualTo(namesOf(4, 5, 6));
    assertThat(ring.bytes()).isEqualTo(3 * size());
    assertThat(ring.files()).isEqualTo(3);
  }

  @Test
  void whatIsTooOldGoesWhetherThereIsRoomOrNot() throws IOException {
    RingFolder ring = RingFolder.open(folder, 100 * size(), AGE);
    ring.put(Kind.DIAGNOSED, file(0), T0);
    ring.put(Kind.RECENT, file(1), T0.plus(AGE));

    assertThat(ring.age(T0.plus(AGE))).as("just not").isZero();
    assertThat(ring.age(T0.plus(AGE).plusSeconds(1))).isEqualTo(1);

    assertThat(names("diagnosed")).isEmpty();
    assertThat(ring.bytes()).isEqualTo(size());
  }

  @Test
  void aRestartFindsWhatIsThereAndRemovesHalfAFile() throws IOException {
    RingFolder before = RingFolder.open(folder, 3 * size(), AGE);
    before.put(Kind.RECENT, file(1), T0.plusSeconds(1));
    before.put(Kind.RECENT, file(0), T0.plusSeconds(2));
    before.put(Kind.DIAGNOSED, file(2), T0);
    Files.write(folder.resolve("recent").resolve(file(3).name() + ".tmp"), new byte[7]);

    RingFolder after = RingFolder.open(folder, 3 * size(), AGE);

    assertThat(after.files()).isEqualTo(3);
    assertThat(after.bytes()).isEqualTo(3 * size());
    after.put(Kind.RECENT, file(4), T0.plusSeconds(4));
    assertThat(names("recent")).as("the oldest went, by its time").isEqualTo(namesOf(0, 4));
  }

  @Test
  void aBlockLargerThanTheWholeRingIsRefusedAndCostsNoOther() throws IOException {
    RingFolder ring = RingFolder.open(folder, size(), AGE);
    ring.put(Kind.DIAGNOSED, file(0), T0);
    Waveform longer = new Waveform(DE, T0, Reading.TimeSource.SENSOR, 25_600, new double[512]);

    assertThatIOException()
        .isThrownBy(() -> ring.put(Kind.DIAGNOSED, WaveformFile.of(longer, "m/s2"), T0))
        .withMessageContaining("waveforms.maxMegabytes");
    assertThat(names("diagnosed")).isEqualTo(namesOf(0));
  }

  @Test
  void theSameBlockIsKeptOnce() throws IOException {
    RingFolder ring = RingFolder.open(folder, 3 * size(), AGE);
    ring.put(Kind.RECENT, file(0), T0);
    ring.put(Kind.RECENT, file(0), T0.plusSeconds(1));

    assertThat(ring.files()).isEqualTo(1);
    assertThat(ring.bytes()).isEqualTo(size());
  }
}
