package io.linewatch.domain.desired;

import io.linewatch.domain.config.FileName;
import io.linewatch.domain.plant.ChannelId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be recorded.
 *
 * @param name names the folder; 1 to 64 letters, digits, {@code _} or {@code -}, in ASCII
 * @param channels whose readings and waveforms are kept, at most {@value #MAX_CHANNELS}; none where
 *     only pictures are kept
 * @param machineStates what is taken only while the asset's machine tells one of these; empty for
 *     always. While a machine tells no state nothing is taken of it then
 * @param from event time before which nothing is taken
 * @param until event time from which nothing is taken; null for until it is stopped
 * @param stations camera stations whose pictures are kept, each as a channel of its asset: {@code
 *     site/area/line/asset/station}, at most {@value #MAX_STATIONS}; null when none are, as in
 *     documents from before pictures were recorded
 */
public record RecordingRequest(
    String name,
    List<ChannelId> channels,
    List<String> machineStates,
    Instant from,
    @Nullable Instant until,
    @Nullable List<ChannelId> stations) {
  public static final int MAX_STATIONS = 1_000;
  public static final int MAX_CHANNELS = 10_000;
  public static final int MAX_STATES = 32;
  private static final int MAX_STATE_LENGTH = 64;

  public RecordingRequest {
    requireName(name);
    channels = channels.stream().distinct().sorted().toList();
    machineStates = machineStates.stream().distinct().sorted().toList();
    stations =
        stations == null || stations.isEmpty()
            ? null
            : stations.stream().distinct().sorted().toList();
    require(
        !channels.isEmpty() || stations != null,
        "a recording needs at least one channel or camera station");
    require(
        stations == null || stations.size() <= MAX_STATIONS,
        "a recording takes pictures of at most " + MAX_STATIONS + " stations");
    require(
        channels.size() <= MAX_CHANNELS,
        "a recording takes at most " + MAX_CHANNELS + " channels, not " + channels.size());
    require(
        machineStates.size() <= MAX_STATES,
        "a recording names at most " + MAX_STATES + " machine states");
    for (String state : machineStates) {
      require(
          !state.isBlank() && state.length() <= MAX_STATE_LENGTH,
          "a machine state has 1 to " + MAX_STATE_LENGTH + " characters");
    }
    require(until == null || until.isAfter(from), "a recording must end after it begins");
  }

  /** Of channels alone. */
  public RecordingRequest(
      String name,
      List<ChannelId> channels,
      List<String> machineStates,
      Instant from,
      @Nullable Instant until) {
    this(name, channels, machineStates, from, until, null);
  }

  /** Camera stations whose pictures are kept. */
  public List<ChannelId> wantedStations() {
    return stations == null ? List.of() : stations;
  }

  /** Whether it can name a folder: nothing that leads elsewhere. */
  public static boolean isName(String name) {
    return FileName.isOne(name);
  }

  /**
   * @throws IllegalArgumentException when it cannot name a folder
   */
  public static String requireName(String name) {
    require(isName(name), "a recording's name " + FileName.RULE + ", not '" + name + "'");
    return name;
  }

  /** Whether what a machine in this state tells is wanted. */
  public boolean wantsState(@Nullable String state) {
    return machineStates.isEmpty() || (state != null && machineStates.contains(state));
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
