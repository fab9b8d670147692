package io.linewatch.model.life;

import io.linewatch.model.csv.CsvGuess;
import java.util.List;

/**
 * Runs of machines.
 *
 * @param channels columns, in order
 * @param runs by machine, in the order of the file
 * @param notes repairs made while reading, for the report
 */
public record Runs(List<CsvGuess.Column> channels, List<Run> runs, List<String> notes) {
  public Runs {
    channels = List.copyOf(channels);
    runs = List.copyOf(runs);
    notes = List.copyOf(notes);
  }

  /**
   * One machine from its first row to its last.
   *
   * @param unit its name in the file
   * @param cycles rising strictly
   * @param values by cycle and channel; NaN where missing
   */
  public record Run(String unit, long[] cycles, double[][] values) {
    public long lastCycle() {
      return cycles[cycles.length - 1];
    }
  }

  public int rows() {
    return runs.stream().mapToInt(run -> run.cycles().length).sum();
  }
}
