package io.linewatch.edge.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What the file must hold: how many rows there are and the sum of their digests, how often it was
 * written, and the last sequence that was given. One row, written with every transaction that
 * changes anything, so a page that is missing, old, or doubled shows. Owned by the outbox's thread.
 */
final class Seal implements Undoable {
  private static final String TABLE = "seal";

  private final Connection connection;
  private Content content;
  private Content saved;
  private boolean changed;

  private record Content(long commits, long sequence, long rows, long sum) {
    long digest() {
      return new RowDigest(TABLE).number(commits).number(sequence).number(rows).number(sum).value();
    }
  }

  private Seal(Connection connection, Content content) {
    this.connection = connection;
    this.content = content;
    this.saved = content;
  }

  /** For a file that is being made. */
  static Seal create(Connection connection) throws SQLException {
    Content empty = new Content(0, 0, 0, 0);
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO seal(commits, sequence, row_count, row_sum, digest, id)"
                + " VALUES(?,?,?,?,?,1)")) {
      bind(insert, empty);
      insert.executeUpdate();
    }
    return new Seal(connection, empty);
  }

  /**
   * @throws SQLException also when the seal itself is damaged
   */
  static Seal read(Connection connection) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement(
                "SELECT commits, sequence, row_count, row_sum, digest FROM seal");
        ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        throw OutboxFile.damage("the seal is missing");
      }
      Content content = new Content(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
      if (row.getLong(5) != content.digest() || row.next()) {
        throw OutboxFile.damage("the seal is broken");
      }
      return new Seal(connection, content);
    }
  }

  /** A row was written. */
  void add(long digest) {
    content =
        new Content(content.commits, content.sequence, content.rows + 1, content.sum + digest);
    changed = true;
  }

  /** A row was deleted. */
  void remove(long digest) {
    content =
        new Content(content.commits, content.sequence, content.rows - 1, content.sum - digest);
    changed = true;
  }

  /** Runs a deletion that returns digests alone, and takes them off. */
  void removeAll(PreparedStatement delete) throws SQLException {
    try (ResultSet gone = delete.executeQuery()) {
      while (gone.next()) {
        remove(gone.getLong(1));
      }
    }
  }

  /** The next {@code lw-sequence}: rising by one, never given twice. */
  long nextSequence() {
    content = new Content(content.commits, content.sequence + 1, content.rows, content.sum);
    changed = true;
    return content.sequence;
  }

  long sequence() {
    return content.sequence;
  }

  /** How often the file was written. */
  long commits() {
    return content.commits;
  }

  /**
   * @throws SQLException when the rows are not those that were written
   */
  void require(long rows, long sum) throws SQLException {
    if (rows != content.rows || sum != content.sum) {
      throw OutboxFile.damage(
          "the file holds "
              + rows
              + " rows that are not the "
              + content.rows
              + " rows that were written");
    }
  }

  /**
   * Writes itself as the last thing of a transaction.
   *
   * @return whether anything has changed
   */
  boolean write() throws SQLException {
    if (!changed) {
      return false;
    }
    content = new Content(content.commits + 1, content.sequence, content.rows, content.sum);
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE seal SET commits = ?, sequence = ?, row_count = ?, row_sum = ?, digest = ?")) {
      bind(update, content);
      update.executeUpdate();
    }
    changed = false;
    return true;
  }

  private static void bind(PreparedStatement statement, Content content) throws SQLException {
    statement.setLong(1, content.commits);
    statement.setLong(2, content.sequence);
    statement.setLong(3, content.rows);
    statement.setLong(4, content.sum);
    statement.setLong(5, content.digest());
  }

  @Override
  public void save() {
    saved = content;
    changed = false;
  }

  @Override
  public void restore() {
    content = saved;
    changed = false;
  }
}
