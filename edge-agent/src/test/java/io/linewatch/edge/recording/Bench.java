package io.linewatch.edge.recording;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.RecordingGap;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.signal.DecodedMessage;
import io.linewatch.model.recording.StoredRecording;
import io.linewatch.model.recording.UnreadableRecording;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A recorder on a clock that the test sets, turned by the test. */
final class Bench {
  static final AssetPath PUMP = AssetPath.of("s/a/l1/pump");
  static final AssetPath PRESS = AssetPath.of("s/a/l1/press");
  static final ChannelId TEMP = new ChannelId(PUMP, "temp");
  static final ChannelId WAVE = new ChannelId(PUMP, "de");
  static final ChannelId TOP = new ChannelId(PUMP, "top");
  static final ChannelId FORCE = new ChannelId(PRESS, "force");
  static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");

  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Path stateDir;
  Instant now = T0;
  long usableBytes = Long.MAX_VALUE;
  long quotaBytes = 100_000_000;
  long segmentBytes = 16_000_000;
  Duration segmentAge = Duration.ofHours(1);
  int queueEntries = 4_096;
  long queueBytes = RecorderQueue.MAX_BYTES;
  SegmentOutput.Maker maker = SegmentOutput::onDisk;

  Bench(Path stateDir) {
    this.stateDir = stateDir;
  }

  /** One value as it was recorded. */
  record Row(String channel, Instant time, double value, Quality quality, @Nullable String state) {}

  static DesiredState desired(RecordingRequest... requests) {
    return new DesiredState(
        "gw",
        1,
        T0,
        "test",
        "s/a/l1",
        List.of(),
        Stream.of(PUMP, PRESS)
            .map(path -> new Asset(path, path.asset(), "machine", Criticality.HIGH, "gw"))
            .toList(),
        List.of(channel(TEMP, "Cel"), channel(WAVE, "[g]"), channel(FORCE, "kN")),
        List.of(),
        List.of(),
        List.of(requests));
  }

  private static Channel channel(ChannelId id, String unit) {
    return new Channel(id, id.channel(), unit, null, null, Channel.Keep.NONE);
  }

  static RecordingRequest request(String name, List<String> states, ChannelId... channels) {
    return new RecordingRequest(name, List.of(channels), states, T0, null);
  }

  RecordingSettings settings() {
    return new RecordingSettings(
        "gw", "1.0", stateDir, quotaBytes, segmentBytes, segmentAge, 1_000_000, Set.of(TOP));
  }

  Recorder open() {
    return Recorder.of(
        settings(),
        metrics,
        () -> now,
        file -> maker.create(file),
        () -> usableBytes,
        new RecorderQueue(metrics, queueEntries, queueBytes));
  }

  /** Open, told what the centre wants, and turned once. */
  Recorder recording(RecordingRequest... requests) {
    Recorder recorder = open();
    recorder.follow(desired(requests));
    recorder.turn();
    return recorder;
  }

  static DecodedMessage message(ChannelId channel, Instant time, double value) {
    return new DecodedMessage(
        channel.asset(),
        time,
        null,
        List.of(new Reading(channel, time, Reading.TimeSource.SENSOR, value, Quality.GOOD)));
  }

  void tell(Recorder recorder, ChannelId channel, int second, double value) {
    tell(recorder, channel, second, value, null);
  }

  void tell(
      Recorder recorder, ChannelId channel, int second, double value, @Nullable String state) {
    recorder.tap().message(message(channel, T0.plusSeconds(second), value), state);
  }

  /** Time goes on, and all that waits is taken, written and shown. */
  void pass(Recorder recorder, Duration time) {
    while (recorder.turn() > 0) {
      // Until nothing waits.
    }
    now = now.plus(time);
    recorder.turn();
    now = now.plusSeconds(1);
    recorder.turn();
  }

  Path folder(String name) {
    return stateDir.resolve("recordings").resolve(name);
  }

  RecordingCard card(String name) throws IOException, UnreadableRecording {
    try (StoredRecording recording = StoredRecording.open(folder(name))) {
      return recording.card();
    }
  }

  List<SegmentFrame> frames(String name) throws IOException, UnreadableRecording {
    List<SegmentFrame> frames = new ArrayList<>();
    try (StoredRecording recording = StoredRecording.open(folder(name))) {
      recording.read(frames::add);
    }
    return frames;
  }

  /** All readings, in order of time. */
  List<Row> rows(String name) throws IOException, UnreadableRecording {
    List<Row> rows = new ArrayList<>();
    for (SegmentFrame frame : frames(name)) {
      if (frame instanceof SegmentFrame.Series(SeriesBlock block)) {
        rows.addAll(rows(block));
      }
    }
    rows.sort((a, b) -> a.time().compareTo(b.time()));
    return rows;
  }

  private static List<Row> rows(SeriesBlock block) {
    List<Quality> qualities = new ArrayList<>();
    block.qualities().forEach(run -> add(qualities, run.value(), run.length()));
    List<@Nullable String> states = new ArrayList<>();
    block.machineStates().forEach(run -> add(states, run.value(), run.length()));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < block.values().length; i++) {
      rows.add(
          new Row(
              block.series(),
              Instant.EPOCH.plusNanos(block.timesMicros()[i] * 1_000),
              block.values()[i],
              qualities.get(i),
              states.isEmpty() ? null : states.get(i)));
    }
    return rows;
  }

  private static <T extends @Nullable Object> void add(List<T> all, T value, int times) {
    for (int i = 0; i < times; i++) {
      all.add(value);
    }
  }

  List<Double> values(String name) throws IOException, UnreadableRecording {
    return rows(name).stream().map(Row::value).toList();
  }

  List<RecordingGap> gaps(String name, RecordingGap.Reason reason)
      throws IOException, UnreadableRecording {
    return card(name).gaps().stream().filter(gap -> gap.reason() == reason).toList();
  }

  double metric(String name) {
    return metrics
        .get("linewatch.edge.recording." + name)
        .meter()
        .measure()
        .iterator()
        .next()
        .getValue();
  }

  /** A disk that takes so many bytes, and of the write that does not fit only the beginning. */
  static final class SmallDisk implements SegmentOutput.Maker {
    long free;

    SmallDisk(long free) {
      this.free = free;
    }

    @Override
    public SegmentOutput create(Path file) throws IOException {
      SegmentOutput real = SegmentOutput.onDisk(file);
      return new SegmentOutput() {
        @Override
        public void write(byte[] bytes) throws IOException {
          int fits = (int) Math.min(free, bytes.length);
          free -= fits;
          real.write(Arrays.copyOf(bytes, fits));
          if (fits < bytes.length) {
            throw new IOException("No space left on device");
          }
        }

        @Override
        public void cut(long length) throws IOException {
          long before = Files.size(file);
          real.cut(length);
          free += before - length;
        }

        @Override
        public void force() throws IOException {
          real.force();
        }

        @Override
        public void close() throws IOException {
          real.close();
        }
      };
    }
  }
}
