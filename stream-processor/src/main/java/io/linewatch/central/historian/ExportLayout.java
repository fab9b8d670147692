package io.linewatch.central.historian;

import io.linewatch.central.historian.ImportOptions.Layout;
import io.linewatch.domain.config.Excerpt;
import io.linewatch.domain.config.Nearest;
import io.linewatch.model.csv.CsvGuess;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which column is what.
 *
 * @param timeColumns one, or a date and a time of day, which belong together with a blank between
 * @param tagColumn −1 in a wide table
 * @param values the value of a long table, or the channels of a wide one
 */
record ExportLayout(
    Layout layout, List<Integer> timeColumns, int tagColumn, List<ValueColumn> values) {
  private static final Set<String> DATE = Set.of("date", "datum", "日期");
  private static final Set<String> TIME_OF_DAY = Set.of("time", "uhrzeit", "时间");
  private static final Set<String> TIME =
      Set.of(
          "time",
          "timestamp",
          "datetime",
          "date_time",
          "date",
          "ts",
          "t",
          "zeit",
          "zeitstempel",
          "datum",
          "eventtime",
          "sourcetimestamp",
          "_time",
          "时间",
          "日期",
          "时间戳",
          "采集时间",
          "日期时间");
  private static final Set<String> TAG =
      Set.of(
          "tag",
          "tagname",
          "tag_name",
          "tagid",
          "point",
          "pointname",
          "point_name",
          "item",
          "itemid",
          "node",
          "nodeid",
          "node_id",
          "signal",
          "series",
          "variable",
          "sensor",
          "metric",
          "name",
          "channel",
          "位号",
          "标签",
          "标签名",
          "测点",
          "测点名",
          "点名",
          "变量名");
  private static final Set<String> VALUE =
      Set.of("value", "val", "wert", "messwert", "_value", "vvalue", "值", "数值", "测量值", "采集值");
  private static final Set<String> QUALITY =
      Set.of(
          "quality",
          "qual",
          "q",
          "status",
          "opcquality",
          "quality_code",
          "qualitydetail",
          "statuscode",
          "qualität",
          "质量",
          "品质",
          "质量码",
          "状态");
  private static final List<String> QUALITY_ENDS =
      List.of(".quality", "_quality", " quality", ".q", "_q", ".status", "_status", "质量");

  ExportLayout {
    timeColumns = List.copyOf(timeColumns);
    values = List.copyOf(values);
  }

  /**
   * A column of values.
   *
   * @param qualityColumn index of the column that says how good they are, or −1
   */
  record ValueColumn(CsvGuess.Column column, int qualityColumn) {}

  /**
   * @param table at its first row
   * @throws RefusedExport when a column that was named is not there, or none is a time
   */
  static ExportLayout of(ExportTable table, ImportOptions options) throws RefusedExport {
    List<CsvGuess.Column> columns = table.columns();
    List<Integer> time = timeColumns(table, options);
    int tag = named(columns, options.tagColumn(), "--tag-column");
    int value = named(columns, options.valueColumn(), "--value-column");
    int quality = named(columns, options.qualityColumn(), "--quality-column");
    Set<Integer> taken = new HashSet<>(time);
    boolean wide = options.layout() == Layout.WIDE;
    if (tag < 0 && !wide) {
      tag = first(columns, TAG, taken);
    }
    if (value < 0 && !wide) {
      value = first(columns, VALUE, taken);
    }
    if (quality < 0) {
      quality = first(columns, QUALITY, taken);
    }
    if (options.layout() == Layout.LONG || (!wide && tag >= 0 && value >= 0)) {
      if (tag < 0 || value < 0) {
        throw new RefusedExport(
            "a long table needs a column of tags and one of values: name them with --tag-column and"
                + " --value-column; the columns are: "
                + headers(columns));
      }
      return new ExportLayout(
          Layout.LONG, time, tag, List.of(new ValueColumn(columns.get(value), quality)));
    }
    return new ExportLayout(Layout.WIDE, time, -1, wide(columns, taken, quality));
  }

  private static List<ValueColumn> wide(
      List<CsvGuess.Column> columns, Set<Integer> time, int quality) {
    Set<Integer> taken = new HashSet<>(time);
    taken.add(quality);
    List<ValueColumn> values = new ArrayList<>();
    for (CsvGuess.Column column : columns) {
      if (qualityOf(columns, column) != null) {
        taken.add(column.index());
      }
    }
    for (CsvGuess.Column column : columns) {
      if (!taken.contains(column.index()) && !column.header().isBlank()) {
        values.add(new ValueColumn(column, quality));
      }
    }
    for (CsvGuess.Column column : columns) {
      CsvGuess.Column of = qualityOf(columns, column);
      if (of != null) {
        values.replaceAll(
            known -> known.column().equals(of) ? new ValueColumn(of, column.index()) : known);
      }
    }
    return values;
  }

  /** The column whose quality a column says by its name, such as {@code flow.quality}. */
  private static CsvGuess.@Nullable Column qualityOf(
      List<CsvGuess.Column> columns, CsvGuess.Column column) {
    String header = plain(column.header());
    for (String end : QUALITY_ENDS) {
      if (header.endsWith(end) && header.length() > end.length()) {
        String of = header.substring(0, header.length() - end.length()).strip();
        for (CsvGuess.Column other : columns) {
          if (plain(other.header()).equals(of) || plain(other.channel()).equals(of)) {
            return other;
          }
        }
      }
    }
    return null;
  }

  private static List<Integer> timeColumns(ExportTable table, ImportOptions options)
      throws RefusedExport {
    List<CsvGuess.Column> columns = table.columns();
    int given = named(columns, options.timeColumn(), "--time-column");
    if (given >= 0) {
      return List.of(given);
    }
    int date = first(columns, DATE, Set.of());
    int timeOfDay = first(columns, TIME_OF_DAY, Set.of());
    if (date >= 0 && timeOfDay >= 0) {
      return TimeReading.hasDate(table.text(timeOfDay))
          ? List.of(timeOfDay)
          : List.of(date, timeOfDay);
    }
    int time = first(columns, TIME, Set.of());
    if (time < 0) {
      throw new RefusedExport(
          "no column is called a time: name it with --time-column; the columns are: "
              + headers(columns));
    }
    return List.of(time);
  }

  private static int first(List<CsvGuess.Column> columns, Set<String> names, Set<Integer> taken) {
    for (CsvGuess.Column column : columns) {
      if (!taken.contains(column.index())
          && (names.contains(plain(column.header())) || names.contains(plain(column.channel())))) {
        return column.index();
      }
    }
    return -1;
  }

  private static int named(List<CsvGuess.Column> columns, @Nullable String name, String option)
      throws RefusedExport {
    if (name == null) {
      return -1;
    }
    for (CsvGuess.Column column : columns) {
      if (plain(column.header()).equals(plain(name))) {
        return column.index();
      }
    }
    throw new RefusedExport(
        "%s '%s': there is no such column; %s"
            .formatted(
                option,
                name,
                Nearest.hint(name, columns.stream().map(CsvGuess.Column::header).toList())));
  }

  private static String headers(List<CsvGuess.Column> columns) {
    return Excerpt.of(
        String.join(", ", columns.stream().map(CsvGuess.Column::header).toList()), 400);
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** The time of a table's row as it is written. */
  String timeText(ExportTable table) {
    String first = table.text(timeColumns.getFirst());
    return timeColumns.size() == 1 ? first : first + " " + table.text(timeColumns.getLast());
  }

  /** Names of the time columns, for messages. */
  String timeName(ExportTable table) {
    return String.join(
        "' and '", timeColumns.stream().map(i -> table.columns().get(i).header()).toList());
  }
}
