package io.linewatch.model.tabular;

import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.CsvTable;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.FitRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables of records: numbers stay numbers, words of a column with few of them become numbers
 * in order of the alphabet. Columns that name or count the rows are left out, as are rows with a
 * missing value; both are said.
 */
public final class RecordsReader {
  private static final List<String> LABEL_NAMES =
      List.of("label", "failure", "machine failure", "failed", "fault", "anomaly", "target");
  private static final Set<String> YES = Set.of("1", "1.0", "true", "yes", "y", "fail", "failed");
  private static final Set<String> NO = Set.of("0", "0.0", "false", "no", "n", "ok", "good");
  private static final int MOST_WORDS = 32;
  private static final double MOST_MISSING = 0.2;

  private final CsvTable table;
  private final int label;
  private final List<String> dropped;
  private final SortedMap<String, SortedMap<String, Integer>> codes = new TreeMap<>();
  private long incomplete;
  private long repeated;

  private RecordsReader(CsvTable table, int label, List<String> dropped) {
    this.table = table;
    this.label = label;
    this.dropped = dropped;
  }

  /** The label column of a table. */
  public static int labelOf(CsvTable table, @Nullable String named) throws FitRefused {
    if (named != null) {
      int index = table.column(named);
      if (index < 0) {
        throw new FitRefused(table.file() + " has no column '" + named + "'");
      }
      return index;
    }
    for (String usual : LABEL_NAMES) {
      int index = table.column(usual);
      if (index >= 0) {
        return index;
      }
    }
    throw new FitRefused(
        table.file()
            + " has no column that says whether the machine failed, such as 'failure': name it"
            + " with --label");
  }

  /**
   * Reads one table to learn from.
   *
   * @param dropped gets a sentence for each column left out
   * @param notes gets a sentence for what was repaired
   */
  public static Records read(
      Path file, TabularOptions options, List<String> dropped, List<String> notes)
      throws IOException, UnreadableCsv, FitRefused {
    CsvTable table = CsvTable.read(file);
    if (!table.header()) {
      throw new FitRefused(table.file() + " needs a first row with the names of its columns");
    }
    int label = labelOf(table, options.labelColumn());
    RecordsReader reader = new RecordsReader(table, label, dropped);
    int[] chosen = reader.columns(options.leaveOut());
    Records records = reader.rows(chosen, options.rows());
    if (table.ragged() > 0) {
      notes.add(table.ragged() + " rows of another length left out");
    }
    if (reader.incomplete > 0) {
      notes.add(reader.incomplete + " rows left out: a value is missing in them");
    }
    if (reader.repeated > 0) {
      notes.add(reader.repeated + " rows repeat another one in everything: only the first is used");
    }
    return records;
  }

  /**
   * Reads one table to be judged, its columns as the model knows them.
   *
   * @param learned channels and codes of the model
   */
  public static Records readLike(
      Path file, Records learned, @Nullable String labelColumn, TabularOptions.RowChoice rows)
      throws IOException, UnreadableCsv, FitRefused {
    CsvTable table = CsvTable.read(file);
    int label = labelOf(table, labelColumn);
    RecordsReader reader = new RecordsReader(table, label, new ArrayList<>());
    reader.codes.putAll(learned.codes());
    int[] chosen = new int[learned.channels().size()];
    for (int c = 0; c < chosen.length; c++) {
      chosen[c] = table.column(learned.channels().get(c).header());
      if (chosen[c] < 0) {
        throw new FitRefused(
            table.file() + " has no column '" + learned.channels().get(c).header() + "'");
      }
    }
    return reader.rows(chosen, rows);
  }

  private int[] columns(List<String> leaveOut) throws FitRefused {
    Set<Integer> out = new HashSet<>();
    for (String name : leaveOut) {
      int index = table.column(name);
      if (index < 0) {
        throw new FitRefused(table.file() + " has no column '" + name + "' to leave out");
      }
      out.add(index);
    }
    List<Integer> kept = new ArrayList<>();
    for (CsvGuess.Column column : table.columns()) {
      if (column.index() == label || out.contains(column.index())) {
        continue;
      }
      String reason = unusable(column);
      if (reason == null) {
        kept.add(column.index());
      } else {
        dropped.add(column.channel() + ": " + reason);
      }
    }
    if (kept.isEmpty()) {
      throw new FitRefused("no column can be learned from: " + String.join("; ", dropped));
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Why nothing can be learned from a column, or null; notes the codes of one that holds words. */
  private @Nullable String unusable(CsvGuess.Column column) {
    int rows = table.rows().size();
    int missing = 0;
    int numbers = 0;
    boolean counts = true;
    Set<String> words = new TreeSet<>();
    for (int i = 0; i < rows; i++) {
      if (table.isMissing(i, column.index())) {
        missing++;
        continue;
      }
      double value = table.number(i, column.index());
      numbers += Double.isNaN(value) ? 0 : 1;
      counts &= i == 0 || value == table.number(i - 1, column.index()) + 1;
      if (words.size() <= MOST_WORDS) {
        words.add(table.text(i, column.index()));
      }
    }
    if (missing > MOST_MISSING * rows) {
      return Math.round(100.0 * missing / rows) + " % of its values are missing";
    }
    if (words.size() == 1) {
      return "it is constant at " + words.iterator().next() + ", so nothing can be learned";
    }
    if (numbers + missing == rows) {
      return counts ? "it counts the rows" : null;
    }
    if (words.size() > MOST_WORDS) {
      return "it holds more than " + MOST_WORDS + " different words";
    }
    SortedMap<String, Integer> code = new TreeMap<>();
    words.forEach(word -> code.put(word, code.size()));
    codes.put(column.channel(), code);
    return null;
  }

  private Records rows(int[] chosen, TabularOptions.@Nullable RowChoice choice) throws FitRefused {
    List<CsvGuess.Column> channels = Arrays.stream(chosen).mapToObj(table.columns()::get).toList();
    List<float[]> rows = new ArrayList<>();
    List<Boolean> failed = new ArrayList<>();
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i < table.rows().size(); i++) {
      if (choice != null && !choice.takes(i + 1)) {
        continue;
      }
      float[] row = row(i, channels);
      if (row == null) {
        incomplete++;
      } else if (!seen.add(table.rows().get(i))) {
        repeated++;
      } else {
        rows.add(row);
        failed.add(label(i));
      }
    }
    boolean[] labels = new boolean[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = failed.get(i);
    }
    return new Records(channels, codes, rows.toArray(float[][]::new), labels);
  }

  private float @Nullable [] row(int i, List<CsvGuess.Column> channels) {
    float[] row = new float[channels.size()];
    for (int c = 0; c < row.length; c++) {
      SortedMap<String, Integer> code = codes.get(channels.get(c).channel());
      int column = channels.get(c).index();
      Integer word = code == null ? null : code.get(table.text(i, column));
      double value = code == null ? table.number(i, column) : word == null ? Double.NaN : word;
      if (!Double.isFinite((float) value)) {
        return null;
      }
      row[c] = (float) value;
    }
    return row;
  }

  private boolean label(int row) throws FitRefused {
    String text = table.text(row, label).toLowerCase(Locale.ROOT);
    if (!YES.contains(text) && !NO.contains(text)) {
      throw new FitRefused(
          table.file()
              + " row "
              + (row + 1)
              + ": the label '"
              + text
              + "' must be 0 or 1, no or yes, false or true");
    }
    return YES.contains(text);
  }
}
