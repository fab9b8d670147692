package io.linewatch.central.history;

import io.linewatch.central.history.HistoryItem.Stored;
import io.linewatch.central.history.HistoryRows.Row;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.wire.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * History without PostgreSQL: which rows a record becomes and how rows of one batch are merged is
 * the product's, what the database does with a row that is there already is said here again in
 * Java. {@code HistoryBatchTest} holds the SQL to the same.
 */
public final class HistoryTables {
  private final HistoryRecords records;
  private final Map<HistoryRows, Map<List<Object>, Row>> tables = new EnumMap<>(HistoryRows.class);

  /** The same row is read again after every batch. */
  private final Map<JsonText, AlertEvent> decoded = new HashMap<>();

  public HistoryTables(GatewayKeys keys, InstantSource clock) {
    records = new HistoryRecords(keys, clock);
  }

  public void desired(ConsumerRecord<byte[], byte[]> document) {
    records.desired(document);
  }

  /** The rows of a batch; what history refuses leaves none. */
  public void write(List<ConsumerRecord<byte[], byte[]>> batch) {
    Map<HistoryRows, List<Row>> byTable = new EnumMap<>(HistoryRows.class);
    for (ConsumerRecord<byte[], byte[]> record : batch) {
      if (records.read(record) instanceof Stored stored) {
        stored
            .rows()
            .forEach(row -> byTable.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(row));
      }
    }
    byTable.forEach(
        (table, rows) -> RowMerge.lastOfEach(rows).forEach(values -> put(new Row(table, values))));
  }

  private void put(Row row) {
    Map<List<Object>, Row> table = tables.computeIfAbsent(row.table(), _ -> new LinkedHashMap<>());
    table.merge(
        row.table().key(row),
        row,
        (there, comes) ->
            row.table() == HistoryRows.ALERT && revision(comes) >= revision(there) ? comes : there);
  }

  private static long revision(Row alert) {
    return (Long) Objects.requireNonNull(alert.values().get(4));
  }

  /** The last event of every alert. */
  public List<AlertEvent> alerts() {
    return events(HistoryRows.ALERT);
  }

  /** Every event of every alert. */
  public List<AlertEvent> alertEvents() {
    return events(HistoryRows.ALERT_EVENT);
  }

  private List<AlertEvent> events(HistoryRows table) {
    return tables.getOrDefault(table, Map.of()).values().stream()
        .map(row -> (JsonText) Objects.requireNonNull(row.values().getLast()))
        .map(body -> decoded.computeIfAbsent(body, HistoryTables::decode))
        .toList();
  }

  private static AlertEvent decode(JsonText body) {
    return Topics.ALERTS.codec().decode(body.utf8());
  }
}
