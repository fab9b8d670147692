package io.linewatch.edge.outbox;

import io.linewatch.domain.plant.AssetPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that wait. All methods run on the thread that owns the connection. */
final class OutboxTables {
  private static final int SCHEMA_VERSION = 1;

  private final Connection connection;
  private final WaitingTotals waiting = new WaitingTotals();

  OutboxTables(Connection connection) throws SQLException {
    this.connection = connection;
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT lane, count(*), sum(bytes) FROM outbox GROUP BY lane")) {
      while (result.next()) {
        waiting.add(result.getInt(1), result.getLong(2), result.getLong(3));
      }
    }
  }

  /** What waits, kept in step with the rows; rolled back with the transaction. */
  WaitingTotals totals() {
    return waiting;
  }

  /** Runs a deleting statement and takes what it deleted off the totals. */
  private void forget(PreparedStatement delete) throws SQLException {
    try (ResultSet gone = delete.executeQuery()) {
      while (gone.next()) {
        waiting.add(gone.getInt(1), -1, -gone.getLong(2));
      }
    }
  }

  static void create(Statement statement) throws SQLException {
    statement.execute(
        "CREATE TABLE IF NOT EXISTS meta(name TEXT PRIMARY KEY, value TEXT NOT NULL)");
    statement.execute(
        """
        CREATE TABLE IF NOT EXISTS outbox(
          sequence INTEGER PRIMARY KEY AUTOINCREMENT,
          lane INTEGER NOT NULL, topic TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL,
          created INTEGER NOT NULL, bytes INTEGER NOT NULL, replaces TEXT,
          stream TEXT, asset TEXT, first_micros INTEGER, last_micros INTEGER, items INTEGER)
        """);
    statement.execute("CREATE INDEX IF NOT EXISTS outbox_lane ON outbox(lane, sequence)");
    statement.execute(
        "CREATE INDEX IF NOT EXISTS outbox_replaces ON outbox(replaces) WHERE replaces IS NOT NULL");
    statement.execute(
        """
        CREATE TABLE IF NOT EXISTS detector_state(
          detector TEXT PRIMARY KEY, state TEXT NOT NULL, active BLOB)
        """);
    statement.execute(
        """
        CREATE TABLE IF NOT EXISTS gap(
          stream TEXT NOT NULL, reason TEXT NOT NULL, asset TEXT,
          first_micros INTEGER NOT NULL, last_micros INTEGER NOT NULL, items INTEGER NOT NULL,
          PRIMARY KEY(stream, reason))
        """);
    statement.execute(
        """
        CREATE TABLE IF NOT EXISTS refused(
          sequence INTEGER PRIMARY KEY, topic TEXT NOT NULL, key TEXT NOT NULL,
          value BLOB NOT NULL, reason TEXT NOT NULL, time INTEGER NOT NULL)
        """);
    statement.execute("INSERT OR IGNORE INTO meta VALUES('schema', '" + SCHEMA_VERSION + "')");
    try (ResultSet result =
        statement.executeQuery("SELECT value FROM meta WHERE name = 'schema'")) {
      String version = result.next() ? result.getString(1) : "";
      if (!version.equals(Integer.toString(SCHEMA_VERSION))) {
        throw new SQLException(
            "the outbox was written by another version of the agent (schema "
                + version
                + ", this one knows "
                + SCHEMA_VERSION
                + "): start that version, let it empty the outbox, then upgrade");
      }
    }
  }

  @Nullable String meta(String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet result = select.executeQuery()) {
        return result.next() ? result.getString(1) : null;
      }
    }
  }

  void meta(String name, String value) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT OR REPLACE INTO meta VALUES(?, ?)")) {
      insert.setString(1, name);
      insert.setString(2, value);
      insert.executeUpdate();
    }
  }

  void insert(Collection<NewRow> rows, Instant now) throws SQLException {
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO outbox(lane, topic, key, value, created, bytes, replaces, stream, asset,"
                    + " first_micros, last_micros, items) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)");
        PreparedStatement replace =
            connection.prepareStatement(
                "DELETE FROM outbox WHERE replaces = ? RETURNING lane, bytes")) {
      for (NewRow row : rows) {
        if (row.replaces() != null) {
          replace.setString(1, row.replaces());
          forget(replace);
        }
        insert.setInt(1, row.lane().code);
        insert.setString(2, row.topic());
        insert.setString(3, row.key());
        insert.setBytes(4, row.value());
        insert.setLong(5, now.toEpochMilli());
        insert.setLong(6, row.bytes());
        insert.setString(7, row.replaces());
        bindSpan(insert, row.span());
        insert.executeUpdate();
        waiting.add(row.lane().code, 1, row.bytes());
      }
    }
  }

  private static void bindSpan(PreparedStatement insert, NewRow.@Nullable Span span)
      throws SQLException {
    insert.setString(8, span == null ? null : span.stream());
    insert.setString(9, span == null ? null : span.asset().toString());
    insert.setObject(10, span == null ? null : span.firstMicros());
    insert.setObject(11, span == null ? null : span.lastMicros());
    insert.setObject(12, span == null ? null : span.count());
  }

  /** The rows to send next: the most urgent lane first, each lane in rising sequence. */
  List<OutboxRow> waiting(int maxRows, long maxBytes) throws SQLException {
    List<OutboxRow> rows = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT sequence, topic, key, value, created FROM outbox"
                + " ORDER BY lane, sequence LIMIT ?")) {
      select.setInt(1, maxRows);
      try (ResultSet result = select.executeQuery()) {
        long bytes = 0;
        while (result.next()) {
          OutboxRow row =
              new OutboxRow(
                  result.getLong(1),
                  result.getString(2),
                  result.getString(3),
                  result.getBytes(4),
                  Instant.ofEpochMilli(result.getLong(5)));
          bytes += row.value().length;
          if (!rows.isEmpty() && bytes > maxBytes) {
            break;
          }
          rows.add(row);
        }
      }
    }
    return rows;
  }

  void delete(Collection<Long> sequences) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM outbox WHERE sequence = ? RETURNING lane, bytes")) {
      for (long sequence : sequences) {
        delete.setLong(1, sequence);
        forget(delete);
      }
    }
  }

  /**
   * Gives every waiting row of a topic from {@code sequence} on a new, higher sequence, keeping
   * their order: for the case that a later record reached the broker before an earlier one.
   */
  void renumber(String topic, long sequence) throws SQLException {
    long last;
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'outbox'")) {
      last = result.next() ? result.getLong(1) : 0;
    }
    String columns =
        "lane, topic, key, value, created, bytes, replaces, stream, asset, first_micros, last_micros,"
            + " items";
    try (PreparedStatement copy =
            connection.prepareStatement(
                "INSERT INTO outbox("
                    + columns
                    + ") SELECT "
                    + columns
                    + " FROM outbox"
                    + " WHERE topic = ? AND sequence BETWEEN ? AND ? ORDER BY sequence");
        PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM outbox WHERE topic = ? AND sequence BETWEEN ? AND ?")) {
      for (PreparedStatement statement : List.of(copy, delete)) {
        statement.setString(1, topic);
        statement.setLong(2, sequence);
        statement.setLong(3, last);
        statement.executeUpdate();
      }
    }
  }

  /**
   * Puts a record that the broker will never take where people can look at it.
   *
   * @return the stretch of a series it held; null for other records
   */
  NewRow.@Nullable Span refuse(long sequence, String reason, Instant now) throws SQLException {
    NewRow.Span span = span(sequence);
    try (PreparedStatement copy =
            connection.prepareStatement(
                "INSERT OR REPLACE INTO refused SELECT sequence, topic, key, value, ?, ?"
                    + " FROM outbox WHERE sequence = ?");
        PreparedStatement bound =
            connection.prepareStatement(
                "DELETE FROM refused WHERE sequence NOT IN"
                    + " (SELECT sequence FROM refused ORDER BY sequence DESC LIMIT 100)")) {
      copy.setString(1, reason);
      copy.setLong(2, now.toEpochMilli());
      copy.setLong(3, sequence);
      copy.executeUpdate();
      bound.executeUpdate();
    }
    delete(List.of(sequence));
    return span;
  }

  private NewRow.@Nullable Span span(long sequence) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT lane, bytes, stream, asset, first_micros, last_micros, items FROM outbox"
                + " WHERE sequence = ? AND stream IS NOT NULL")) {
      select.setLong(1, sequence);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? span(row) : null;
      }
    }
  }

  private static NewRow.Span span(ResultSet row) throws SQLException {
    return new NewRow.Span(
        row.getString("stream"),
        AssetPath.of(row.getString("asset")),
        row.getLong("first_micros"),
        row.getLong("last_micros"),
        row.getLong("items"));
  }

  @Nullable Instant oldest() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT created FROM outbox ORDER BY sequence LIMIT 1")) {
      return result.next() ? Instant.ofEpochMilli(result.getLong(1)) : null;
    }
  }

  /**
   * Drops waiting series, oldest first, until at least {@code bytes} are free.
   *
   * @return what was dropped; shorter than asked for when there are no more series
   */
  List<NewRow.Span> dropSeries(long bytes) throws SQLException {
    List<NewRow.Span> dropped = new ArrayList<>();
    long freed = 0;
    while (freed < bytes) {
      long before = waiting.bytes();
      try (Statement statement = connection.createStatement();
          ResultSet gone =
              statement.executeQuery(
                  "DELETE FROM outbox WHERE sequence IN (SELECT sequence FROM outbox WHERE lane = "
                      + Lane.SERIES.code
                      + " ORDER BY sequence LIMIT 16)"
                      + " RETURNING lane, bytes, stream, asset, first_micros, last_micros, items")) {
        while (gone.next()) {
          waiting.add(gone.getInt(1), -1, -gone.getLong(2));
          dropped.add(span(gone));
        }
      }
      if (waiting.bytes() == before) {
        break;
      }
      freed += before - waiting.bytes();
    }
    return dropped;
  }
}
