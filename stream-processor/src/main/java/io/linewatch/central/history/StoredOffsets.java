package io.linewatch.central.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/** Up to which record history is written; the only truth about it. */
final class StoredOffsets {
  private StoredOffsets() {}

  /** The stored offset of every partition; one that is new is stored at 0. */
  static Map<TopicPartition, Long> load(DataSource database, Collection<TopicPartition> partitions)
      throws SQLException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into consumer_offset (topic, partition, next_offset) values (?, ?, 0) on conflict do nothing");
        PreparedStatement select =
            connection.prepareStatement(
                "select next_offset from consumer_offset where topic = ? and partition = ?")) {
      for (TopicPartition partition : partitions) {
        insert.setString(1, partition.topic());
        insert.setInt(2, partition.partition());
        insert.executeUpdate();
        select.setString(1, partition.topic());
        select.setInt(2, partition.partition());
        try (ResultSet rows = select.executeQuery()) {
          rows.next();
          offsets.put(partition, rows.getLong(1));
        }
      }
    }
    return offsets;
  }
}
