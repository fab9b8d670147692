package io.linewatch.central.history;

import io.linewatch.central.history.HistoryItem.Refused;
import io.linewatch.central.history.HistoryItem.Stored;
import io.linewatch.central.history.HistoryRows.Row;
import io.linewatch.central.kafka.Refusal;
import io.linewatch.central.kafka.Refusal.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes one batch: the rows of its records and the offsets they end at, in one transaction.
 * Offsets move by compare-and-set, so of two writers that believe themselves alone one writes and
 * the other learns it.
 */
final class HistoryBatch {
  private static final String MOVE =
      "update consumer_offset set next_offset = ? where topic = ? and partition = ? and next_offset = ?";

  private HistoryBatch() {}

  /** Where a partition stands in the database, and where it will. */
  record Step(TopicPartition partition, long from, long to) {}

  /** Another writer has moved the offsets; this one must stop. */
  static final class TakenOver extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1;

    TakenOver(TopicPartition partition) {
      super("another processor writes history of " + partition);
    }
  }

  /**
   * Leaves the transaction open, so that dead letters can be sent before it is committed.
   *
   * @return records PostgreSQL cannot store
   */
  static List<Refused> write(Connection connection, List<Stored> items, List<Step> steps)
      throws SQLException, TakenOver {
    move(connection, steps);
    Savepoint before = connection.setSavepoint();
    BulkCopy copy = new BulkCopy(connection);
    try {
      insert(copy, items);
      return List.of();
    } catch (SQLException e) {
      if (!isAboutData(e)) {
        throw e;
      }
      connection.rollback(before);
      return oneByOne(connection, copy, items);
    }
  }

  private static void move(Connection connection, List<Step> steps) throws SQLException, TakenOver {
    List<Step> ordered =
        steps.stream().sorted(Comparator.comparing(step -> step.partition().toString())).toList();
    try (PreparedStatement update = connection.prepareStatement(MOVE)) {
      for (Step step : ordered) {
        update.setLong(1, step.to());
        update.setString(2, step.partition().topic());
        update.setInt(3, step.partition().partition());
        update.setLong(4, step.from());
        update.addBatch();
      }
      int[] moved = update.executeBatch();
      for (int i = 0; i < moved.length; i++) {
        if (moved[i] == 0) {
          throw new TakenOver(ordered.get(i).partition());
        }
      }
    }
  }

  private static void insert(BulkCopy copy, List<Stored> items) throws SQLException {
    Map<HistoryRows, List<Row>> byTable = new EnumMap<>(HistoryRows.class);
    for (Stored item : items) {
      for (Row row : item.rows()) {
        byTable.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(row);
      }
    }
    for (Map.Entry<HistoryRows, List<Row>> table : byTable.entrySet()) {
      copy.into(table.getKey().table(), RowMerge.lastOfEach(table.getValue()));
    }
  }

  private static List<Refused> oneByOne(Connection connection, BulkCopy copy, List<Stored> items)
      throws SQLException {
    List<Refused> refused = new ArrayList<>();
    for (Stored item : items) {
      Savepoint before = connection.setSavepoint();
      try {
        insert(copy, List.of(item));
        connection.releaseSavepoint(before);
      } catch (SQLException e) {
        if (!isAboutData(e)) {
          throw e;
        }
        connection.rollback(before);
        String message = "the database cannot store it: " + e.getMessage();
        refused.add(new Refused(item.record(), new Refusal(Reason.NOT_STORABLE, message), true));
      }
    }
    return refused;
  }

  /** SQLSTATE classes 22 (data exception) and 23 (integrity): the record's fault, for ever. */
  private static boolean isAboutData(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String state = cause instanceof SQLException sql ? sql.getSQLState() : null;
      if (state != null && (state.startsWith("22") || state.startsWith("23"))) {
        return true;
      }
    }
    return false;
  }
}
