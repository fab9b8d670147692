package io.linewatch.model.fit;

import io.linewatch.model.csv.CsvGuess;
import java.util.Arrays;
import java.util.List;

/**
 * A recording in memory.
 *
 * @param channels columns, in order
 * @param timesMicros by row, rising strictly
 * @param values by row and channel; NaN where missing
 * @param labelled by row: whether the recording marks it as faulty
 * @param notes repairs made while reading, for the report
 * @param breaks in order of time: rows at or after one have nothing to do with those before
 */
record RecordedRows(
    List<CsvGuess.Column> channels,
    long[] timesMicros,
    double[][] values,
    boolean[] labelled,
    List<String> notes,
    long[] breaks) {
  private static final long[] NONE = {};

  RecordedRows {
    channels = List.copyOf(channels);
    notes = List.copyOf(notes);
  }

  /** One without breaks. */
  RecordedRows(
      List<CsvGuess.Column> channels,
      long[] timesMicros,
      double[][] values,
      boolean[] labelled,
      List<String> notes) {
    this(channels, timesMicros, values, labelled, notes, NONE);
  }

  int size() {
    return timesMicros.length;
  }

  /** The row before which the next break lies, at least {@code from + 1}. */
  int endOfRun(int from) {
    for (long next : breaks) {
      if (next > timesMicros[from]) {
        int found = Arrays.binarySearch(timesMicros, next);
        return found >= 0 ? found : -found - 1;
      }
    }
    return timesMicros.length;
  }
}
