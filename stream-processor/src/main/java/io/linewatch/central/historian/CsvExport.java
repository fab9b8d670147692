package io.linewatch.central.historian;

import io.linewatch.model.csv.CsvDialect;
import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.CsvLines;
import io.linewatch.model.csv.UnreadableCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A CSV file as a table. */
final class CsvExport implements ExportTable {
  private final CsvDialect dialect;
  private final CsvLines lines;
  private final long bytes;

  private CsvExport(CsvDialect dialect, CsvLines lines, long bytes) {
    this.dialect = dialect;
    this.lines = lines;
    this.bytes = bytes;
  }

  static CsvExport open(Path file, CsvDialect dialect) throws IOException, RefusedExport {
    try {
      return new CsvExport(dialect, dialect.open(file), Files.size(file));
    } catch (UnreadableCsv e) {
      throw new RefusedExport(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public List<CsvGuess.Column> columns() {
    return dialect.columns();
  }

  @Override
  public boolean next() throws RefusedExport {
    try {
      return lines.next();
    } catch (UnreadableCsv e) {
      throw new RefusedExport(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public long line() {
    return lines.line();
  }

  @Override
  public int width() {
    return lines.fields().size();
  }

  @Override
  public String text(int column) {
    List<String> fields = lines.fields();
    return column < fields.size() ? fields.get(column).strip() : "";
  }

  @Override
  public double number(int column) {
    return dialect.number(text(column));
  }

  @Override
  public double share() {
    return bytes == 0 ? 1 : Math.min(1, (double) lines.bytesRead() / bytes);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
