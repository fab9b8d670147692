package io.linewatch.central.history;

import io.linewatch.central.history.HistoryRows.Row;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.finding.Finding;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.series.SeriesCodec;
import io.linewatch.domain.wire.Topics;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Loads generated or imported history in bulk by COPY. What is there already stays. One thread.
 * Throws {@link HistoryUnavailable} when PostgreSQL is away; a call is all or nothing.
 */
public final class HistoryLoader {
  /** The epoch under which loaded blocks are filed; no outbox ever draws it. */
  static final String EPOCH = "loaded";

  /** Records held in memory at a time. */
  private static final int CHUNK = 5000;

  private final DataSource database;

  public HistoryLoader(DataSource database) {
    this.database = database;
  }

  /**
   * Transitions, each alert's in order; the last one of an alert is its state.
   *
   * @return transitions read
   */
  public long loadAlerts(Stream<AlertEvent> events) {
    return load(
        events,
        event -> {
          JsonText json = new JsonText(Topics.ALERTS.codec().encode(event));
          return List.of(RecordRows.alertEvent(event, json), RecordRows.alert(event, json));
        },
        event -> null);
  }

  /**
   * @return findings read
   */
  public long loadFindings(Stream<Finding> findings) {
    return load(
        findings,
        finding -> {
          JsonText json = new JsonText(Topics.FINDINGS.codec().encode(finding));
          return List.of(
              finding instanceof GapFinding gap
                  ? RecordRows.gap(gap, json)
                  : RecordRows.finding(finding, json));
        },
        finding -> null);
  }

  /**
   * Blocks in any order; partitions are made as needed.
   *
   * @return blocks read
   */
  public long loadSeries(Stream<SeriesBlock> blocks) {
    return load(
        blocks,
        block ->
            List.of(
                RecordRows.seriesBlock(block, EPOCH, block.part(), SeriesCodec.encode(block)),
                RecordRows.series(block)),
        block -> SeriesPartitions.dayOf(block.minute()));
  }

  private <T> long load(Stream<T> items, Function<T, List<Row>> rows, DayOf<T> dayOf) {
    SeriesPartitions partitions = new SeriesPartitions(database);
    long count = 0;
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        BulkCopy copy = new BulkCopy(connection);
        List<T> chunk = new ArrayList<>(CHUNK);
        for (var iterator = items.iterator(); iterator.hasNext(); ) {
          chunk.add(iterator.next());
          if (chunk.size() == CHUNK || !iterator.hasNext()) {
            copy(copy, partitions, chunk, rows, dayOf);
            count += chunk.size();
            chunk.clear();
          }
        }
        connection.commit();
        return count;
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new HistoryUnavailable("history could not be loaded: " + e.getMessage(), e);
    }
  }

  private static <T> void copy(
      BulkCopy copy,
      SeriesPartitions partitions,
      List<T> chunk,
      Function<T, List<Row>> rows,
      DayOf<T> dayOf)
      throws SQLException {
    Set<LocalDate> days = new HashSet<>();
    Map<HistoryRows, List<Row>> byTable = new HashMap<>();
    for (T item : chunk) {
      LocalDate day = dayOf.apply(item);
      if (day != null) {
        days.add(day);
      }
      for (Row row : rows.apply(item)) {
        byTable.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(row);
      }
    }
    if (!partitions.ensure(days).isEmpty()) {
      throw new SQLException("too many days of series: " + SeriesPartitions.MAX_PARTITIONS);
    }
    for (Map.Entry<HistoryRows, List<Row>> table : byTable.entrySet()) {
      copy.into(table.getKey().table(), RowMerge.lastOfEach(table.getValue()));
    }
  }

  /** Which day's partition an item needs; null for none. */
  @FunctionalInterface
  private interface DayOf<T> {
    @org.jspecify.annotations.Nullable
    LocalDate apply(T item);
  }
}
