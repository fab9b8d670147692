package io.linewatch.model.fit;

import io.linewatch.model.csv.CsvGuess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Channels that each speak at their own times, as rows: the row at grid time g holds of each
 * channel the newest value of (g − step, g], as a gateway's own row does. The step is what is usual
 * among the channels. Rows before and after a gap are never one.
 */
final class SampleGrid {
  private static final long ONE_SECOND = 1_000_000;

  private SampleGrid() {}

  /**
   * @param gapEnds when something came again after a gap, in order of time
   */
  static GatewayRecording.Grid of(
      List<CsvGuess.Column> columns,
      List<ChannelSamples> series,
      long[] gapEnds,
      List<String> notes) {
    List<ChannelSamples> sorted = series.stream().map(ChannelSamples::sorted).toList();
    long step = step(sorted);
    TreeMap<Long, TreeMap<Long, double[]>> runs = new TreeMap<>();
    for (int c = 0; c < sorted.size(); c++) {
      ChannelSamples samples = sorted.get(c);
      for (int i = 0; i < samples.size(); i++) {
        long time = samples.time(i);
        long row = Math.ceilDiv(time, step) * step;
        runs.computeIfAbsent(run(gapEnds, time), _ -> new TreeMap<>())
                .computeIfAbsent(row, _ -> missing(sorted.size()))[c] =
            samples.value(i);
      }
    }
    List<Long> times = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    List<Long> breaks = new ArrayList<>();
    for (Map<Long, double[]> run : runs.values()) {
      if (!times.isEmpty()) {
        breaks.add(times.getLast() + 1);
      }
      // The cell in which a gap ends may hold what came before it already.
      run.forEach((time, row) -> {
        if (times.isEmpty() || time > times.getLast()) {
          times.add(time);
          rows.add(row);
        }
      });
    }
    return new GatewayRecording.Grid(
        columns,
        times.stream().mapToLong(Long::longValue).toArray(),
        rows.toArray(double[][]::new),
        breaks,
        notes);
  }

  /** How many gaps have ended up to this time. */
  private static long run(long[] gapEnds, long time) {
    int found = Arrays.binarySearch(gapEnds, time);
    int place = found >= 0 ? found : -found - 2;
    while (place >= 0 && place + 1 < gapEnds.length && gapEnds[place + 1] == time) {
      place++;
    }
    return place;
  }

  private static double[] missing(int columns) {
    double[] row = new double[columns];
    Arrays.fill(row, Double.NaN);
    return row;
  }

  /** The median of the channels' own, in microseconds. */
  private static long step(List<ChannelSamples> series) {
    long[] steps =
        series.stream()
            .filter(samples -> samples.size() >= 2)
            .mapToLong(samples -> SpecMaker.gridStep(samples.times()).toNanos() / 1_000)
            .sorted()
            .toArray();
    return steps.length == 0 ? ONE_SECOND : Math.max(1, steps[(steps.length - 1) / 2]);
  }
}
