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
  private long[] times = new long[FIRST_ROOM];
  private double[] values = new double[FIRST_ROOM];
  private @Nullable Runs<Quality> qualities;
  private @Nullable Runs<String> machineStates;
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
    if (size > 0 && time <= times[size - 1]) {
      int found = Arrays.binarySearch(times, 0, size, time);
      if (found >= 0) {
        return;
      }
      at = -found - 1;
    }
    if (size == times.length) {
      int room = size + size / 2;
      times = Arrays.copyOf(times, room);
      values = Arrays.copyOf(values, room);
    }
    if (at < size) {
      System.arraycopy(times, at, times, at + 1, size - at);
      System.arraycopy(values, at, values, at + 1, size - at);
    }
    times[at] = time;
    values[at] = value;
    note(at, quality, machineState);
    size++;
  }

  private void note(int at, Quality quality, @Nullable String machineState) {
    String state = machineState == null ? NOT_TOLD : machineState;
    if (qualities == null || machineStates == null) {
      qualities = new Runs<>(quality);
      machineStates = new Runs<>(state);
    } else {
      qualities.add(at, quality);
      machineStates.add(at, state);
    }
  }

  SeriesBlock toBlock(String gateway, String series, String unit, Instant minute, int part) {
    return new SeriesBlock(
        gateway,
        series,
        unit,
        minute,
        part,
        policyRevision,
        Arrays.copyOf(times, size),
        Arrays.copyOf(values, size),
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
