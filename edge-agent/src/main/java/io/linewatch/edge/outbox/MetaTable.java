package io.linewatch.edge.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A few names with a text each. Outbox thread. */
final class MetaTable {
  static final String EPOCH = "epoch";
  static final String HOME = "home";
  static final String GAP_EPISODE = "gapEpisode";
  static final String VERDICTS_TOLD = "verdictsTold";

  private static final String TABLE = "meta";

  private final Connection connection;
  private final Seal seal;

  MetaTable(Connection connection, Seal seal) {
    this.connection = connection;
    this.seal = seal;
  }

  @Nullable String get(String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT value FROM meta WHERE name = ?")) {
      select.setString(1, name);
      try (ResultSet result = select.executeQuery()) {
        return result.next() ? result.getString(1) : null;
      }
    }
  }

  void put(String name, String value) throws SQLException {
    try (PreparedStatement delete =
            connection.prepareStatement("DELETE FROM meta WHERE name = ? RETURNING digest");
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO meta(name, value, digest) VALUES(?,?,?)")) {
      delete.setString(1, name);
      seal.removeAll(delete);
      long digest = digest(name, value);
      insert.setString(1, name);
      insert.setString(2, value);
      insert.setLong(3, digest);
      insert.executeUpdate();
      seal.add(digest);
    }
  }

  void check(Tally tally) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT name, value, digest FROM meta");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        tally.row(TABLE, row.getLong(3), digest(row.getString(1), row.getString(2)));
      }
    }
  }

  private static long digest(String name, String value) {
    return new RowDigest(TABLE).text(name).text(value).value();
  }
}
