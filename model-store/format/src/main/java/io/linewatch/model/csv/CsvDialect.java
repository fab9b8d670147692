package io.linewatch.model.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.linewatch.domain.config.Excerpt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a table with a header is written, guessed from its beginning; unlike {@link CsvGuess} it says
 * nothing of what the columns are, and rows of another length do not make it another table.
 *
 * @param separator between fields
 * @param decimalComma whether {@code 1,5} is one and a half
 * @param columns of the header, in order
 */
public record CsvDialect(
    Charset charset, char separator, boolean decimalComma, List<CsvGuess.Column> columns) {
  /** Columns a table may have. */
  public static final int MAX_COLUMNS = 4_096;

  private static final int SAMPLE_BYTES = 256 * 1024;
  private static final int SAMPLE_ROWS = 200;
  private static final int MAX_SHOWN = 60;
  private static final char[] SEPARATORS = {';', '\t', '|', ','};

  public CsvDialect {
    columns = List.copyOf(columns);
  }

  /** What somebody knows better than a guess; null is guessed. */
  public record Known(@Nullable Charset charset, @Nullable Boolean decimalComma) {
    public static final Known NOTHING = new Known(null, null);
  }

  /**
   * Looks at the beginning of a file.
   *
   * @throws UnreadableCsv when it is not a table with a header and rows; the message says what to
   *     do
   */
  public static CsvDialect of(Path file, Known known) throws IOException, UnreadableCsv {
    byte[] sample;
    try (InputStream in = Files.newInputStream(file)) {
      sample = in.readNBytes(SAMPLE_BYTES);
    }
    String name = String.valueOf(file.getFileName());
    Charset charset = known.charset() == null ? CsvEncoding.guess(sample) : known.charset();
    String text = CsvEncoding.decode(sample, charset);
    if (text.isBlank()) {
      throw new UnreadableCsv(name + " is empty: export it again");
    }
    if (text.lines().findFirst().orElse("").indexOf('\0') >= 0) {
      throw new UnreadableCsv(name + " is not text: export it as CSV");
    }
    boolean whole = sample.length < SAMPLE_BYTES;
    for (char separator : SEPARATORS) {
      List<List<String>> rows = split(text, separator, whole);
      if (isTable(rows)) {
        return of(name, charset, separator, rows, known.decimalComma());
      }
    }
    throw new UnreadableCsv(
        name
            + " is not a table: it needs a first line with the names of its columns and rows below,"
            + " at least two columns, separated by ';', tab, '|' or ','; delete what stands above"
            + " the names");
  }

  private static CsvDialect of(
      String name,
      Charset charset,
      char separator,
      List<List<String>> rows,
      @Nullable Boolean decimalComma)
      throws UnreadableCsv {
    List<String> header = rows.getFirst();
    if (header.size() > MAX_COLUMNS) {
      throw new UnreadableCsv(
          name + " has " + header.size() + " columns, at most " + MAX_COLUMNS + " can be read");
    }
    if (rows.size() < 2) {
      throw new UnreadableCsv(name + " has no rows below its header: export it again");
    }
    boolean comma =
        decimalComma == null ? separator != ',' && usesDecimalComma(rows) : decimalComma;
    if (isData(header, comma)) {
      throw new UnreadableCsv(
          name + " has no header: write the names of its columns into the first line");
    }
    return new CsvDialect(charset, separator, comma, columns(name, header));
  }

  /**
   * Columns by their names as written, of a table in whatever form.
   *
   * @param file for messages
   * @throws UnreadableCsv when two have the same name
   */
  public static List<CsvGuess.Column> columns(String file, List<String> header)
      throws UnreadableCsv {
    Set<String> taken = new HashSet<>();
    ChannelNames names = new ChannelNames();
    List<CsvGuess.Column> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String title = header.get(i).strip();
      if (!title.isEmpty() && !taken.add(title.toLowerCase(Locale.ROOT))) {
        throw new UnreadableCsv(
            "%s has two columns called '%s': rename one"
                .formatted(file, Excerpt.of(title, MAX_SHOWN)));
      }
      columns.add(names.column(i, title));
    }
    return columns;
  }

  /** Opens the file for reading its rows. */
  public CsvLines open(Path file) throws IOException, UnreadableCsv {
    return CsvLines.open(file, this);
  }

  /** The number in a field, or NaN when there is none or it is not finite. */
  public double number(String field) {
    return number(field, decimalComma);
  }

  /** The same of a field of some other table. */
  public static double number(String field, boolean decimalComma) {
    return CsvNumbers.parse(field, decimalComma);
  }

  /** Whether a field says that there is no value, such as an empty one or a dash. */
  public static boolean isMissing(String field) {
    return CsvNumbers.isMissing(field);
  }

  /** A time among the names, or numbers alone; a single number may be the name of a tag. */
  private static boolean isData(List<String> header, boolean comma) {
    return header.stream().allMatch(field -> !Double.isNaN(CsvNumbers.parse(field, comma)))
        || header.stream()
            .anyMatch(field -> CsvTimeGuess.of(List.of(field), false) != CsvTimeFormat.ROW_NUMBER);
  }

  private static boolean usesDecimalComma(List<List<String>> rows) {
    long comma = 0;
    long point = 0;
    for (List<String> row : rows) {
      comma += row.stream().filter(CsvNumbers::hasDecimalComma).count();
      point += row.stream().filter(CsvNumbers::hasDecimalPoint).count();
    }
    return comma > point;
  }

  /** Two fields or more, and four rows of five as long as the header. */
  private static boolean isTable(List<List<String>> rows) {
    if (rows.isEmpty() || rows.getFirst().size() < 2) {
      return false;
    }
    int width = rows.getFirst().size();
    long alike = rows.stream().filter(row -> row.size() == width).count();
    return alike * 5 >= rows.size() * 4L;
  }

  /** The first rows, without a last one that may be cut off. */
  private static List<List<String>> split(String text, char separator, boolean whole) {
    List<List<String>> rows = new ArrayList<>();
    try (var reader = CsvLines.reader(separator, text)) {
      for (var row : reader) {
        rows.add(row.getFields());
        if (rows.size() > SAMPLE_ROWS) {
          return rows;
        }
      }
    } catch (CsvParseException | IOException e) {
      return rows.size() > 1 ? rows : List.of();
    }
    if (!whole && rows.size() > 2) {
      rows.removeLast();
    }
    return rows;
  }
}
