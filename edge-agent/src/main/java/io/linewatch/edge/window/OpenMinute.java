package io.linewatch.edge.window;

import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.series.SeriesBlock.Run;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples of one minute in order of time, each time once. Lane thread. */
final class OpenMinute {
  private static final int FIRST_ROOM = 8;

  /** Stands for a machine state that nobody told; a told one is never empty. */
  private static final String NOT_TOLD = "";

  /** Event time, microseconds since 1970. */
  final long startMicros;

  /** Whether it was opened when its series had gone on past it. */
  final boolean late;

  /** Gateway's clock, microseconds since 1970. */
  final long openedMicros;

  private final long policyRevision;

  /**
   * Time and bits of the value in turn. With many channels each sample finds its minute cold in
   * memory, and what it costs is how many places it touches.
   */
  private long[] samples = new long[2 * FIRST_ROOM];

  private @Nullable Runs<Quality> qualities;
  private @Nullable Runs<String> machineStates;

  // Of the last sample in time, and how many at the end are like it that the runs do not know yet.
  private @Nullable Quality lastQuality;
  private String lastState = NOT_TOLD;
  private int untold;
  private int size;
  private boolean complete;

  OpenMinute(
      long startMicros, long openedMicros, boolean late, long policyRevision, boolean complete) {
    this.startMicros = startMicros;
    this.openedMicros = openedMicros;
    this.late = late;
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
    if (size > 0 && time <= samples[2 * size - 2]) {
      int found = find(time);
      if (found >= 0) {
        return;
      }
      at = -found - 1;
    }
    if (2 * size == samples.length) {
      samples = Arrays.copyOf(samples, 2 * (size + size / 2));
    }
    if (at < size) {
      System.arraycopy(samples, 2 * at, samples, 2 * at + 2, 2 * (size - at));
    }
    samples[2 * at] = time;
    samples[2 * at + 1] = Double.doubleToRawLongBits(value);
    note(at, quality, machineState == null ? NOT_TOLD : machineState);
    size++;
  }

  /** As {@link Arrays#binarySearch(long[], long)} among the times. */
  private int find(long time) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = samples[2 * middle];
      if (there == time) {
        return middle;
      }
      if (there < time) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -(low + 1);
  }

  private void note(int at, Quality quality, String state) {
    boolean atEnd = at == size;
    if (atEnd && quality == lastQuality && state.equals(lastState)) {
      untold++;
      return;
    }
    tellRuns();
    if (qualities == null || machineStates == null) {
      qualities = new Runs<>(quality);
      machineStates = new Runs<>(state);
    } else {
      qualities.add(at, quality);
      machineStates.add(at, state);
    }
    if (atEnd) {
      lastQuality = quality;
      lastState = state;
    }
  }

  private void tellRuns() {
    if (untold > 0 && qualities != null && machineStates != null) {
      qualities.lengthen(untold);
      machineStates.lengthen(untold);
      untold = 0;
    }
  }

  SeriesBlock toBlock(String gateway, String series, String unit, Instant minute, int part) {
    tellRuns();
    long[] times = new long[size];
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      times[i] = samples[2 * i];
      values[i] = Double.longBitsToDouble(samples[2 * i + 1]);
    }
    return new SeriesBlock(
        gateway,
        series,
        unit,
        minute,
        part,
        policyRevision,
        times,
        values,
        qualities == null ? List.of() : qualities.toList(),
        toldStates(),
        complete);
  }

  private List<Run<@Nullable String>> toldStates() {
    List<Run<@Nullable String>> told = new ArrayList<>();
    if (machineStates != null && !machineStates.isOnly(NOT_TOLD)) {
      for (Run<String> run : machineStates.toList()) {
        String state = run.value();
        told.add(SeriesBlock.stateRun(state.equals(NOT_TOLD) ? null : state, run.length()));
      }
    }
    return told;
  }
}
