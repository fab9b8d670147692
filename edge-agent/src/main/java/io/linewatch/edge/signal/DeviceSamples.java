package io.linewatch.edge.signal;

import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values that come with their own names, times and qualities, as a Sparkplug node or device sends
 * them.
 *
 * @param topic who speaks: {@code spBv1.0/group/node} or {@code spBv1.0/group/node/device}
 * @param arrival gateway's clock when they came
 */
public record DeviceSamples(String topic, Instant arrival, List<Sample> samples) {
  public DeviceSamples {
    samples = List.copyOf(samples);
  }

  /**
   * One value of one metric.
   *
   * @param historical it was stored while the connection was away: history takes it, nothing is
   *     decided by it
   * @param value finite; not a number when it is a text
   * @param text null when it is a number
   */
  public record Sample(
      String name,
      Instant time,
      Reading.TimeSource timeSource,
      boolean historical,
      double value,
      @Nullable String text,
      Quality quality) {}
}
