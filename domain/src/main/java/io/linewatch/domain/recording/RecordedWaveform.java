package io.linewatch.domain.recording;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A block of evenly spaced samples as it was recorded.
 *
 * @param channel text form of the {@code ChannelId}
 * @param unit UCUM code of the samples
 * @param machineState what the machine told last before the first sample; null when it told none
 * @param start event time of the first sample
 * @param rateHz samples a second, 0.001 to 1e9
 * @param samples lossless
 */
public record RecordedWaveform(
    String channel,
    String unit,
    @Nullable String machineState,
    Instant start,
    double rateHz,
    double[] samples) {
  private static final double NANOS = 1e9;
  private static final double SLOWEST_HZ = 1e-3;
  private static final double FASTEST_HZ = 1e9;
  private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

  public RecordedWaveform {
    if (!(rateHz >= SLOWEST_HZ && rateHz <= FASTEST_HZ)) {
      throw new IllegalArgumentException(
          "a sampling rate must be from 0.001 to 1e9 Hz, not " + rateHz);
    }
    if (start.isBefore(EARLIEST) || start.isAfter(LATEST)) {
      throw new IllegalArgumentException("a waveform of " + start + " is of no machine");
    }
    if (samples.length == 0) {
      throw new IllegalArgumentException("a waveform has at least one sample");
    }
  }

  /** Event time of the sample that would follow the last. */
  public Instant end() {
    return start.plusNanos(Math.round(samples.length * NANOS / rateHz));
  }

  /** Equal bit by bit. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedWaveform that
        && channel.equals(that.channel)
        && unit.equals(that.unit)
        && Objects.equals(machineState, that.machineState)
        && start.equals(that.start)
        && Double.compare(rateHz, that.rateHz) == 0
        && Arrays.equals(samples, that.samples);
  }

  @Override
  public int hashCode() {
    return Objects.hash(channel, start, rateHz, Arrays.hashCode(samples));
  }

  /** Names the block; its samples would fill pages. */
  @Override
  public String toString() {
    return channel + " from " + start + ", " + samples.length + " samples at " + rateHz + " Hz";
  }
}
