package io.linewatch.model.fit;

import io.linewatch.model.csv.CsvGuess;
import java.util.List;

/**
 * A recording in memory.
 *
 * @param channels columns, in order
 * @param timesMicros by row, rising strictly
 * @param values by row and channel; NaN where missing
 * @param labelled by row: whether the recording marks it as faulty
 * @param notes repairs made while reading, for the report
 */
record RecordedRows(
    List<CsvGuess.Column> channels,
    long[] timesMicros,
    double[][] values,
    boolean[] labelled,
    List<String> notes) {
  RecordedRows {
    channels = List.copyOf(channels);
    notes = List.copyOf(notes);
  }

  int size() {
    return timesMicros.length;
  }
}
