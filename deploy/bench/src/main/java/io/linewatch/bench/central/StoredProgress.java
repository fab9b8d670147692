package io.linewatch.bench.central;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How far a contender's tables are, as committed. One thread. */
final class StoredProgress implements AutoCloseable {
  private final Connection connection;
  private final String schema;

  StoredProgress(String url, String user, String password, String schema) throws SQLException {
    this.connection = DriverManager.getConnection(url, user, password);
    this.schema = schema;
  }

  /** Rows of each table. */
  record Rows(long findings, long events, long blocks) {
    Rows minus(Rows earlier) {
      return new Rows(
          findings - earlier.findings, events - earlier.events, blocks - earlier.blocks);
    }
  }

  /** Sum of the offsets of a topic's partitions; 0 before the first start. Cheap. */
  long offset(String topic) throws SQLException {
    return number(
        "select coalesce(sum(next_offset), 0) from %s.consumer_offset where topic = ?", topic);
  }

  /** Whether a contender has made its tables yet. */
  boolean isThere() throws SQLException {
    return number(
            "select count(*) from pg_tables where schemaname || '.' || tablename = ?",
            schema + ".consumer_offset")
        > 0;
  }

  /** Counts every row; for the end of a round. */
  Rows rows() throws SQLException {
    return new Rows(count("finding"), count("alert_event"), count("series_block"));
  }

  private long count(String table) throws SQLException {
    return number("select count(*) from %s." + table, null);
  }

  private long number(String sql, @Nullable String parameter) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql.formatted(schema))) {
      if (parameter != null) {
        query.setString(1, parameter);
      }
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
