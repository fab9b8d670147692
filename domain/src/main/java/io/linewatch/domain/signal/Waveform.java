package io.linewatch.domain.signal;

import io.linewatch.domain.plant.ChannelId;
import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of one channel, evenly sampled.
 *
 * @param start event time of the first sample
 * @param timeSource whose clock {@code start} is
 * @param rateHz samples a second, above 0
 * @param samples at least one, all finite, in the channel's unit; not copied, nobody writes to it
 */
public record Waveform(
    ChannelId channel,
    Instant start,
    Reading.TimeSource timeSource,
    double rateHz,
    double[] samples) {
  private static final double NANOS = 1e9;

  public Waveform {
    if (!(rateHz > 0) || !Double.isFinite(rateHz)) {
      throw new IllegalArgumentException("a sampling rate must be above 0, not " + rateHz);
    }
    if (samples.length == 0) {
      throw new IllegalArgumentException("a waveform has at least one sample");
    }
  }

  /** Event time of the sample that would follow the last. */
  public Instant end() {
    return timeOf(samples.length);
  }

  /** Event time of a sample. */
  public Instant timeOf(int sample) {
    return start.plus(Duration.ofNanos(Math.round(sample * NANOS / rateHz)));
  }
}
