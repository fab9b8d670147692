package io.linewatch.central.history;

import io.linewatch.central.history.HistoryRows.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Of several rows with one primary key the last stays, as one statement may touch a row once. */
final class RowMerge {
  private RowMerge() {}

  /** Values of rows of one table, in the order in which their keys first came. */
  static List<List<@Nullable Object>> lastOfEach(List<Row> rows) {
    Map<List<Object>, Row> byKey = new LinkedHashMap<>();
    for (Row row : rows) {
      byKey.merge(row.table().key(row), row, (earlier, later) -> row.table().merge(earlier, later));
    }
    List<List<@Nullable Object>> values = new ArrayList<>(byKey.size());
    byKey.values().forEach(row -> values.add(row.values()));
    return values;
  }
}
