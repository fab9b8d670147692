package io.linewatch.central.historian;

import io.linewatch.model.csv.CsvGuess;
import java.io.IOException;
import java.util.List;

/** A table that a historian wrote, one row after the other, in bounded memory. One thread. */
interface ExportTable extends AutoCloseable {
  /** With the header as written, and the unit found in brackets behind it. */
  List<CsvGuess.Column> columns();

  /**
   * Goes to the next row, at first to the first.
   *
   * @return false at the end
   * @throws RefusedExport when the rest cannot be read
   */
  boolean next() throws RefusedExport;

  /** Line of the row in the file, from 1; of a Parquet file the number of the row, from 1. */
  long line();

  /** Fields the row has; a damaged one has fewer or more than there are columns. */
  int width();

  /**
   * A field as written, without blanks around; a time of Parquet as ISO 8601, with Z where it is an
   * instant. Empty when there is none.
   */
  String text(int column);

  /** The finite number in a field; NaN when it holds none. */
  double number(int column);

  /** Which share of the file is read, 0 to 1. */
  double share();

  @Override
  void close() throws IOException;
}
