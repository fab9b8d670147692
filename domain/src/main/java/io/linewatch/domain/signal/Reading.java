package io.linewatch.domain.signal;

import io.linewatch.domain.plant.ChannelId;
import java.time.Instant;

/**
 * One value of one channel.
 *
 * @param time event time: the sensor's own, or the arrival when the payload had none
 * @param timeSource whose clock {@code time} is
 * @param value finite, in the channel's unit
 */
public record Reading(
    ChannelId channel, Instant time, TimeSource timeSource, double value, Quality quality) {
  public Reading {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "reading of " + channel + " is not a finite number: " + value);
    }
  }

  /** Whose clock stamped a reading. */
  public enum TimeSource {
    SENSOR,
    /** The payload had no time; the gateway's clock at arrival stands in and history marks it. */
    ARRIVAL,
    /** The sensor's time was too far ahead; the gateway's clock at arrival stands in. */
    REPLACED
  }
}
