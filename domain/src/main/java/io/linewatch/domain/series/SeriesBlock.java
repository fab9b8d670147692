package io.linewatch.domain.series;

import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The decision inputs of one detector, or the readings of one channel, in one minute of event time.
 *
 * @param series text form of the {@code DetectorId} or {@code ChannelId}
 * @param unit UCUM code of the values
 * @param minute start of the minute, on the minute
 * @param part 0, 1, … when one minute needs several blocks (late readings, a restart); parts add up
 * @param policyRevision revision of the policy that walked these inputs; 0 for a channel
 * @param timesMicros event times, microseconds since 1970-01-01T00:00Z, strictly rising, same
 *     length as values
 * @param values lossless
 * @param qualities runs over the samples; together they cover all
 * @param machineStates runs over the samples; empty when nobody reports states
 * @param complete false when something that belonged here was shed or lost
 */
public record SeriesBlock(
    String gateway,
    String series,
    String unit,
    Instant minute,
    int part,
    long policyRevision,
    long[] timesMicros,
    double[] values,
    List<Run<Quality>> qualities,
    List<Run<@Nullable String>> machineStates,
    boolean complete) {
  public SeriesBlock {
    if (timesMicros.length != values.length) {
      throw new IllegalArgumentException("times and values differ in length");
    }
    qualities = List.copyOf(qualities);
    machineStates = List.copyOf(machineStates);
  }

  /** {@code length} samples in a row that share a value. */
  public record Run<T extends @Nullable Object>(T value, int length) {}
}
