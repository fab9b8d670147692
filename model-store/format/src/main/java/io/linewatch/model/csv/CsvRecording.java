package io.linewatch.model.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.linewatch.domain.config.Excerpt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recording row by row, in bounded memory. A row whose time cannot be read is skipped and
 * counted; a field that is not a number is NaN. Not thread-safe.
 */
public final class CsvRecording implements AutoCloseable {
  private static final int MAX_REASON = 300;

  private final CsvGuess guess;
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> rows;
  private long row;
  private long skipped;
  private String firstProblem = "";

  /**
   * One row.
   *
   * @param line in the file, from 1
   * @param timeMicros microseconds since 1970-01-01T00:00Z
   * @param values by {@code CsvGuess.channels}; NaN where there is no number
   * @param anomaly what the label column says; false where there is none
   * @param changepoint what the changepoint column says; false where there is none
   */
  public record CsvRow(
      long line, long timeMicros, double[] values, boolean anomaly, boolean changepoint) {}

  private CsvRecording(CsvGuess guess, CsvReader<CsvRecord> reader) {
    this.guess = guess;
    this.reader = reader;
    this.rows = reader.iterator();
  }

  public static CsvRecording open(Path file, CsvGuess guess) throws IOException {
    Reader text =
        new BufferedReader(new InputStreamReader(Files.newInputStream(file), guess.charset()));
    try {
      text.mark(1);
      if (text.read() != '\uFEFF') {
        text.reset();
      }
      CsvRecording recording =
          new CsvRecording(guess, RaggedCsv.reader(guess.separator()).ofCsvRecord(text));
      if (guess.header() && recording.rows.hasNext()) {
        recording.rows.next();
      }
      return recording;
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  /**
   * @return the next row, or null at the end
   * @throws UnreadableCsv when the rest of the file is not CSV
   */
  public @Nullable CsvRow next() throws UnreadableCsv {
    try {
      while (rows.hasNext()) {
        CsvRow read = read(rows.next());
        if (read != null) {
          return read;
        }
      }
      return null;
    } catch (CsvParseException e) {
      throw new UnreadableCsv("row " + row + " is not CSV: " + e.getMessage());
    }
  }

  /** Rows skipped so far because their time cannot be read. */
  public long skipped() {
    return skipped;
  }

  /** Why the first row was skipped; empty when none was. */
  public String firstProblem() {
    return firstProblem;
  }

  private @Nullable CsvRow read(CsvRecord csv) {
    List<String> fields = csv.getFields();
    long number = row++;
    long time;
    try {
      String text = guess.timeColumn() < 0 ? "" : field(fields, guess.timeColumn());
      time = guess.timeFormat().micros(text, number);
    } catch (IllegalArgumentException e) {
      skipped++;
      if (firstProblem.isEmpty()) {
        String reason = Excerpt.of(String.valueOf(e.getMessage()), MAX_REASON);
        firstProblem = "line " + csv.getStartingLineNumber() + ": " + reason;
      }
      return null;
    }
    double[] values = new double[guess.channels().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          CsvNumbers.parse(field(fields, guess.channels().get(i).index()), guess.decimalComma());
    }
    return new CsvRow(
        csv.getStartingLineNumber(),
        time,
        values,
        isSet(fields, guess.labelColumn()),
        isSet(fields, guess.changepointColumn()));
  }

  private boolean isSet(List<String> fields, int column) {
    if (column < 0) {
      return false;
    }
    String text = field(fields, column);
    return text.strip().equalsIgnoreCase("true")
        || CsvNumbers.parse(text, guess.decimalComma()) == 1;
  }

  private static String field(List<String> fields, int index) {
    return index < fields.size() ? fields.get(index) : "";
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
