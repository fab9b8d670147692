package io.linewatch.central.history;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tables of history, and what a row does to the one that is there. Each is harmless when
 * repeated: ids are unique, and an older state never overwrites a newer one.
 */
enum HistoryRows {
  ALERT(
      "alert",
      "id, source, asset, gateway, revision, active, acknowledged, latched, shelved, open,"
          + " alarm_class, severity, highest_severity, raised_at, changed_at, cleared_at, body",
      """
      on conflict (id) do update set (source, asset, gateway, revision, active, acknowledged, latched,
        shelved, open, alarm_class, severity, highest_severity, raised_at, changed_at, cleared_at, body) =
        (excluded.source, excluded.asset, excluded.gateway, excluded.revision, excluded.active,
        excluded.acknowledged, excluded.latched, excluded.shelved, excluded.open, excluded.alarm_class,
        excluded.severity, excluded.highest_severity, excluded.raised_at, excluded.changed_at,
        excluded.cleared_at, excluded.body)
      where excluded.revision >= alert.revision
      """,
      1),
  ALERT_EVENT(
      "alert_event", "alert_id, revision, transition, time, body", "on conflict do nothing", 3),
  FINDING("finding", "id, asset, gateway, subject, time, body", "on conflict do nothing", 1),
  GAP(
      "gap",
      "id, asset, gateway, stream, from_time, to_time, time, body",
      "on conflict do nothing",
      1),
  GATEWAY_STATUS(
      "gateway_status",
      "gateway, time, body",
      """
      on conflict (gateway) do update set time = excluded.time, body = excluded.body
      """,
      1),
  SERIES(
      "series",
      "series, unit, from_time, to_time",
      """
      on conflict (series) do update set
        unit = case when excluded.to_time >= series.to_time then excluded.unit else series.unit end,
        from_time = least(series.from_time, excluded.from_time),
        to_time = greatest(series.to_time, excluded.to_time)
      where excluded.from_time < series.from_time or excluded.to_time > series.to_time
      """,
      1),
  SERIES_BLOCK(
      "series_block",
      "series, minute, gateway, epoch, sequence, complete, samples, least, least_at, greatest,"
          + " greatest_at, least_quality, greatest_quality, body",
      "on conflict do nothing",
      5),
  IMPORTED_BLOCK(
      "series_block",
      "series, minute, gateway, epoch, sequence, complete, samples, least, least_at, greatest,"
          + " greatest_at, least_quality, greatest_quality, body, import_id, holds_minutes",
      "on conflict do nothing",
      5),
  IMPORT_SERIES("history_import_series", "import_id, series", "on conflict do nothing", 2);

  private final String table;
  private final String columns;
  private final String conflict;
  private final int keyColumns;

  /**
   * @param keyColumns how many of the first columns are the primary key
   */
  HistoryRows(String table, String columns, String conflict, int keyColumns) {
    this.table = table;
    this.columns = columns;
    this.conflict = conflict;
    this.keyColumns = keyColumns;
  }

  CopyTable table() {
    return new CopyTable(table, columns, conflict);
  }

  /** Values of the primary key. */
  List<Object> key(Row row) {
    List<Object> key = new ArrayList<>(keyColumns);
    for (int i = 0; i < keyColumns; i++) {
      key.add(Objects.requireNonNull(row.values().get(i)));
    }
    return key;
  }

  /** One row instead of two with the same key: the later, but a series covers both spans. */
  Row merge(Row earlier, Row later) {
    return switch (this) {
      case SERIES -> {
        List<@Nullable Object> values = new ArrayList<>(later.values());
        values.set(2, at(earlier, 2).isBefore(at(later, 2)) ? at(earlier, 2) : at(later, 2));
        values.set(3, at(earlier, 3).isAfter(at(later, 3)) ? at(earlier, 3) : at(later, 3));
        yield new Row(this, values);
      }
      case ALERT ->
          (Long) Objects.requireNonNull(later.values().get(4))
                  >= (Long) Objects.requireNonNull(earlier.values().get(4))
              ? later
              : earlier;
      // The topic's order says which is newer; a clock that was ahead would say otherwise.
      case GATEWAY_STATUS -> later;
      default -> earlier;
    };
  }

  private static OffsetDateTime at(Row row, int column) {
    return (OffsetDateTime) Objects.requireNonNull(row.values().get(column));
  }

  /** One row of one table, its values in the order of the statement. */
  record Row(HistoryRows table, List<@Nullable Object> values) {}
}
