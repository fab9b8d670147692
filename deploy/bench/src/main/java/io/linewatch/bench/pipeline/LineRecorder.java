package io.linewatch.bench.pipeline;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.edge.recording.Recorder;
import io.linewatch.edge.recording.RecordingSettings;
import io.linewatch.edge.recording.RecordingTap;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The agent's recorder on every channel of the made line, with its files on the disk. */
final class LineRecorder implements AutoCloseable {
  private static final long QUOTA_BYTES = 256L << 20;
  private static final long SEGMENT_BYTES = 16L << 20;
  private static final long KEEP_FREE_BYTES = 512L << 20;

  private final Recorder recorder;
  private final MeterRegistry metrics;

  private LineRecorder(Recorder recorder, MeterRegistry metrics) {
    this.recorder = recorder;
    this.metrics = metrics;
  }

  /** Waits until it records. */
  static LineRecorder open(
      DesiredState line, Path stateDir, MeterRegistry metrics, InstantSource clock)
      throws InterruptedException {
    RecordingSettings settings =
        new RecordingSettings(
            MadeLine.GATEWAY,
            "bench",
            stateDir,
            QUOTA_BYTES,
            SEGMENT_BYTES,
            Duration.ofHours(1),
            KEEP_FREE_BYTES,
            Set.of());
    Recorder recorder = Recorder.of(settings, metrics, clock);
    List<RecordingRequest> all = requests(line);
    recorder.follow(
        new DesiredState(
            line.gateway(),
            line.revision(),
            line.issuedAt(),
            line.issuedBy(),
            line.home(),
            line.sources(),
            line.assets(),
            line.channels(),
            line.policies(),
            line.models(),
            all));
    recorder.start();
    while (recorder.views().size() < all.size()) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return new LineRecorder(recorder, metrics);
  }

  /** As many as it takes for all channels. */
  private static List<RecordingRequest> requests(DesiredState line) {
    List<ChannelId> channels = line.channels().stream().map(Channel::id).toList();
    List<RecordingRequest> requests = new ArrayList<>();
    for (int from = 0; from < channels.size(); from += RecordingRequest.MAX_CHANNELS) {
      int to = Math.min(channels.size(), from + RecordingRequest.MAX_CHANNELS);
      requests.add(
          new RecordingRequest(
              "part-" + requests.size(),
              channels.subList(from, to),
              List.of(),
              Payloads.time(0),
              null));
    }
    return requests;
  }

  RecordingTap tap() {
    return recorder.tap();
  }

  /** Messages so far that were taken, and that found no room. */
  Map<String, Double> counts() {
    return Map.of("recorded", counted("taken"), "not recorded for lack of room", counted("shed"));
  }

  private double counted(String name) {
    return metrics.get("linewatch.edge.recording." + name).counter().count();
  }

  @Override
  public void close() {
    recorder.close();
  }
}
