package io.linewatch.edge.recording;

import io.linewatch.domain.plant.ChannelId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * Where recordings go and what they may take.
 *
 * @param stateDir under which {@code recordings} and {@code recording-requests} are
 * @param quotaBytes all recordings together; beyond it the oldest closed segment is deleted
 * @param segmentBytes at this size a segment is closed
 * @param segmentAge at this age, by the gateway's clock
 * @param keepFreeBytes nothing is written while less is free on the disk
 * @param stations the gateway's camera stations, each as a channel of its asset
 */
public record RecordingSettings(
    String gateway,
    String agentVersion,
    Path stateDir,
    long quotaBytes,
    long segmentBytes,
    Duration segmentAge,
    long keepFreeBytes,
    Set<ChannelId> stations) {
  public RecordingSettings {
    stations = Set.copyOf(stations);
  }

  /** One folder a recording. */
  public Path recordings() {
    return stateDir.resolve("recordings");
  }
}
