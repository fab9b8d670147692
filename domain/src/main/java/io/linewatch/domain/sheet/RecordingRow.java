package io.linewatch.domain.sheet;

import io.linewatch.domain.plant.ChannelId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What gateways record, each the channels and camera stations of its own assets, under this name.
 *
 * @param machineStates only in these; always when left out
 * @param until until it is taken out of the sheet when left out
 * @param stations camera stations whose pictures are recorded too, each as {@code
 *     site/area/line/asset/station}; none when left out
 */
public record RecordingRow(
    String recording,
    @Nullable List<ChannelId> channels,
    @Nullable List<String> machineStates,
    Instant from,
    @Nullable Instant until,
    @Nullable List<ChannelId> stations) {
  public RecordingRow {
    channels = channels == null ? null : List.copyOf(channels);
    stations = stations == null ? null : List.copyOf(stations);
    machineStates = machineStates == null ? null : List.copyOf(machineStates);
  }

  /** Of channels alone. */
  public RecordingRow(
      String recording,
      List<ChannelId> channels,
      @Nullable List<String> machineStates,
      Instant from,
      @Nullable Instant until) {
    this(recording, channels, machineStates, from, until, null);
  }

  /** The channels, none where only pictures are recorded. */
  public List<ChannelId> recordedChannels() {
    return channels == null ? List.of() : channels;
  }

  /** The camera stations. */
  public List<ChannelId> recordedStations() {
    return stations == null ? List.of() : stations;
  }

  /** The states, none for always. */
  public List<String> states() {
    return machineStates == null ? List.of() : machineStates;
  }
}
