package io.linewatch.domain.sheet;

import io.linewatch.domain.plant.ChannelId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What gateways record, each the channels of its own assets, under this name.
 *
 * @param machineStates only in these; always when left out
 * @param until until it is taken out of the sheet when left out
 */
public record RecordingRow(
    String recording,
    List<ChannelId> channels,
    @Nullable List<String> machineStates,
    Instant from,
    @Nullable Instant until) {
  public RecordingRow {
    channels = List.copyOf(channels);
    machineStates = machineStates == null ? null : List.copyOf(machineStates);
  }

  /** The states, none for always. */
  public List<String> states() {
    return machineStates == null ? List.of() : machineStates;
  }
}
