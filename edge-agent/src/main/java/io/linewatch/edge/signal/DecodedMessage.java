package io.linewatch.edge.signal;

import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.signal.Reading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one message says about one asset.
 *
 * @param machineState the machine's state from {@code time} on, or null when the message tells none
 * @param time event time of the message
 * @param readings may be empty when only a machine state came
 * @param evidence what the readings rest on beside themselves
 * @param historical kept by the sender while nobody listened: for history, nothing is decided by it
 */
public record DecodedMessage(
    AssetPath asset,
    Instant time,
    @Nullable String machineState,
    List<Reading> readings,
    Evidence evidence,
    boolean historical) {
  public DecodedMessage {
    readings = List.copyOf(readings);
  }

  /** Readings that speak for themselves. */
  public DecodedMessage(
      AssetPath asset, Instant time, @Nullable String machineState, List<Reading> readings) {
    this(asset, time, machineState, readings, Evidence.NONE, false);
  }

  /** What is true now, with what it rests on. */
  public DecodedMessage(
      AssetPath asset,
      Instant time,
      @Nullable String machineState,
      List<Reading> readings,
      Evidence evidence) {
    this(asset, time, machineState, readings, evidence, false);
  }
}
