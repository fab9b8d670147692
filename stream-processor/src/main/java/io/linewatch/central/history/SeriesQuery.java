package io.linewatch.central.history;

import static io.linewatch.central.history.RecordRows.time;

import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.series.SeriesCodec;
import io.linewatch.domain.signal.Quality;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * One plot's read. Where a bucket spans whole minutes the rows' own extremes are enough and no
 * block is opened, else blocks are decoded; both give the exact least and greatest of each bucket.
 * Memory is bounded by the number of points asked for, not by the span.
 */
final class SeriesQuery {
  private static final int FETCH_SIZE = 200;
  private static final String BLOCKS =
      """
      select minute, complete, samples, least, least_at, greatest, greatest_at, least_quality,
        greatest_quality, import_id is not null as imported, coalesce(holds_minutes, 1) as minutes,
        case when :extremes and minute >= :from and minute + interval '1 minute' <= :to
          then null else body end as body
      from series_block
      where series = :series and minute > :from - interval '1 minute' and minute < :to
      order by minute, import_id is not null
      """;

  private final String series;
  private final Instant from;
  private final Instant to;
  private final MinMaxBuckets buckets;

  /** The last minute of which a gateway's block came: what was imported of it does not count. */
  private long gatewayMinute = Long.MIN_VALUE;

  private boolean anyImported;

  SeriesQuery(String series, Instant from, Instant to, int maxPoints) {
    if (maxPoints < 2 || !from.isBefore(to)) {
      throw new IllegalArgumentException("a plot needs at least two points and from before to");
    }
    this.series = series;
    this.from = from;
    this.to = to;
    this.buckets = new MinMaxBuckets(micros(from), micros(to), maxPoints);
  }

  SeriesPoints run(Handle handle) {
    Optional<SeriesInfo> info = info(handle);
    if (info.isEmpty()) {
      return new SeriesPoints(series, "", List.of(), List.of(), false, false);
    }
    GapSpans gaps =
        new GapSpans(
            Math.max(micros(from), micros(info.get().from())),
            Math.min(micros(to), micros(info.get().to())));
    boolean extremes = buckets.wholeMinutes();
    try (var rows =
        handle
            .createQuery(BLOCKS)
            .setFetchSize(FETCH_SIZE)
            .bind("extremes", extremes)
            .bind("series", series)
            .bind("from", time(from))
            .bind("to", time(to))
            .map((row, context) -> add(row, gaps))
            .iterator()) {
      while (rows.hasNext()) {
        rows.next();
      }
    }
    return new SeriesPoints(
        series,
        info.get().unit(),
        buckets.points(),
        gaps.spans(),
        buckets.downSampled(),
        anyImported);
  }

  private Optional<SeriesInfo> info(Handle handle) {
    return handle
        .createQuery("select unit, from_time, to_time from series where series = :series")
        .bind("series", series)
        .map((row, context) ->
            new SeriesInfo(series, row.getString(1), instant(row, 2), instant(row, 3)))
        .findOne();
  }

  private boolean add(ResultSet row, GapSpans gaps) throws SQLException {
    long minute = micros(instant(row, 1));
    boolean imported = row.getBoolean("imported");
    if (imported && minute == gatewayMinute) {
      return false;
    }
    gatewayMinute = imported ? gatewayMinute : minute;
    anyImported |= imported;
    gaps.block(minute, row.getBoolean("complete"), row.getInt("minutes"));
    byte[] body = row.getBytes("body");
    if (body != null) {
      SeriesBlock block = SeriesCodec.decode(body);
      for (int i = 0; i < block.values().length; i++) {
        buckets.add(block.timesMicros()[i], block.values()[i], BlockExtremes.qualityAt(block, i));
      }
    } else if (row.getInt("samples") > 0) {
      Quality least = Quality.valueOf(row.getString("least_quality"));
      Quality greatest = Quality.valueOf(row.getString("greatest_quality"));
      buckets.add(row.getLong("least_at"), row.getDouble("least"), least);
      buckets.add(row.getLong("greatest_at"), row.getDouble("greatest"), greatest);
      buckets.leftOut(row.getInt("samples") - 2);
    }
    return true;
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static long micros(Instant instant) {
    return Duration.between(Instant.EPOCH, instant).toNanos() / 1000;
  }
}
