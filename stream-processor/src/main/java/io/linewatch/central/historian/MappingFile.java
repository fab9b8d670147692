package io.linewatch.central.historian;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.model.csv.CsvTable;
import io.linewatch.model.csv.UnreadableCsv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file that says which tag is which channel: columns {@code tag, asset, channel}, and where
 * needed {@code unit, scale, offset}.
 *
 * @param rows by tag, in small letters
 */
record MappingFile(Map<String, Row> rows) {
  static final MappingFile NONE = new MappingFile(Map.of());

  MappingFile {
    rows = Map.copyOf(rows);
  }

  /**
   * @param unit as written; empty when the file does not say
   * @param hasScale whether the file says how a value becomes one of the channel's unit
   */
  record Row(ChannelId channel, String unit, boolean hasScale, double scale, double offset) {}

  /**
   * @throws RefusedExport with every problem
   */
  static MappingFile read(Path file) throws RefusedExport {
    CsvTable table;
    try {
      table = CsvTable.read(file);
    } catch (IOException e) {
      throw new RefusedExport("--map: " + file + " cannot be read; is the name right?");
    } catch (UnreadableCsv e) {
      throw new RefusedExport("--map: " + e.getMessage());
    }
    int tag = table.column("tag");
    int asset = table.column("asset");
    int channel = table.column("channel");
    if (!table.header() || tag < 0 || asset < 0 || channel < 0) {
      throw new RefusedExport(
          "--map: the first line of %s must be tag,asset,channel or tag,asset,channel,unit,scale,offset"
              .formatted(file.getFileName()));
    }
    Map<String, Row> rows = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    if (table.ragged() > 0) {
      problems.add("--map: %d rows have another number of fields".formatted(table.ragged()));
    }
    for (int i = 0; i < table.rows().size(); i++) {
      String name = table.text(i, tag);
      try {
        Row row = row(table, i, table.text(i, asset), table.text(i, channel));
        if (rows.put(name.toLowerCase(Locale.ROOT), row) != null) {
          problems.add("--map: tag '" + name + "' is there twice");
        }
      } catch (IllegalArgumentException e) {
        problems.add("--map: tag '" + name + "': " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedExport(problems);
    }
    return new MappingFile(rows);
  }

  private static Row row(CsvTable table, int row, String asset, String channel) {
    int unit = table.column("unit");
    int scale = table.column("scale");
    int offset = table.column("offset");
    boolean scaled = scale >= 0 && !table.isMissing(row, scale);
    boolean moved = offset >= 0 && !table.isMissing(row, offset);
    return new Row(
        new ChannelId(AssetPath.of(asset), channel),
        unit < 0 ? "" : table.text(row, unit),
        scaled || moved,
        scaled ? number(table, row, scale, "scale") : 1,
        moved ? number(table, row, offset, "offset") : 0);
  }

  private static double number(CsvTable table, int row, int column, String name) {
    double number = table.number(row, column);
    if (Double.isNaN(number) || (number == 0 && name.equals("scale"))) {
      throw new IllegalArgumentException(
          name + " '" + table.text(row, column) + "' must be a number, and a scale not 0");
    }
    return number;
  }
}
