package io.linewatch.model.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Rows of a table below its header, one after the other, as text. Memory is bounded whatever the
 * file holds: a field may have 64 Ki characters and a row 4 Mi. Bytes that the encoding does not
 * know become U+FFFD. Not thread-safe.
 */
public final class CsvLines implements AutoCloseable {
  private static final int MAX_FIELD = 64 * 1024;
  private static final int MAX_ROW = 4 << 20;

  private final Counted bytes;
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> rows;
  private List<String> fields = List.of();
  private long line;

  private CsvLines(Counted bytes, CsvReader<CsvRecord> reader) {
    this.bytes = bytes;
    this.reader = reader;
    this.rows = reader.iterator();
  }

  static CsvReader<CsvRecord> reader(char separator, String text) {
    return reader(separator, new StringReader(text));
  }

  private static CsvReader<CsvRecord> reader(char separator, Reader text) {
    return RaggedCsv.reader(separator)
        .maxBufferSize(MAX_FIELD)
        .build(
            CsvRecordHandler.of(limits ->
                limits
                    .maxFields(2 * CsvDialect.MAX_COLUMNS)
                    .maxFieldSize(MAX_FIELD)
                    .maxRecordSize(MAX_ROW)),
            text);
  }

  static CsvLines open(Path file, CsvDialect dialect) throws IOException, UnreadableCsv {
    Counted bytes = new Counted(Files.newInputStream(file));
    try {
      CsvLines lines =
          new CsvLines(
              bytes, reader(dialect.separator(), new InputStreamReader(bytes, dialect.charset())));
      lines.next(); // the header; a byte order mark is part of its first name at most
      return lines;
    } catch (UnreadableCsv | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  /**
   * Goes to the next row that is not empty.
   *
   * @return false at the end
   * @throws UnreadableCsv when the rest cannot be read, such as a quote that is never closed
   */
  public boolean next() throws UnreadableCsv {
    try {
      if (!rows.hasNext()) {
        return false;
      }
      CsvRecord row = rows.next();
      fields = row.getFields();
      line = row.getStartingLineNumber();
      return true;
    } catch (CsvParseException e) {
      throw new UnreadableCsv(
          ("after line %d the file is not CSV, or has a field of more than %d characters or a row"
                  + " of more than %d; is a quote never closed?")
              .formatted(line, MAX_FIELD, MAX_ROW));
    } catch (java.io.UncheckedIOException e) {
      throw new UnreadableCsv("after line " + line + " it cannot be read: " + e.getMessage());
    }
  }

  /** Fields of the row. */
  public List<String> fields() {
    return fields;
  }

  /** Of the row in the file, from 1. */
  public long line() {
    return line;
  }

  /** Bytes read so far, a little ahead of the row. */
  public long bytesRead() {
    return bytes.count;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      count += octet < 0 ? 0 : 1;
      return octet;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int read = super.read(buffer, from, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
