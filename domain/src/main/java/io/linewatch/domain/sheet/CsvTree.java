package io.linewatch.domain.sheet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.linewatch.domain.config.Nearest;
import io.linewatch.domain.config.Problem;
import io.linewatch.domain.config.TextTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** CSV text as the tree that YAML would give, and the way back from its paths to rows. */
final class CsvTree {
  private static final int MAX_CHARS = 16 << 20;
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");
  private static final Pattern ROW_PATH = Pattern.compile("(\\w+)\\[(\\d+)\\]\\.?(.*)");
  private static final Set<String> NUMBERS = Set.of("rangeLow", "rangeHigh", "value", "deadBand");

  private final JsonNodeFactory nodes = JsonNodeFactory.instance;
  private final ObjectNode root = nodes.objectNode();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Long> lines = new HashMap<>();
  private final List<String> header = new ArrayList<>();
  private boolean decimalComma;
  private boolean readable = true;

  private CsvTree() {}

  static CsvTree of(String csv) {
    CsvTree tree = new CsvTree();
    String text = csv.startsWith("\ufeff") ? csv.substring(1) : csv;
    if (text.isBlank() || text.length() > MAX_CHARS) {
      tree.refuse(text.isBlank() ? "is empty" : "is longer than " + MAX_CHARS + " characters");
      return tree;
    }
    if (text.indexOf('\ufffd') >= 0) {
      tree.refuse("has lost characters (�): save it as 'CSV UTF-8' and try again");
      return tree;
    }
    if (count(text, '"') % 2 != 0) {
      tree.refuse("a quotation mark is not closed; one inside a cell is written twice");
      return tree;
    }
    char separator = separator(text);
    tree.decimalComma = separator != ',';
    try (CsvReader<CsvRecord> rows = reader(text, separator)) {
      rows.forEach(tree::add);
    } catch (CsvParseException e) {
      tree.refuse("cannot be read: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused a read", e);
    }
    return tree;
  }

  // Spreadsheets leave out empty cells at the end of a row. The reader's options for that are
  // marked
  // for removal without a replacement in this version.
  @SuppressWarnings("removal")
  private static CsvReader<CsvRecord> reader(String text, char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .ofCsvRecord(text);
  }

  TextTree tree() {
    return new TextTree(readable ? root : MissingNode.getInstance(), Map.of(), problems);
  }

  /** The problem with row and column instead of its path in the tree. */
  Problem placed(Problem problem) {
    Matcher path = ROW_PATH.matcher(problem.path());
    if (!path.matches()) {
      return problem;
    }
    Long line = lines.get(path.group(1) + "[" + path.group(2) + "]");
    if (line == null) {
      return problem;
    }
    String column = path.group(3).isEmpty() ? "" : ", column " + path.group(3);
    return new Problem("row " + line + column, problem.message());
  }

  /** The separator that stands most often in the header. */
  private static char separator(String text) {
    String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(first, candidate) > count(first, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String text, char character) {
    return text.chars().filter(c -> c == character).count();
  }

  private void problem(String place, String message) {
    if (problems.size() < Problem.MAX_KEPT) {
      problems.add(new Problem(place, message));
    }
  }

  private void refuse(String message) {
    readable = false;
    problem("", message);
  }

  private void add(CsvRecord row) {
    if (row.getFields().stream().allMatch(String::isBlank)) {
      return;
    }
    if (header.isEmpty()) {
      readHeader(row);
    } else {
      readRow(row);
    }
  }

  private void readHeader(CsvRecord row) {
    Set<String> known = new TreeSet<>(SheetTables.allColumns());
    known.add(PlantSheetCsv.TABLE_COLUMN);
    Set<String> seen = new HashSet<>();
    for (String cell : row.getFields()) {
      String column = cell.strip();
      header.add(column);
      if (column.isEmpty()) {
        continue;
      }
      String place = "row " + row.getStartingLineNumber() + ", column " + column;
      if (!known.contains(column)) {
        problem(place, "unknown column; " + Nearest.hint(column, known));
      } else if (!seen.add(column)) {
        problem(place, "stands here twice");
      }
    }
    if (!seen.contains(PlantSheetCsv.TABLE_COLUMN)) {
      refuse(
          "the first row must name the columns, one of them '" + PlantSheetCsv.TABLE_COLUMN + "'");
    }
  }

  private void readRow(CsvRecord row) {
    ObjectNode cells = nodes.objectNode();
    String place = "row " + row.getStartingLineNumber();
    for (int i = 0; i < row.getFieldCount(); i++) {
      String cell = row.getField(i);
      if (cell.isBlank()) {
        continue;
      }
      if (i >= header.size() || header.get(i).isEmpty()) {
        problem(place, "'" + cell + "' stands under no column name");
      } else {
        cells.put(header.get(i), cell);
      }
    }
    if (!readable) {
      return;
    }
    String table = cells.path(PlantSheetCsv.TABLE_COLUMN).asText("").strip();
    cells.remove(PlantSheetCsv.TABLE_COLUMN);
    if (table.startsWith("#")) {
      return;
    }
    if (table.equals(PlantSheetCsv.PLANT_TABLE)) {
      readPlant(cells, place);
    } else if (SheetTables.TYPES.containsKey(table)) {
      readTableRow(table, cells, row.getStartingLineNumber());
    } else {
      Set<String> tables = new TreeSet<>(SheetTables.TYPES.keySet());
      tables.add(PlantSheetCsv.PLANT_TABLE);
      problem(
          place + ", column " + PlantSheetCsv.TABLE_COLUMN,
          "'" + table + "' is not a table; " + Nearest.hint(table, tables));
    }
  }

  private void readPlant(ObjectNode cells, String place) {
    if (root.has(PlantSheetCsv.SITE_COLUMN)) {
      problem(place, "the site is named twice");
    }
    if (cells.has(PlantSheetCsv.SITE_COLUMN)) {
      root.set(PlantSheetCsv.SITE_COLUMN, cells.get(PlantSheetCsv.SITE_COLUMN));
    }
    cells.remove(PlantSheetCsv.SITE_COLUMN);
    cells
        .fieldNames()
        .forEachRemaining(
            column -> problem(place + ", column " + column, "has no meaning in table plant"));
  }

  private void readTableRow(String table, ObjectNode cells, long line) {
    ArrayNode rows = root.withArrayProperty(table);
    lines.put(table + "[" + rows.size() + "]", line);
    ObjectNode row = nodes.objectNode();
    cells
        .properties()
        .forEach(cell -> {
          String text = cell.getValue().textValue();
          switch (cell.getKey()) {
            case "machineStates", "channels", "stations" -> {
              ArrayNode states = row.putArray(cell.getKey());
              items(text).forEach(states::add);
            }
            case "values" -> readValues(row.putObject(cell.getKey()), text, line);
            default -> row.put(cell.getKey(), number(cell.getKey(), text));
          }
        });
    rows.add(row);
  }

  private void readValues(ObjectNode values, String text, long line) {
    items(text)
        .forEach(item -> {
          int equals = item.indexOf('=');
          String place = "row " + line + ", column values";
          if (equals < 1) {
            problem(place, "'" + item + "' must be channel=/pointer, parted by '|'");
          } else if (values.has(item.substring(0, equals).strip())) {
            problem(place, "'" + item + "' names its channel twice");
          } else {
            values.put(item.substring(0, equals).strip(), item.substring(equals + 1).strip());
          }
        });
  }

  /** Without a pattern for the spaces around: its work would grow with the square of their run. */
  private static Stream<String> items(String text) {
    return Arrays.stream(text.strip().split("\\|")).map(String::strip);
  }

  private String number(String column, String text) {
    boolean comma =
        decimalComma && NUMBERS.contains(column) && DECIMAL_COMMA.matcher(text.strip()).matches();
    return comma ? text.strip().replace(',', '.') : text;
  }
}
