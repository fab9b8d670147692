package io.linewatch.edge.window;

import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.series.SeriesBlock.Run;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Samples of one minute in order of time, each time once. */
final class OpenMinute {
  private final long policyRevision;
  private long[] times = new long[64];
  private double[] values = new double[64];
  private final List<Quality> qualities = new ArrayList<>();
  private final List<@Nullable String> machineStates = new ArrayList<>();
  private int size;
  private boolean complete;

  OpenMinute(long policyRevision, boolean complete) {
    this.policyRevision = policyRevision;
    this.complete = complete;
  }

  boolean takes(long revision) {
    return revision == policyRevision && size < MinuteSeries.MAX_SAMPLES_PER_BLOCK;
  }

  int size() {
    return size;
  }

  void markIncomplete() {
    complete = false;
  }

  /** A time that is already there stands for a message that came again: the first one stays. */
  void add(long time, double value, Quality quality, @Nullable String machineState) {
    int at = size;
    if (size > 0 && time <= times[size - 1]) {
      int found = Arrays.binarySearch(times, 0, size, time);
      if (found >= 0) {
        return;
      }
      at = -found - 1;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    System.arraycopy(times, at, times, at + 1, size - at);
    System.arraycopy(values, at, values, at + 1, size - at);
    times[at] = time;
    values[at] = value;
    qualities.add(at, quality);
    machineStates.add(at, machineState);
    size++;
  }

  SeriesBlock toBlock(String gateway, String series, String unit, Instant minute, int part) {
    boolean statesTold = machineStates.stream().anyMatch(Objects::nonNull);
    return new SeriesBlock(
        gateway,
        series,
        unit,
        minute,
        part,
        policyRevision,
        Arrays.copyOf(times, size),
        Arrays.copyOf(values, size),
        runs(qualities),
        statesTold ? runs(machineStates) : List.of(),
        complete);
  }

  private static <T extends @Nullable Object> List<Run<T>> runs(List<T> samples) {
    List<Run<T>> runs = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= samples.size(); i++) {
      if (i == samples.size() || !Objects.equals(samples.get(i), samples.get(start))) {
        runs.add(new Run<>(samples.get(start), i - start));
        start = i;
      }
    }
    return runs;
  }
}
