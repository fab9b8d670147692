package io.linewatch.domain.sheet;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables of the sheet and their columns, in order; one list for YAML, CSV and diff. */
final class SheetTables {
  /** Row type by table name. */
  static final Map<String, Class<? extends Record>> TYPES = types();

  private SheetTables() {}

  private static Map<String, Class<? extends Record>> types() {
    Map<String, Class<? extends Record>> types = new LinkedHashMap<>();
    types.put("gateways", GatewayRow.class);
    types.put("classes", ClassRow.class);
    types.put("assets", AssetRow.class);
    types.put("channels", ChannelRow.class);
    types.put("limits", LimitRow.class);
    types.put("models", ModelRow.class);
    types.put("sources", SourceRow.class);
    types.put("recordings", RecordingRow.class);
    return types;
  }

  static List<? extends Record> rows(PlantSheet sheet, String table) {
    return switch (table) {
      case "gateways" -> sheet.gateways();
      case "classes" -> sheet.classes();
      case "assets" -> sheet.assets();
      case "channels" -> sheet.channels();
      case "limits" -> sheet.limits();
      case "models" -> sheet.models();
      case "sources" -> sheet.sources();
      case "recordings" -> sheet.recordings();
      default -> throw new IllegalArgumentException("no table " + table);
    };
  }

  static List<String> columns(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  static Set<String> allColumns() {
    Set<String> columns = new LinkedHashSet<>();
    TYPES.values().forEach(type -> columns.addAll(columns(type)));
    return columns;
  }

  /** What stands in a row, by column; empty cells left out. */
  static Map<String, Object> cells(Record row) {
    Map<String, Object> cells = new LinkedHashMap<>();
    for (RecordComponent component : row.getClass().getRecordComponents()) {
      try {
        Object value = component.getAccessor().invoke(row);
        if (value != null) {
          cells.put(component.getName(), value);
        }
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component + " cannot be read", e);
      }
    }
    return cells;
  }
}
