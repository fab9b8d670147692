package io.linewatch.bench.quality;

import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.CsvRecording;
import io.linewatch.model.csv.CsvRecording.CsvRow;
import io.linewatch.model.csv.UnreadableCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recording with what it says of its rows.
 *
 * @param channels names, in the order of a row's values
 * @param rows in the order of the file
 */
record LabelledRecording(Path file, List<String> channels, List<CsvRow> rows) {
  LabelledRecording {
    channels = List.copyOf(channels);
    rows = List.copyOf(rows);
  }

  static LabelledRecording read(Path file) throws IOException, UnreadableCsv {
    CsvGuess guess = CsvGuess.of(file);
    List<CsvRow> rows = new ArrayList<>();
    try (CsvRecording recording = CsvRecording.open(file, guess)) {
      for (CsvRow row = recording.next(); row != null; row = recording.next()) {
        rows.add(row);
      }
    }
    return new LabelledRecording(
        file, guess.channels().stream().map(CsvGuess.Column::channel).toList(), rows);
  }
}
