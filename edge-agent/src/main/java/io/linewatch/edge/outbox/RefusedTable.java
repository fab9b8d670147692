package io.linewatch.edge.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The last hundred records that the broker will never take, for people to look at. */
final class RefusedTable {
  private static final String TABLE = "refused";
  private static final int KEPT = 100;

  private final Connection connection;
  private final Seal seal;

  RefusedTable(Connection connection, Seal seal) {
    this.connection = connection;
    this.seal = seal;
  }

  void add(OutboxRow row, String reason, Instant now) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO refused(sequence, topic, key, value, reason, time, digest)"
                    + " VALUES(?,?,?,?,?,?,?)");
        PreparedStatement bound =
            connection.prepareStatement(
                "DELETE FROM refused WHERE sequence NOT IN"
                    + " (SELECT sequence FROM refused ORDER BY sequence DESC LIMIT "
                    + KEPT
                    + ") RETURNING digest")) {
      long time = now.toEpochMilli();
      long digest = digest(row.sequence(), row.topic(), row.key(), row.value(), reason, time);
      insert.setLong(1, row.sequence());
      insert.setString(2, row.topic());
      insert.setString(3, row.key());
      insert.setBytes(4, row.value());
      insert.setString(5, reason);
      insert.setLong(6, time);
      insert.setLong(7, digest);
      insert.executeUpdate();
      seal.add(digest);
      seal.removeAll(bound);
    }
  }

  void check(Tally tally) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT digest, sequence, topic, key, value, reason, time FROM refused");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        tally.row(
            TABLE,
            row.getLong(1),
            digest(
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getBytes(5),
                row.getString(6),
                row.getLong(7)));
      }
    }
  }

  private static long digest(
      long sequence, String topic, String key, byte[] value, String reason, long time) {
    return new RowDigest(TABLE)
        .number(sequence)
        .text(topic)
        .text(key)
        .bytes(value)
        .text(reason)
        .number(time)
        .value();
  }
}
