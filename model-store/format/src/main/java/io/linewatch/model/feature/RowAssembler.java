package io.linewatch.model.feature;

import io.linewatch.domain.signal.Quality;
import io.linewatch.model.format.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Readings of several channels, irregular and out of order within the lateness, to rows on one
 * grid.
 *
 * <p>The row at grid time {@code g} holds each channel's newest value of {@code (g − step, g]}, or
 * its last value before that if it is not older than the hold. It is made once a reading newer than
 * {@code g + lateness} has come; what arrives for it after that is refused and counted. When every
 * channel's hold has run out, rows stop until readings come again: one row of missing values marks
 * the beginning of such a gap.
 *
 * <p>Which rows come out depends on the readings alone, not on the order in which they arrive, as
 * long as none comes later than the lateness and no channel has two values at one time.
 *
 * <p>Memory: per channel at most {@code lateness / step + 2} values. Not thread-safe.
 */
public final class RowAssembler {
  private final int channels;
  private final long stepMicros;
  private final long latenessMicros;
  private final long maxHoldMicros;

  /** Cells of rows not yet made, by grid time; bounded by the lateness. */
  private final TreeMap<Long, Cell> pending = new TreeMap<>();

  private final long[] heldTimes;
  private final double[] heldValues;
  private final Quality[] heldQualities;

  private long newestMicros = Long.MIN_VALUE;
  private long lastRowMicros = Long.MIN_VALUE;
  private long accepted;
  private long late;
  private long repeated;
  private long rows;
  private long gaps;

  /** What an assembler has done so far. {@code repeated}: same channel and time again. */
  public record Counts(long accepted, long late, long repeated, long rows, long gaps) {}

  private static final class Cell {
    final long[] times;
    final double[] values;
    final @Nullable Quality[] qualities;

    Cell(int channels) {
      times = new long[channels];
      values = new double[channels];
      qualities = new @Nullable Quality[channels];
    }
  }

  public RowAssembler(ModelSpec spec) {
    this(spec.inputs().size(), spec.gridStep(), spec.lateness(), spec.maxHold());
  }

  public RowAssembler(int channels, Duration step, Duration lateness, Duration maxHold) {
    this.channels = channels;
    this.stepMicros = micros(step);
    this.latenessMicros = micros(lateness);
    this.maxHoldMicros = micros(maxHold);
    this.heldTimes = new long[channels];
    this.heldValues = new double[channels];
    this.heldQualities = new Quality[channels];
    Arrays.fill(heldTimes, Long.MIN_VALUE);
    Arrays.fill(heldQualities, Quality.BAD);
  }

  /**
   * Takes one reading.
   *
   * @param channel index of the input
   * @param timeMicros event time, microseconds since 1970-01-01T00:00Z
   * @return rows that are complete now, oldest first; mostly none or one
   */
  public List<Row> accept(int channel, long timeMicros, double value, Quality quality) {
    long grid = gridTime(timeMicros);
    if (grid <= lastRowMicros) {
      late++;
      return List.of();
    }
    Cell cell = pending.computeIfAbsent(grid, _ -> new Cell(channels));
    if (cell.qualities[channel] != null && cell.times[channel] >= timeMicros) {
      // The newest value of the cell stands; an older one of the same cell was expected to come.
      if (cell.times[channel] == timeMicros) {
        repeated++;
      } else {
        accepted++;
      }
      return List.of();
    }
    accepted++;
    cell.times[channel] = timeMicros;
    cell.values[channel] = value;
    cell.qualities[channel] = Double.isFinite(value) ? quality : Quality.BAD;
    newestMicros = Math.max(newestMicros, timeMicros);
    return emitBefore(newestMicros - latenessMicros);
  }

  /**
   * Makes every row readings have come for, without waiting for the lateness: at the end of a
   * stream, or when it has been silent. What arrives for these rows afterwards is late.
   */
  public List<Row> flush() {
    return emitBefore(Long.MAX_VALUE);
  }

  /** Readings refused because their row had been made. */
  public long late() {
    return late;
  }

  public Counts counts() {
    return new Counts(accepted, late, repeated, rows, gaps);
  }

  private List<Row> emitBefore(long watermarkMicros) {
    if (pending.isEmpty() || pending.firstKey() >= watermarkMicros) {
      // A row without readings is made when a later one is, so that silence costs nothing.
      return List.of();
    }
    List<Row> out = new ArrayList<>(2);
    while (!pending.isEmpty() && pending.firstKey() < watermarkMicros) {
      Map.Entry<Long, Cell> next = pending.pollFirstEntry();
      fillUpTo(next.getKey(), out);
      hold(next.getValue());
      out.add(rowAt(next.getKey()));
    }
    return out;
  }

  /** Rows between the last one and {@code grid}, held values only; stops where nothing is held. */
  private void fillUpTo(long grid, List<Row> out) {
    if (lastRowMicros == Long.MIN_VALUE) {
      return;
    }
    for (long g = lastRowMicros + stepMicros; g < grid; g += stepMicros) {
      Row row = rowAt(g);
      out.add(row);
      if (allMissing(row)) {
        gaps++;
        return;
      }
    }
  }

  private void hold(Cell cell) {
    for (int c = 0; c < channels; c++) {
      Quality quality = cell.qualities[c];
      if (quality != null) {
        heldTimes[c] = cell.times[c];
        heldValues[c] = cell.values[c];
        heldQualities[c] = quality;
      }
    }
  }

  private Row rowAt(long grid) {
    double[] values = new double[channels];
    Quality quality = Quality.GOOD;
    for (int c = 0; c < channels; c++) {
      boolean fresh = heldTimes[c] > grid - stepMicros;
      boolean held = heldTimes[c] != Long.MIN_VALUE && grid - heldTimes[c] <= maxHoldMicros;
      boolean usable = heldQualities[c] != Quality.BAD && (fresh || held);
      values[c] = usable ? heldValues[c] : Double.NaN;
      Quality of = usable ? heldQualities[c] : Quality.BAD;
      quality = of.compareTo(quality) > 0 ? of : quality;
    }
    lastRowMicros = grid;
    rows++;
    return new Row(grid, values, quality);
  }

  private static boolean allMissing(Row row) {
    for (double value : row.values()) {
      if (!Double.isNaN(value)) {
        return false;
      }
    }
    return true;
  }

  /** The grid time at or after a time: multiples of the step since 1970. */
  private long gridTime(long timeMicros) {
    return -Math.floorDiv(-timeMicros, stepMicros) * stepMicros;
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
