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
  private static final String TABLE = "gap";
  private static final String COLUMNS =
      "stream, reason, asset, first_micros, last_micros, items, digest";

  private final Connection connection;
  private final MetaTable meta;
  private final Seal seal;
  private final String gateway;

  GapTable(Connection connection, MetaTable meta, Seal seal, String gateway) {
    this.connection = connection;
    this.meta = meta;
    this.seal = seal;
    this.gateway = gateway;
  }

  /**
   * What is missing of one stream.
   *
   * @param asset null for the gateway itself
   * @param count how many are missing, or -1 when nobody can know
   */
  record Gap(
      String stream,
      String reason,
      @Nullable AssetPath asset,
      long firstMicros,
      long lastMicros,
      long count) {

    static Gap of(NewRow.Span span, String reason) {
      return new Gap(
          span.stream(), reason, span.asset(), span.firstMicros(), span.lastMicros(), span.count());
    }

    static Gap of(Missing missing) {
      return new Gap(
          missing.stream(),
          missing.reason(),
          missing.asset(),
          missing.firstMicros(),
          missing.lastMicros(),
          missing.count());
    }

    Gap and(Gap other) {
      return new Gap(
          stream,
          reason,
          asset,
          Math.min(firstMicros, other.firstMicros),
          Math.max(lastMicros, other.lastMicros),
          count < 0 || other.count < 0 ? -1 : count + other.count);
    }

    private long digest() {
      return new RowDigest(TABLE)
          .text(stream)
          .text(reason)
          .text(asset == null ? null : asset.toString())
          .number(firstMicros)
          .number(lastMicros)
          .number(count)
          .value();
    }
  }

  void add(Gap gap) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM gap WHERE stream = ? AND reason = ? RETURNING " + COLUMNS)) {
      delete.setString(1, gap.stream());
      delete.setString(2, gap.reason());
      Gap merged = gap;
      try (ResultSet row = delete.executeQuery()) {
        while (row.next()) {
          seal.remove(row.getLong(7));
          merged = merged.and(gap(row));
        }
      }
      insert(merged);
    }
  }

  private void insert(Gap gap) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO gap(" + COLUMNS + ") VALUES(?,?,?,?,?,?,?)")) {
      AssetPath asset = gap.asset();
      insert.setString(1, gap.stream());
      insert.setString(2, gap.reason());
      insert.setString(3, asset == null ? null : asset.toString());
      insert.setLong(4, gap.firstMicros());
      insert.setLong(5, gap.lastMicros());
      insert.setLong(6, gap.count());
      insert.setLong(7, gap.digest());
      insert.executeUpdate();
      seal.add(gap.digest());
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
        connection.prepareStatement(
            "DELETE FROM gap WHERE asset IS NOT NULL OR ? RETURNING " + COLUMNS)) {
      delete.setBoolean(1, home != null);
      try (ResultSet row = delete.executeQuery()) {
        while (row.next()) {
          seal.remove(row.getLong(7));
          Gap gap = gap(row);
          AssetPath asset = gap.asset() == null ? home : gap.asset();
          if (asset != null) {
            findings.add(finding(gap, asset, epoch, ++episode, now));
          }
        }
      }
    }
    if (!findings.isEmpty()) {
      meta.put(MetaTable.GAP_EPISODE, Long.toString(episode));
    }
    return findings;
  }

  boolean isEmpty() throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM gap LIMIT 1");
        ResultSet row = select.executeQuery()) {
      return !row.next();
    }
  }

  /** Every gap that is not stated yet. */
  List<Gap> all() throws SQLException {
    List<Gap> all = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS + " FROM gap");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        all.add(gap(row));
      }
    }
    return all;
  }

  void check(Tally tally) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT " + COLUMNS + " FROM gap");
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        tally.row(TABLE, row.getLong(7), gap(row).digest());
      }
    } catch (IllegalArgumentException e) {
      throw OutboxFile.damage(TABLE + ": " + e.getMessage());
    }
  }

  private static Gap gap(ResultSet row) throws SQLException {
    String asset = row.getString(3);
    return new Gap(
        row.getString(1),
        row.getString(2),
        asset == null ? null : AssetPath.of(asset),
        row.getLong(4),
        row.getLong(5),
        row.getLong(6));
  }

  private long episode() throws SQLException {
    String text = meta.get(MetaTable.GAP_EPISODE);
    return text == null ? 0 : Long.parseLong(text);
  }

  private GapFinding finding(Gap gap, AssetPath asset, String epoch, long episode, Instant now) {
    return new GapFinding(
        new FindingId(gateway, epoch, "gap:" + gap.stream(), episode, 0),
        asset,
        gap.stream(),
        instant(gap.firstMicros()),
        instant(gap.lastMicros()),
        gap.count(),
        gap.reason(),
        now);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
