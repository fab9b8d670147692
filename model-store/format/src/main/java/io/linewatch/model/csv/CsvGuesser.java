package io.linewatch.model.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.linewatch.domain.config.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The guessing behind {@link CsvGuess}: each question is asked of the first rows, in turn. */
final class CsvGuesser {
  private static final char[] SEPARATORS = {';', '\t', '|', ','};
  private static final int SAMPLE_ROWS = 200;
  private static final int MAX_FIELDS = 4096;
  private static final int MAX_SHOWN = 60;

  private static final Set<String> TIME_NAMES =
      Set.of("time", "datetime", "date", "timestamp", "date_time", "t", "ts", "时间", "日期", "时间戳");
  private static final Set<String> LABEL_NAMES =
      Set.of(
          "anomaly",
          "is_anomaly",
          "anomalies",
          "label",
          "labels",
          "fault",
          "attack",
          "att_flag",
          "outlier",
          "is_outlier",
          "异常",
          "标签",
          "故障");
  private static final Set<String> CHANGEPOINT_NAMES =
      Set.of("changepoint", "change_point", "changepoints");

  /** Nought, one, true, false, or nothing; with any number of noughts behind the point. */
  private static final Pattern LABEL_VALUE =
      Pattern.compile("([01]([.,]0*)?|true|false)?", Pattern.CASE_INSENSITIVE);

  private final String file;
  private final Charset charset;
  private final char separator;
  private final List<List<String>> rows;
  private final boolean decimalComma;
  private final boolean header;

  private CsvGuesser(String file, Charset charset, char separator, List<List<String>> rows) {
    this.file = file;
    this.charset = charset;
    this.separator = separator;
    this.rows = rows;
    this.decimalComma = separator != ',' && usesDecimalComma(rows);
    this.header = rows.getFirst().stream().anyMatch(this::isName);
  }

  /**
   * @param text the file's beginning
   * @param whole whether that is all of it
   */
  static CsvGuess guess(String file, Charset charset, String text, boolean whole)
      throws UnreadableCsv {
    if (text.indexOf('\0') >= 0) {
      throw new UnreadableCsv(file + " is not text: export it as CSV");
    }
    for (char separator : SEPARATORS) {
      List<List<String>> rows = split(text, separator, whole);
      if (rows.size() >= 2 && isTable(rows)) {
        return new CsvGuesser(file, charset, separator, rows).guess();
      }
    }
    throw new UnreadableCsv(
        file
            + " is not a table: every row needs the same number of fields, at least two, separated"
            + " by ';', tab, '|' or ','");
  }

  private CsvGuess guess() throws UnreadableCsv {
    int fields = rows.getFirst().size();
    TimeColumn time = timeColumn(fields);
    int label = -1;
    int changepoint = -1;
    ChannelNames names = new ChannelNames();
    List<CsvGuess.Column> channels = new ArrayList<>();
    List<String> ignored = new ArrayList<>();
    for (int i = 0; i < fields; i++) {
      String name = nameOf(i);
      if (i == time.index()) {
        continue;
      }
      if (label < 0 && LABEL_NAMES.contains(plain(name)) && hasOnlyLabels(i)) {
        label = i;
      } else if (changepoint < 0 && CHANGEPOINT_NAMES.contains(plain(name)) && hasOnlyLabels(i)) {
        changepoint = i;
      } else if (isNumeric(i) && !looksLikeRowNumber(i, name)) {
        channels.add(names.column(i, name));
      } else {
        ignored.add(name.isBlank() ? "column " + (i + 1) : Excerpt.of(name, MAX_SHOWN));
      }
    }
    if (channels.isEmpty()) {
      throw new UnreadableCsv(file + " has no column of numbers: nothing to learn or replay");
    }
    return new CsvGuess(
        charset,
        separator,
        decimalComma,
        header,
        fields,
        time.index(),
        time.format(),
        channels,
        label,
        changepoint,
        ignored);
  }

  private record TimeColumn(int index, CsvTimeFormat format) {}

  /** A column named like a time first, then the others from the left. */
  private TimeColumn timeColumn(int fields) {
    for (boolean named : new boolean[] {true, false}) {
      for (int i = 0; i < fields; i++) {
        if (TIME_NAMES.contains(plain(nameOf(i))) == named) {
          CsvTimeFormat format = CsvTimeGuess.of(body(i), named || i == 0);
          if (format != CsvTimeFormat.ROW_NUMBER) {
            return new TimeColumn(i, format);
          }
        }
      }
    }
    return new TimeColumn(-1, CsvTimeFormat.ROW_NUMBER);
  }

  private List<String> body(int column) {
    return rows.subList(header ? 1 : 0, rows.size()).stream().map(row -> row.get(column)).toList();
  }

  private String nameOf(int column) {
    return header ? rows.getFirst().get(column) : "c" + (column + 1);
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  private boolean isName(String field) {
    return !CsvNumbers.isNumber(field, decimalComma)
        && CsvTimeGuess.of(List.of(field), false) == CsvTimeFormat.ROW_NUMBER;
  }

  private boolean hasOnlyLabels(int column) {
    return body(column).stream().allMatch(v -> LABEL_VALUE.matcher(v.strip()).matches());
  }

  private boolean isNumeric(int column) {
    List<String> values = body(column);
    long numbers = values.stream().filter(v -> CsvNumbers.isNumber(v, decimalComma)).count();
    boolean any = values.stream().anyMatch(v -> !CsvNumbers.isMissing(v));
    return any && numbers >= 0.9 * values.size();
  }

  /** An unnamed first column that counts the rows, as some tools write it. */
  private boolean looksLikeRowNumber(int column, String name) {
    if (column != 0 || !(name.isBlank() || plain(name).equals("index"))) {
      return false;
    }
    List<String> values = body(column);
    double first = CsvNumbers.parse(values.getFirst(), decimalComma);
    for (int i = 0; i < values.size(); i++) {
      if (CsvNumbers.parse(values.get(i), decimalComma) != first + i) {
        return false;
      }
    }
    return true;
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

  private static boolean isTable(List<List<String>> rows) {
    int fields = rows.getFirst().size();
    return fields >= 2
        && fields <= MAX_FIELDS
        && rows.stream().allMatch(row -> row.size() == fields);
  }

  /** The first rows; without the last one, which may be cut off, unless the text is whole. */
  private static List<List<String>> split(String text, char separator, boolean whole) {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = RaggedCsv.reader(separator).ofCsvRecord(text)) {
      for (CsvRecord row : reader) {
        rows.add(row.getFields());
        if (rows.size() > SAMPLE_ROWS) {
          return rows;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    } catch (de.siegmar.fastcsv.reader.CsvParseException e) {
      return List.of();
    }
    return whole || rows.isEmpty() ? rows : rows.subList(0, rows.size() - 1);
  }
}
