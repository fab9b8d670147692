package io.linewatch.central.history;

import io.linewatch.central.history.HistoryRows.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** One batch of an import, within its transaction. */
final class ImportBatch {
  private ImportBatch() {}

  /**
   * @return false when the import does not stand in front of this batch: another program writes it
   */
  static boolean write(Handle handle, long importId, int batch, List<ImportedBlock> blocks) {
    if (!ImportRows.moveTo(handle, importId, batch)) {
      return false;
    }
    ImportOverlap.Rest rest = ImportOverlap.without(handle, blocks);
    Map<HistoryRows, List<Row>> rows = new EnumMap<>(HistoryRows.class);
    for (ImportedBlock block : rest.blocks()) {
      add(rows, RecordRows.importedBlock(block, importId, batch));
      add(rows, new Row(HistoryRows.IMPORT_SERIES, List.of(importId, block.block().series())));
      add(rows, RecordRows.series(block.block()));
    }
    BulkCopy copy = new BulkCopy(handle.getConnection());
    try {
      copy(copy, rows, HistoryRows.IMPORTED_BLOCK);
      copy(copy, rows, HistoryRows.IMPORT_SERIES);
      // Last, because live history waits for these rows.
      copy(copy, rows, HistoryRows.SERIES);
    } catch (SQLException e) {
      throw new HistoryUnavailable("the import could not be written: " + e.getMessage(), e);
    }
    ImportRows.add(handle, importId, rest);
    return true;
  }

  private static void add(Map<HistoryRows, List<Row>> rows, Row row) {
    rows.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(row);
  }

  private static void copy(BulkCopy copy, Map<HistoryRows, List<Row>> rows, HistoryRows table)
      throws SQLException {
    copy.into(table.table(), RowMerge.lastOfEach(rows.getOrDefault(table, List.of())));
  }
}
