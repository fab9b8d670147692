package io.linewatch.model.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.CardBuilder;
import io.linewatch.domain.recording.RecordedChannel;
import io.linewatch.domain.recording.RecordedWaveform;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.RecordingGap;
import io.linewatch.domain.recording.RecordingGap.Reason;
import io.linewatch.domain.recording.SegmentCodec;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.recording.SegmentStart;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import io.linewatch.model.format.Digest;
import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.recording.RecordingArchive;
import io.linewatch.model.recording.SegmentFile;
import io.linewatch.model.recording.StoredRecording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayRecordingTest {
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
  private static final String LOAD = "s/a/l/pump/load";
  private static final String TEMP = "s/a/l/pump/temp";
  private static final String OTHER = "s/a/l/press/temp";

  @TempDir private Path folder;
  private final List<SegmentFrame> frames = new ArrayList<>();

  private static long micros(double second) {
    return RecordingReader.micros(T0) + Math.round(second * 1e6);
  }

  private void block(String channel, double[] seconds, double[] values, Quality quality) {
    long[] times = new long[seconds.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = micros(seconds[i]);
    }
    Instant minute = Instant.ofEpochSecond(Math.floorDiv(times[0], 60_000_000L) * 60);
    frames.add(
        new SegmentFrame.Series(
            new SeriesBlock(
                "gw",
                channel,
                channel.equals(LOAD) ? "kN" : "Cel",
                minute,
                0,
                0,
                times,
                values,
                List.of(new SeriesBlock.Run<>(quality, values.length)),
                List.of(),
                true)));
  }

  private void gap(Reason reason, String subject, double from, double to) {
    frames.add(
        new SegmentFrame.Gap(
            new SegmentFrame.Gaps(
                List.of(
                    new RecordingGap(
                        reason,
                        subject,
                        T0.plusNanos(Math.round(from * 1e9)),
                        T0.plusNanos(Math.round(to * 1e9)),
                        1,
                        "test")))));
  }

  /** Two channels that follow one load, each at its own moments, told minute by minute. */
  private void normal(int from, int to, long seed) {
    Random random = new Random(seed);
    for (int minute = from; minute < to; minute += 60) {
      double[] at = new double[60];
      double[] later = new double[60];
      double[] load = new double[60];
      double[] temp = new double[60];
      for (int i = 0; i < 60; i++) {
        at[i] = minute + i + 0.1;
        later[i] = minute + i + 0.4;
        load[i] = 50 + 10 * Math.sin((minute + i) / 37.0) + random.nextGaussian();
        temp[i] = 40 + 0.3 * load[i] + random.nextGaussian();
      }
      block(LOAD, at, load, Quality.GOOD);
      block(TEMP, later, temp, Quality.GOOD);
    }
  }

  private Path written() throws IOException {
    Path recording = Files.createDirectories(folder.resolve("normal-run"));
    SegmentStart start =
        new SegmentStart(
            "normal-run",
            "gw",
            "1.0",
            1,
            T0,
            List.of(
                new RecordedChannel(ChannelId.of(LOAD), "load", "kN"),
                new RecordedChannel(ChannelId.of(TEMP), "temperature", "Cel")),
            List.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(SegmentCodec.opening());
    CardBuilder builder = new CardBuilder("normal-run", "gw");
    List<SegmentFrame> all = new ArrayList<>(frames);
    all.addFirst(new SegmentFrame.Start(start));
    all.add(new SegmentFrame.End());
    for (SegmentFrame frame : all) {
      bytes.write(SegmentCodec.encode(frame));
      builder.add(frame);
    }
    Files.write(recording.resolve(SegmentFile.name(1)), bytes.toByteArray());
    builder.end(SegmentFile.name(1), bytes.size(), Digest.hex(Digest.of(bytes.toByteArray())));
    Files.write(
        recording.resolve(RecordingCard.FILE),
        RecordingCard.CODEC.encode(builder.card(true, StoredRecording.digest(builder))));
    return recording;
  }

  private static RecordedRows read(Path path, String... channels) throws Exception {
    return RecordingReader.read(List.of(path), List.of(channels), RecordingReader.Range.ALL);
  }

  @Test
  void aRecordingFitsAsItIsWithTheUnitsOfItsCardFromFolderAndArchiveAlike() throws Exception {
    normal(0, 1_800, 1);
    Path recording = written();
    Path archive = folder.resolve("normal-run.zip");
    RecordingArchive.write(recording, archive);

    ModelFitter fitter = new ModelFitter(new ArrayList<String>()::add);
    ModelSpec spec = fitter.fit(FitOptions.of("m", List.of(recording), null)).contents().spec();
    assertThat(spec.inputs())
        .extracting(ModelSpec.Input::channel, ModelSpec.Input::unit)
        .containsExactly(tuple("load", "kN"), tuple("temp", "Cel"));
    assertThat(spec.gridStep()).hasSeconds(1);
    assertThat(fitter.fit(FitOptions.of("m", List.of(archive), null)).contents().spec())
        .isEqualTo(spec);
  }

  @Test
  void channelsThatSpeakAtTheirOwnMomentsBecomeRowsOfOneGrid() throws Exception {
    block(LOAD, new double[] {0.1, 1.1, 2.1}, new double[] {1, 2, 3}, Quality.GOOD);
    block(TEMP, new double[] {0.4, 1.4, 2.4}, new double[] {4, 5, 6}, Quality.GOOD);

    RecordedRows rows = read(written());

    assertThat(rows.values()).isDeepEqualTo(new double[][] {{1, 4}, {2, 5}, {3, 6}});
    assertThat(rows.timesMicros()).containsExactly(micros(1), micros(2), micros(3));
  }

  @Test
  void noWindowReachesOverAGapHoweverShortItIs() throws Exception {
    normal(0, 600, 2);
    gap(Reason.NOT_IN_STATE, "", 300.05, 300.06);
    Path recording = written();
    RecordedRows rows = read(recording);
    ModelSpec spec = SpecMaker.spec(FitOptions.of("m", List.of(recording), null), rows);

    FeatureTable table = FeatureTable.of(rows, spec);
    FeatureTable unbroken =
        FeatureTable.of(
            new RecordedRows(
                rows.channels(), rows.timesMicros(), rows.values(), rows.labelled(), rows.notes()),
            spec);

    assertThat(rows.breaks()).hasSize(1);
    // The window spans 20 rows: so many begin anew, less the one that is whole.
    assertThat(unbroken.size() - table.size()).isEqualTo(19);
    assertThat(table.windows().timeJumps()).isEqualTo(1);
  }

  @Test
  void aGapOfAnotherMachineIsNoneOfThisOne() throws Exception {
    normal(0, 120, 2);
    gap(Reason.NOT_IN_STATE, "s/a/l/press", 60, 70);

    assertThat(read(written()).breaks()).isEmpty();
  }

  @Test
  void whatIsLeftWithinAGapWhereReadingsWereShedIsLeftOut() throws Exception {
    block(
        LOAD,
        new double[] {0.1, 1.1, 2.1, 3.1, 4.1, 5.1, 6.1, 7.1},
        new double[] {1, 2, 3, 4, 5, 6, 7, 8},
        Quality.GOOD);
    gap(Reason.SHED, "", 1.5, 3.5);

    RecordedRows rows = read(written());

    assertThat(rows.values()).isDeepEqualTo(new double[][] {{1}, {2}, {5}, {6}, {7}, {8}});
    assertThat(rows.breaks()).hasSize(1);
    assertThat(rows.notes()).anyMatch(note -> note.contains("2 readings within gaps"));
  }

  @Test
  void readingsOfBadQualityAreLeftOutAndSaid() throws Exception {
    block(LOAD, new double[] {0.1, 1.1}, new double[] {1, 2}, Quality.GOOD);
    block(LOAD, new double[] {2.1}, new double[] {99}, Quality.BAD);

    RecordedRows rows = read(written());

    assertThat(rows.values()).isDeepEqualTo(new double[][] {{1}, {2}});
    assertThat(rows.notes()).anyMatch(note -> note.contains("1 readings of bad quality"));
  }

  @Test
  void severalMachinesAreRefusedUntilTheChannelsOfOneAreChosen() throws Exception {
    normal(0, 120, 3);
    block(OTHER, new double[] {0.1, 1.1}, new double[] {1, 2}, Quality.GOOD);
    Path recording = written();

    assertThatThrownBy(() -> read(recording))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("2 machines")
        .hasMessageContaining("--channels");
    assertThatThrownBy(() -> read(recording, "temp"))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("write it out");
    assertThat(read(recording, "pump/load", "pump/temp").channels())
        .extracting(column -> column.channel())
        .containsExactly("load", "temp");
  }

  @Test
  void whatIsMissingDamagedOrNoRecordingIsRefusedWithItsReason() throws Exception {
    normal(0, 120, 4);
    Path recording = written();
    Path segment = recording.resolve(SegmentFile.name(1));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment, bytes);
    assertThatThrownBy(() -> read(recording))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("its digest differs");
    Files.delete(segment);
    assertThatThrownBy(() -> read(recording))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("000001.lwseg is missing");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> read(empty))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("it is no recording");
    Path broken = Files.writeString(folder.resolve("broken.zip"), "PK");
    assertThatThrownBy(() -> read(broken)).isInstanceOf(IOException.class);
  }

  @Test
  void waveformsAloneAreRefused() throws Exception {
    frames.add(
        new SegmentFrame.Waveform(
            new RecordedWaveform(LOAD, "[g]", null, T0, 1_000, new double[] {1, 2})));
    Path recording = written();

    assertThatThrownBy(() -> read(recording))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("not waveforms");
  }
}
