package io.linewatch.edge.outbox;

import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.plant.AssetPath;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is missing, one row a stream and reason, until it is stated. Holes of one stream are merged
 * while nobody listens, so that a week without Kafka does not fill the outbox with gap records.
 */
final class GapTable {
  private static final String EPISODE = "gapEpisode";

  private final Connection connection;
  private final OutboxTables tables;
  private final String gateway;

  GapTable(Connection connection, OutboxTables tables, String gateway) {
    this.connection = connection;
    this.tables = tables;
    this.gateway = gateway;
  }

  /**
   * @param asset null for the gateway itself
   * @param count how many are missing, or -1 when nobody can know
   */
  void add(
      String stream,
      String reason,
      @Nullable AssetPath asset,
      long firstMicros,
      long lastMicros,
      long count)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO gap VALUES(?,?,?,?,?,?) ON CONFLICT(stream, reason) DO UPDATE SET
              first_micros = min(first_micros, excluded.first_micros),
              last_micros = max(last_micros, excluded.last_micros),
              items = CASE WHEN items < 0 OR excluded.items < 0 THEN -1
                           ELSE items + excluded.items END
            """)) {
      insert.setString(1, stream);
      insert.setString(2, reason);
      insert.setString(3, asset == null ? null : asset.toString());
      insert.setLong(4, firstMicros);
      insert.setLong(5, lastMicros);
      insert.setLong(6, count);
      insert.executeUpdate();
    }
  }

  /**
   * Takes the merged gaps out and makes findings of them. Gaps of the gateway itself stay until
   * {@code home} is known.
   *
   * @param home the gateway as an asset of its home line
   */
  List<GapFinding> take(String epoch, @Nullable AssetPath home, Instant now) throws SQLException {
    List<GapFinding> findings = new ArrayList<>();
    long episode = episode();
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM gap WHERE asset IS NOT NULL OR ? RETURNING *")) {
      delete.setBoolean(1, home != null);
      try (ResultSet row = delete.executeQuery()) {
        while (row.next()) {
          String assetText = row.getString("asset");
          AssetPath asset = assetText == null ? home : AssetPath.of(assetText);
          if (asset != null) {
            findings.add(finding(row, asset, epoch, ++episode, now));
          }
        }
      }
    }
    if (!findings.isEmpty()) {
      tables.meta(EPISODE, Long.toString(episode));
    }
    return findings;
  }

  boolean isEmpty() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM gap LIMIT 1");
        ResultSet row = select.executeQuery()) {
      return !row.next();
    }
  }

  private long episode() throws SQLException {
    String text = tables.meta(EPISODE);
    return text == null ? 0 : Long.parseLong(text);
  }

  private GapFinding finding(
      ResultSet row, AssetPath asset, String epoch, long episode, Instant now) throws SQLException {
    String stream = row.getString("stream");
    return new GapFinding(
        new FindingId(gateway, epoch, "gap:" + stream, episode, 0),
        asset,
        stream,
        instant(row.getLong("first_micros")),
        instant(row.getLong("last_micros")),
        row.getLong("items"),
        row.getString("reason"),
        now);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
