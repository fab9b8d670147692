package io.linewatch.central.history;

import io.linewatch.central.history.HistoryBatch.Step;
import io.linewatch.central.history.HistoryBatch.TakenOver;
import io.linewatch.central.history.HistoryItem.Refused;
import io.linewatch.central.history.HistoryItem.Stored;
import io.linewatch.central.kafka.Refusal;
import io.linewatch.central.kafka.Refusal.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/**
 * Writes batches in the order they come, each in one transaction with the offsets it ends at, which
 * move by compare-and-set from where the batch before ended. After any failure nothing may be
 * written until the offsets are read again. Used by one thread at a time.
 */
final class BatchWriter {
  private final DataSource database;
  private final SeriesPartitions partitions;
  private final HistoryDeadLetters deadLetters;
  private final Map<TopicPartition, Long> offsets;

  /**
   * @param offsets where each partition stands in the database
   */
  BatchWriter(
      DataSource database,
      SeriesPartitions partitions,
      HistoryDeadLetters deadLetters,
      Map<TopicPartition, Long> offsets) {
    this.database = database;
    this.partitions = partitions;
    this.deadLetters = deadLetters;
    this.offsets = new HashMap<>(offsets);
  }

  /** What became of a batch's records. */
  record Written(List<Stored> stored, List<Refused> refused) {}

  /** All of the batch, or nothing. */
  Written write(ReadBatch batch) throws SQLException, TakenOver {
    List<Stored> stored = new ArrayList<>(batch.stored());
    List<Refused> refused = new ArrayList<>(batch.refused());
    refuseImpossibleDays(stored, refused);
    List<Step> steps = new ArrayList<>();
    batch
        .ends()
        .forEach((partition, end) -> {
          Long from = offsets.get(partition);
          if (from != null) {
            steps.add(new Step(partition, from, end));
          }
        });
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        refused.addAll(HistoryBatch.write(connection, stored, steps));
        deadLetters.send(refused);
        connection.commit();
      } catch (SQLException | TakenOver | RuntimeException e) {
        connection.rollback();
        throw e;
      }
    }
    steps.forEach(step -> offsets.put(step.partition(), step.to()));
    return new Written(stored, refused);
  }

  private void refuseImpossibleDays(List<Stored> stored, List<Refused> refused)
      throws SQLException {
    Set<LocalDate> days = new TreeSet<>();
    for (Stored item : stored) {
      if (item.day() != null) {
        days.add(item.day());
      }
    }
    Set<LocalDate> impossible = partitions.ensure(days);
    if (impossible.isEmpty()) {
      return;
    }
    stored.removeIf(item -> {
      boolean refuse = item.day() != null && impossible.contains(item.day());
      if (refuse) {
        String message = "history holds %d days already".formatted(SeriesPartitions.MAX_PARTITIONS);
        refused.add(new Refused(item.record(), new Refusal(Reason.NOT_STORABLE, message), true));
      }
      return refuse;
    });
  }
}
