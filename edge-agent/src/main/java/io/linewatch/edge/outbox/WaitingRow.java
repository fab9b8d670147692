package io.linewatch.edge.outbox;

import io.linewatch.domain.plant.AssetPath;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a row that waits stands in its table, and that it is still what was written. */
final class WaitingRow {
  private static final String TABLE = "outbox";
  static final String COLUMNS =
      "sequence, digest, lane, topic, key, value, created, bytes, replaces, stream, asset,"
          + " first_micros, last_micros, items";

  /** One for each column. */
  static final String PLACES = "?,?,?,?,?,?,?,?,?,?,?,?,?,?";

  private static final int SPAN_AT = 10;
  private static final int LAST = 14;

  private WaitingRow() {}

  /**
   * @param digest of the row in its place
   * @param created milliseconds since 1970
   */
  static void bind(PreparedStatement insert, NewRow row, long sequence, long digest, long created)
      throws SQLException {
    insert.setLong(1, sequence);
    insert.setLong(2, digest);
    insert.setInt(3, row.lane().code);
    insert.setString(4, row.topic());
    insert.setString(5, row.key());
    insert.setBytes(6, row.value());
    insert.setLong(7, created);
    insert.setLong(8, row.bytes());
    insert.setString(9, row.replaces());
    NewRow.Span span = row.span();
    insert.setString(10, span == null ? null : span.stream());
    insert.setString(11, span == null ? null : span.asset().toString());
    insert.setObject(12, span == null ? null : span.firstMicros());
    insert.setObject(13, span == null ? null : span.lastMicros());
    insert.setObject(14, span == null ? null : span.count());
  }

  /** The digest of a row in its place; another place changes it without reading the row again. */
  static long placed(long digest, long sequence, long created) {
    return digest ^ RowDigest.spread(sequence) ^ RowDigest.spread(~created);
  }

  /**
   * The row the result stands at, which has all {@link #COLUMNS}.
   *
   * @throws SQLException also when it is not what was written
   */
  static OutboxRow checked(ResultSet row, Tally tally) throws SQLException {
    long sequence = row.getLong(1);
    long created = number(row, 7);
    String topic = row.getString(4);
    String key = row.getString(5);
    byte[] value = row.getBytes(6);
    NewRow.Span span;
    try {
      span = span(row);
    } catch (IllegalArgumentException e) {
      throw OutboxFile.damage(TABLE + ": " + e.getMessage());
    }
    long content =
        NewRow.digest(
            (int) number(row, 3), topic, key, value, number(row, 8), row.getString(9), span);
    tally.row(TABLE, row.getLong(2), placed(content, sequence, created));
    return new OutboxRow(sequence, topic, key, value, Instant.ofEpochMilli(created));
  }

  /** The stretch of a series the row holds; null for other records. Has all {@link #COLUMNS}. */
  static NewRow.@Nullable Span span(ResultSet row) throws SQLException {
    if (row.getString(SPAN_AT) != null) {
      return span(row, SPAN_AT);
    }
    // The digest of a row without a stretch knows nothing of these.
    for (int at = SPAN_AT + 1; at <= LAST; at++) {
      if (row.getObject(at) != null) {
        throw OutboxFile.damage(TABLE + ": a part of a stretch without its stream");
      }
    }
    return null;
  }

  /** A null reads as 0, and one bit of a record's head makes a null of a 0. */
  private static long number(ResultSet row, int at) throws SQLException {
    long number = row.getLong(at);
    if (number == 0 && row.wasNull()) {
      throw OutboxFile.damage(TABLE + ": a number is missing");
    }
    return number;
  }

  /**
   * @param at column of the stream; asset, first and last time, and items follow
   */
  static NewRow.Span span(ResultSet row, int at) throws SQLException {
    return new NewRow.Span(
        row.getString(at),
        AssetPath.of(row.getString(at + 1)),
        number(row, at + 2),
        number(row, at + 3),
        number(row, at + 4));
  }
}
