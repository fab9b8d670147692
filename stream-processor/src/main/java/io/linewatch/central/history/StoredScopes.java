package io.linewatch.central.history;

import io.linewatch.central.lifecycle.GatewayScope;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * From the desired states that the centre has issued, which it keeps. Owned by the thread that
 * reads.
 */
final class StoredScopes implements PastScopes {
  private static final int REMEMBERED = 16;

  private final DataSource database;

  /** The last ones asked for; a document may be large. */
  private final Map<Key, Optional<GatewayScope>> remembered = new LinkedHashMap<>();

  private record Key(String gateway, long revision) {}

  StoredScopes(DataSource database) {
    this.database = database;
  }

  @Override
  public Optional<GatewayScope> at(String gateway, Instant time) {
    try (Connection connection = database.getConnection()) {
      Key key = new Key(gateway, revision(connection, gateway, time));
      Optional<GatewayScope> known = remembered.get(key);
      if (known == null) {
        known = load(connection, key);
        if (remembered.size() == REMEMBERED) {
          remembered.remove(remembered.keySet().iterator().next());
        }
        remembered.put(key, known);
      }
      return known;
    } catch (SQLException e) {
      throw new HistoryUnavailable("past desired states cannot be read: " + e.getMessage(), e);
    }
  }

  private static long revision(Connection connection, String gateway, Instant time)
      throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select max(revision) from desired_state where gateway = ? and issued_at <= ?")) {
      select.setString(1, gateway);
      select.setObject(2, time.atOffset(ZoneOffset.UTC));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private static Optional<GatewayScope> load(Connection connection, Key key) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "select document from desired_state where gateway = ? and revision = ?")) {
      select.setString(1, key.gateway());
      select.setLong(2, key.revision());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(GatewayScope.of(Topics.DESIRED.codec().decode(row.getBytes(1))))
            : Optional.empty();
      }
    } catch (MalformedRecord | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }
}
