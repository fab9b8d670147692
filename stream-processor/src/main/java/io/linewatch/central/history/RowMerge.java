package io.linewatch.central.history;

import io.linewatch.central.history.HistoryRows.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Of several rows with one primary key the last stays, as one statement may touch a row once. */
final class RowMerge {
  private RowMerge() {}

  /** Rows of one table, in the order in which their keys first came. */
  static List<Row> lastOfEach(List<Row> rows) {
    Map<List<Object>, Row> byKey = new LinkedHashMap<>();
    for (Row row : rows) {
      byKey.merge(
          List.copyOf(row.table().key(row)),
          row,
          (earlier, later) -> row.table().merge(earlier, later));
    }
    return new ArrayList<>(byKey.values());
  }
}
