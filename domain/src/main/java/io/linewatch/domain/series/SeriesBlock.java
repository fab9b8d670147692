package io.linewatch.domain.series;

import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
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
 * @param values lossless; NaN where a model had no answer
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
    for (int i = 1; i < timesMicros.length; i++) {
      if (timesMicros[i] <= timesMicros[i - 1]) {
        throw new IllegalArgumentException("times must rise strictly; sample " + i + " does not");
      }
    }
    if (minute.getNano() != 0 || minute.getEpochSecond() % 60 != 0) {
      throw new IllegalArgumentException("minute must be on the minute, not " + minute);
    }
    qualities = List.copyOf(qualities);
    machineStates = List.copyOf(machineStates);
    if (covered(qualities) != values.length) {
      throw new IllegalArgumentException("the quality runs must cover all samples");
    }
    if (!machineStates.isEmpty() && covered(machineStates) != values.length) {
      throw new IllegalArgumentException("the machine-state runs must cover all samples or none");
    }
  }

  private static long covered(List<? extends Run<?>> runs) {
    long sum = 0;
    for (Run<?> run : runs) {
      sum += run.length();
    }
    return sum;
  }

  /** {@code length} samples in a row that share a value. */
  public record Run<T extends @Nullable Object>(T value, int length) {
    public Run {
      if (length < 1) {
        throw new IllegalArgumentException("a run has at least one sample, not " + length);
      }
    }
  }

  /** A run of samples taken in one state of the machine; null when it was not reported. */
  // NullAway does not follow a type variable with a nullable bound into a constructor.
  @SuppressWarnings("NullAway")
  public static Run<@Nullable String> stateRun(@Nullable String state, int length) {
    return new Run<@Nullable String>(state, length);
  }

  /** Equal bit by bit: NaN equals itself, and negative zero is not zero. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SeriesBlock that
        && gateway.equals(that.gateway)
        && series.equals(that.series)
        && unit.equals(that.unit)
        && minute.equals(that.minute)
        && part == that.part
        && policyRevision == that.policyRevision
        && Arrays.equals(timesMicros, that.timesMicros)
        && Arrays.equals(values, that.values)
        && qualities.equals(that.qualities)
        && machineStates.equals(that.machineStates)
        && complete == that.complete;
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        gateway, series, minute, part, Arrays.hashCode(timesMicros), Arrays.hashCode(values));
  }

  /** Names the block; its samples would fill pages. */
  @Override
  public String toString() {
    return "%s %s part %d (%d samples, policy %d, %s)"
        .formatted(
            series, minute, part, values.length, policyRevision, complete ? "complete" : "gaps");
  }
}
