package io.linewatch.edge.recording;

import static io.linewatch.edge.recording.Bench.TEMP;
import static io.linewatch.edge.recording.Bench.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.RecordingGap.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a kill leaves is read up to its last whole frame, and recording goes on behind it. */
@Timeout(60)
class KilledRecorderTest {
  private static final Duration FLUSH = ActiveRecording.FLUSH.plusSeconds(1);

  @TempDir private Path folder;

  /** Leaves files as a kill does: nothing is closed. */
  private static void record(Path stateDir, int seconds) throws IOException {
    Bench bench = new Bench(stateDir);
    // Not closed: that is the test.
    Recorder recorder = bench.recording(request("r", List.of(), TEMP));
    for (int i = 0; i < seconds; i++) {
      bench.tell(recorder, TEMP, i, i);
      bench.pass(recorder, FLUSH);
    }
  }

  @Test
  void whereverASegmentIsCutTheWholeFramesBeforeAreReadAndRecordingGoesOn() throws Exception {
    Path written = folder.resolve("written");
    Files.createDirectories(written);
    record(written, 4);
    byte[] whole = Files.readAllBytes(written.resolve("recordings/r/000001.lwseg"));
    List<Integer> kept = new ArrayList<>();

    for (int length = 0; length <= whole.length; length++) {
      Path stateDir = folder.resolve("cut-" + length);
      Path segment = stateDir.resolve("recordings/r/000001.lwseg");
      Files.createDirectories(segment.getParent());
      Files.write(segment, Arrays.copyOf(whole, length));
      Bench bench = new Bench(stateDir);
      try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
        bench.tell(recorder, TEMP, 100, 100);
        bench.pass(recorder, FLUSH);
      }

      List<Double> values = bench.values("r");
      int before = values.size() - 1;
      assertThat(values)
          .as("cut at byte %s", length)
          .isEqualTo(
              Stream.concat(IntStream.range(0, before).mapToObj(i -> (double) i), Stream.of(100.0))
                  .toList());
      assertThat(bench.gaps("r", Reason.STOPPED)).hasSize(before == 0 ? 0 : 1);
      kept.add(before);
    }
    assertThat(kept).isSorted().startsWith(0).endsWith(4).contains(1, 2, 3);
  }

  @Test
  void aByteThatTurnedIsFoundAndWhatLiesBeforeItIsKept() throws Exception {
    Path written = folder.resolve("written");
    Files.createDirectories(written);
    record(written, 4);
    Path segment = written.resolve("recordings/r/000001.lwseg");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length - 5] ^= 0x10;
    Files.write(segment, bytes);

    Bench bench = new Bench(written);
    bench.recording().close();

    assertThat(bench.values("r")).containsExactly(0.0, 1.0, 2.0);
    assertThat(bench.gaps("r", Reason.DAMAGED))
        .singleElement()
        .satisfies(gap -> assertThat(gap.detail()).contains("000001.lwseg", "checksum"));
  }

  @Test
  void aDamagedCardIsMadeAnewFromTheSegments() throws Exception {
    Bench bench = new Bench(folder);
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      bench.tell(recorder, TEMP, 1, 1);
      bench.pass(recorder, FLUSH);
    }
    RecordingCard before = bench.card("r");
    Files.writeString(bench.folder("r").resolve(RecordingCard.FILE), "{\"v\":1");

    bench.recording().close();

    assertThat(bench.card("r")).isEqualTo(before);
  }

  @Test
  void aSegmentThatTheQuotaDeletedOnTheCardAloneIsDeletedAtTheStart() throws Exception {
    Bench bench = new Bench(folder);
    bench.segmentBytes = 300;
    bench.quotaBytes = 3_000;
    try (Recorder recorder = bench.recording(request("r", List.of(), TEMP))) {
      for (int i = 0; i < 20; i++) {
        bench.tell(recorder, TEMP, i, i);
        bench.pass(recorder, FLUSH);
      }
    }
    RecordingCard card = bench.card("r");
    String gone =
        card.segments().stream()
            .filter(RecordingCard.Segment::deleted)
            .findFirst()
            .orElseThrow()
            .file();
    Path left = Files.writeString(bench.folder("r").resolve(gone), "left by a kill");

    bench.recording().close();

    assertThat(Files.exists(left)).isFalse();
    assertThat(bench.card("r")).isEqualTo(card);
  }

  @Test
  void aProcessKilledWhileItWritesLeavesAReadableRecording() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Endless.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Path segments = folder.resolve("recordings/r");
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> Files.exists(segments.resolve("000003.lwseg")));
    process.destroyForcibly().waitFor();

    Bench bench = new Bench(folder);
    bench.recording().close();

    List<Double> values = bench.values("r");
    assertThat(values).hasSizeGreaterThan(100);
    assertThat(values)
        .isEqualTo(IntStream.range(0, values.size()).mapToObj(i -> (double) i).toList());
    assertThat(bench.card("r").segments()).hasSizeGreaterThanOrEqualTo(3);
  }

  /** Records as fast as it can until it is killed. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] args) throws IOException {
      Bench bench = new Bench(Path.of(args[0]));
      bench.segmentBytes = 100_000;
      Recorder recorder = bench.recording(request("r", List.of(), TEMP));
      for (int i = 0; true; i++) {
        bench.tell(recorder, TEMP, i, i);
        if (i % 5 == 4) {
          bench.pass(recorder, FLUSH);
        }
      }
    }
  }
}
