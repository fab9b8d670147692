package io.linewatch.domain.recording;

import java.time.Instant;
import java.util.List;

/**
 * What a segment says of itself, so that it can be read without its card.
 *
 * @param segment its number, from 1
 * @param began when it was begun, by the gateway's clock
 * @param machineStates what was taken only in these; empty for always
 */
public record SegmentStart(
    String recording,
    String gateway,
    String agentVersion,
    int segment,
    Instant began,
    List<RecordedChannel> channels,
    List<String> machineStates) {
  public SegmentStart {
    channels = List.copyOf(channels);
    machineStates = List.copyOf(machineStates);
  }
}
