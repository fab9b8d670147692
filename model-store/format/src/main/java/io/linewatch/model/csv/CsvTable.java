package io.linewatch.model.csv;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A whole table in memory: rows that are no series of one machine, such as records of parts, or
 * runs of many machines below each other. Separated by ';', tab, '|', ',' or blanks; encoding,
 * decimal comma and header are guessed as for recordings.
 *
 * @param file name, for messages
 * @param header whether the first row holds names
 * @param columns in order; channel names made of the header, or {@code c1}, {@code c2}, …
 * @param rows fields as written, as many in each row as there are columns
 * @param ragged rows left out because they have another number of fields
 */
public record CsvTable(
    String file,
    boolean header,
    List<CsvGuess.Column> columns,
    List<List<String>> rows,
    boolean decimalComma,
    long ragged) {
  private static final long MAX_BYTES = 512L * 1024 * 1024;
  private static final int SAMPLE_BYTES = 256 * 1024;
  private static final char BLANKS = ' ';
  private static final char[] SEPARATORS = {';', '\t', '|', ',', BLANKS};
  private static final Pattern RUN_OF_BLANKS = Pattern.compile("\\s+");

  public CsvTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * Reads a file.
   *
   * @throws UnreadableCsv when it is no table, or too large; the message says what to do
   */
  public static CsvTable read(Path file) throws IOException, UnreadableCsv {
    String name = String.valueOf(file.getFileName());
    if (Files.size(file) > MAX_BYTES) {
      throw new UnreadableCsv(name + " is larger than 512 MiB: leave out rows or columns");
    }
    byte[] bytes = Files.readAllBytes(file);
    byte[] sample = bytes.length > SAMPLE_BYTES ? head(bytes) : bytes;
    Charset charset = CsvEncoding.guess(sample);
    String text = CsvEncoding.decode(bytes, charset);
    if (text.indexOf('\0') >= 0) {
      throw new UnreadableCsv(name + " is not text: export it as CSV");
    }
    for (char separator : SEPARATORS) {
      List<List<String>> rows = split(text, separator);
      if (isTable(rows)) {
        return of(name, rows);
      }
    }
    throw new UnreadableCsv(
        name
            + " is not a table: rows need the same number of fields, at least two, separated by"
            + " ';', tab, '|', ',' or blanks");
  }

  private static byte[] head(byte[] bytes) {
    return Arrays.copyOf(bytes, SAMPLE_BYTES);
  }

  private static List<List<String>> split(String text, char separator) {
    List<List<String>> rows = new ArrayList<>();
    if (separator == BLANKS) {
      text.lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .forEach(line -> rows.add(List.of(RUN_OF_BLANKS.split(line, -1))));
      return rows;
    }
    for (CsvRecord row : RaggedCsv.reader(separator).ofCsvRecord(text)) {
      List<String> fields = row.getFields();
      if (fields.size() > 1 || !fields.getFirst().isBlank()) {
        rows.add(List.copyOf(fields));
      }
    }
    return rows;
  }

  /** At least two fields in the first row, and nine rows of ten as long as it. */
  private static boolean isTable(List<List<String>> rows) {
    if (rows.size() < 2 || rows.getFirst().size() < 2) {
      return false;
    }
    int width = rows.getFirst().size();
    long alike = rows.stream().filter(row -> row.size() == width).count();
    return alike * 10 >= rows.size() * 9L;
  }

  private static CsvTable of(String name, List<List<String>> rows) {
    List<String> first = rows.getFirst();
    boolean comma =
        rows.stream()
            .limit(200)
            .anyMatch(row -> row.stream().anyMatch(CsvNumbers::hasDecimalComma));
    boolean header = first.stream().noneMatch(cell -> isWritten(cell, comma));
    ChannelNames names = new ChannelNames();
    List<CsvGuess.Column> columns = new ArrayList<>();
    for (int c = 0; c < first.size(); c++) {
      columns.add(names.column(c, header ? first.get(c) : "c" + (c + 1)));
    }
    List<List<String>> body = header ? rows.subList(1, rows.size()) : rows;
    List<List<String>> whole = body.stream().filter(row -> row.size() == columns.size()).toList();
    return new CsvTable(name, header, columns, whole, comma, body.size() - whole.size());
  }

  private static boolean isWritten(String cell, boolean decimalComma) {
    return !Double.isNaN(CsvNumbers.parse(cell, decimalComma));
  }

  /** The number in a field, or NaN when there is none. */
  public double number(int row, int column) {
    return CsvNumbers.parse(rows.get(row).get(column), decimalComma);
  }

  /** Whether a field stands for a missing value, such as an empty one or NaN. */
  public boolean isMissing(int row, int column) {
    return CsvNumbers.isMissing(rows.get(row).get(column));
  }

  public String text(int row, int column) {
    return rows.get(row).get(column).strip();
  }

  /** Index of the column with this header or channel name, capitals aside, or −1. */
  public int column(String name) {
    for (CsvGuess.Column column : columns) {
      if (column.header().strip().equalsIgnoreCase(name.strip())
          || column.channel().equalsIgnoreCase(name.strip())) {
        return column.index();
      }
    }
    return -1;
  }
}
