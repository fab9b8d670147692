package io.linewatch.edge.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The rows that wait. All methods run on the thread that owns the connection. */
final class WaitingTable {
  private static final int RENUMBERED_AT_ONCE = 1_000;
  private static final int DROPPED_AT_ONCE = 16;
  private static final int DELETED_AT_ONCE = 32;

  private final Connection connection;
  private final Seal seal;
  private final WaitingTotals totals = new WaitingTotals();

  WaitingTable(Connection connection, Seal seal) throws SQLException {
    this.connection = connection;
    this.seal = seal;
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT lane, count(*), sum(bytes) FROM outbox GROUP BY lane")) {
      while (result.next()) {
        totals.add(result.getInt(1), result.getLong(2), result.getLong(3));
      }
    }
  }

  /** What waits, kept in step with the rows; rolled back with the transaction. */
  WaitingTotals totals() {
    return totals;
  }

  /** Runs a deletion that returns digest, lane and bytes, and takes them off. */
  private void forget(PreparedStatement delete) throws SQLException {
    try (ResultSet gone = delete.executeQuery()) {
      while (gone.next()) {
        forget(gone);
      }
    }
  }

  private void forget(ResultSet gone) throws SQLException {
    seal.remove(gone.getLong(1));
    totals.add(gone.getInt(2), -1, -gone.getLong(3));
  }

  void insert(Collection<NewRow> rows, Instant now) throws SQLException {
    long created = now.toEpochMilli();
    try (PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO outbox("
                    + WaitingRow.COLUMNS
                    + ") VALUES("
                    + WaitingRow.PLACES
                    + ")");
        PreparedStatement replace =
            connection.prepareStatement(
                "DELETE FROM outbox WHERE replaces = ? RETURNING digest, lane, bytes")) {
      for (NewRow row : rows) {
        if (row.replaces() != null) {
          replace.setString(1, row.replaces());
          forget(replace);
        }
        long sequence = seal.nextSequence();
        long digest = WaitingRow.placed(row.digest(), sequence, created);
        WaitingRow.bind(insert, row, sequence, digest, created);
        insert.executeUpdate();
        seal.add(digest);
        totals.add(row.lane().code, 1, row.bytes());
      }
    }
  }

  /**
   * The rows to send next: the most urgent lane first, each lane in rising sequence.
   *
   * @throws SQLException also when a row is not what was written
   */
  List<OutboxRow> first(int maxRows, long maxBytes) throws SQLException {
    List<OutboxRow> rows = new ArrayList<>();
    Tally tally = new Tally();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + WaitingRow.COLUMNS + " FROM outbox ORDER BY lane, sequence LIMIT ?")) {
      select.setInt(1, maxRows);
      try (ResultSet result = select.executeQuery()) {
        long bytes = 0;
        while (result.next()) {
          OutboxRow row = WaitingRow.checked(result, tally);
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

  void check(Tally tally) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT " + WaitingRow.COLUMNS + " FROM outbox");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        var _ = WaitingRow.checked(row, tally);
      }
    }
  }

  void delete(Collection<Long> sequences) throws SQLException {
    List<Long> all = List.copyOf(sequences);
    int many = all.size() - all.size() % DELETED_AT_ONCE;
    delete(all.subList(0, many), DELETED_AT_ONCE);
    delete(all.subList(many, all.size()), 1);
  }

  /** A statement has its price, whatever it deletes; what it tells of each row is needed. */
  private void delete(List<Long> sequences, int atOnce) throws SQLException {
    if (sequences.isEmpty()) {
      return;
    }
    String places = String.join(",", Collections.nCopies(atOnce, "?"));
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM outbox WHERE sequence IN ("
                + places
                + ") RETURNING digest, lane, bytes")) {
      for (int from = 0; from < sequences.size(); from += atOnce) {
        for (int i = 0; i < atOnce; i++) {
          delete.setLong(1 + i, sequences.get(from + i));
        }
        forget(delete);
      }
    }
  }

  /**
   * Gives every waiting row of a topic from {@code sequence} on a new, higher sequence, keeping
   * their order: for the case that a later record reached the broker before an earlier one.
   */
  void renumber(String topic, long sequence) throws SQLException {
    long last = seal.sequence();
    Map<Long, Long> digests = digests(topic, sequence, last);
    while (!digests.isEmpty()) {
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE outbox SET sequence = ?, digest = ? WHERE sequence = ?")) {
        for (Map.Entry<Long, Long> row : digests.entrySet()) {
          long next = seal.nextSequence();
          long digest = row.getValue() ^ RowDigest.spread(row.getKey()) ^ RowDigest.spread(next);
          update.setLong(1, next);
          update.setLong(2, digest);
          update.setLong(3, row.getKey());
          update.executeUpdate();
          seal.remove(row.getValue());
          seal.add(digest);
        }
      }
      digests = digests(topic, sequence, last);
    }
  }

  private Map<Long, Long> digests(String topic, long from, long to) throws SQLException {
    Map<Long, Long> digests = new TreeMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT sequence, digest FROM outbox WHERE topic = ? AND sequence BETWEEN ? AND ?"
                + " ORDER BY sequence LIMIT "
                + RENUMBERED_AT_ONCE)) {
      select.setString(1, topic);
      select.setLong(2, from);
      select.setLong(3, to);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          digests.put(row.getLong(1), row.getLong(2));
        }
      }
    }
    return digests;
  }

  /**
   * Takes one row out.
   *
   * @return what it was; null when it is not there
   */
  @Nullable Taken take(long sequence) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT " + WaitingRow.COLUMNS + " FROM outbox WHERE sequence = ?")) {
      select.setLong(1, sequence);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return null;
        }
        Taken taken = new Taken(WaitingRow.checked(row, new Tally()), WaitingRow.span(row));
        delete(List.of(sequence));
        return taken;
      }
    }
  }

  /**
   * @param span the stretch of a series it held; null for other records
   */
  record Taken(OutboxRow row, NewRow.@Nullable Span span) {}

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
      long before = totals.bytes();
      try (Statement statement = connection.createStatement();
          ResultSet gone =
              statement.executeQuery(
                  "DELETE FROM outbox WHERE sequence IN (SELECT sequence FROM outbox WHERE lane = "
                      + Lane.SERIES.code
                      + " ORDER BY sequence LIMIT "
                      + DROPPED_AT_ONCE
                      + ") RETURNING digest, lane, bytes, stream, asset, first_micros, last_micros,"
                      + " items")) {
        while (gone.next()) {
          forget(gone);
          dropped.add(WaitingRow.span(gone, 4));
        }
      }
      if (totals.bytes() == before) {
        break;
      }
      freed += before - totals.bytes();
    }
    return dropped;
  }
}
