package io.linewatch.edge;

import io.linewatch.domain.desired.GatewayStatus.RecordingStatus;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.config.InspectionConfig;
import io.linewatch.edge.config.RecordingsConfig;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.recording.Recorder;
import io.linewatch.edge.recording.RecordingExporter;
import io.linewatch.edge.recording.RecordingSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The recorder, and who sends to the centre what it has closed. */
final class GatewayRecordings implements AutoCloseable {
  /** No recording can have this name. */
  private static final String EXPORT = "(export)";

  private final Recorder recorder;
  private final @Nullable RecordingExporter exporter;

  GatewayRecordings(
      EdgeConfigFile.Loaded loaded, String version, MeterRegistry metrics, InstantSource clock) {
    RecordingsConfig config = loaded.config().recordingsOrDefault();
    RecordingSettings settings =
        config.settings(
            loaded.config().gateway(),
            version,
            loaded.stateDir(),
            points(loaded.config().inspection()));
    recorder = Recorder.of(settings, metrics, clock);
    String centre = config.exportTo();
    exporter =
        centre == null
            ? null
            : new RecordingExporter(settings, URI.create(centre), loaded.key(), metrics);
  }

  private static Set<ChannelId> points(@Nullable InspectionConfig inspection) {
    return inspection == null
        ? Set.of()
        : inspection.stations().stream().map(StationConfig::point).collect(Collectors.toSet());
  }

  Recorder recorder() {
    return recorder;
  }

  /** How recordings stand, and what does not get to the centre. Any thread. */
  List<RecordingStatus> statuses() {
    List<RecordingStatus> all = new ArrayList<>(recorder.statuses());
    if (exporter != null && !exporter.problem().isEmpty()) {
      all.add(new RecordingStatus(EXPORT, "EXPORT_WAITS", 0, 0, 0, exporter.problem()));
    }
    return all;
  }

  void start() {
    recorder.start();
    if (exporter != null) {
      exporter.start();
    }
  }

  @Override
  public void close() {
    if (exporter != null) {
      exporter.close();
    }
    recorder.close();
  }
}
