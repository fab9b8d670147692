package io.linewatch.domain.recording;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Segments as tests need them. */
final class Segments {
  static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
  static final ChannelId TEMP = ChannelId.of("s/a/l/pump/temp");

  private Segments() {}

  static SegmentStart start() {
    return new SegmentStart(
        "run-in",
        "网关-1",
        "1.0",
        1,
        T0,
        List.of(new RecordedChannel(TEMP, "temperature", "Cel")),
        List.of("RUN"));
  }

  static SegmentFrame values(int fromSecond, double... values) {
    long[] times = new long[values.length];
    Arrays.setAll(times, i -> (T0.getEpochSecond() + fromSecond + i) * 1_000_000);
    return new SegmentFrame.Series(
        new SeriesBlock(
            "网关-1",
            TEMP.toString(),
            "Cel",
            Instant.ofEpochSecond(Math.floorDiv(times[0], 60_000_000L) * 60),
            0,
            0,
            times,
            values,
            List.of(new SeriesBlock.Run<>(Quality.GOOD, values.length)),
            List.of(SeriesBlock.stateRun("RUN", values.length)),
            true));
  }

  static RecordingGap gap(RecordingGap.Reason reason, String subject, int from, int to) {
    return new RecordingGap(reason, subject, T0.plusSeconds(from), T0.plusSeconds(to), 3, "test");
  }

  static List<SegmentFrame> frames() {
    return List.of(
        new SegmentFrame.Start(start()),
        values(0, 1, 2.5, -0.0),
        new SegmentFrame.Gap(
            new SegmentFrame.Gaps(List.of(gap(RecordingGap.Reason.SHED, "s/a/l/pump", 3, 4)))),
        new SegmentFrame.Waveform(
            new RecordedWaveform(
                "s/a/l/pump/de", "[g]", null, T0, 25_600, new double[] {0.5, Math.PI})),
        new SegmentFrame.End());
  }

  static byte[] bytes(List<SegmentFrame> frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(SegmentCodec.opening());
    frames.forEach(frame -> out.writeBytes(SegmentCodec.encode(frame)));
    return out.toByteArray();
  }

  /** All frames, and the reader that read them. */
  record Read(List<SegmentFrame> frames, SegmentReader reader) {}

  static Read read(byte[] bytes) {
    SegmentReader reader = new SegmentReader(new ByteArrayInputStream(bytes));
    List<SegmentFrame> frames = new ArrayList<>();
    try {
      for (SegmentFrame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.add(frame);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Read(frames, reader);
  }
}
