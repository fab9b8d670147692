package io.linewatch.central.history;

import static io.linewatch.central.history.RecordRows.time;

import io.linewatch.central.history.HistoryImport.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements behind {@link ImportStore}, each within its transaction. */
final class ImportRows {
  private static final String SELECT =
      """
      select id, digest, settings, file, state, started_by, started_at, batches, blocks, samples,
        gateway_minutes, gateway_samples, known_samples, from_time, to_time
      from history_import
      """;

  private ImportRows() {}

  static Optional<HistoryImport> ofDigest(Handle handle, String digest) {
    return handle
        .createQuery(SELECT + " where digest = :digest and state <> 'UNDONE'")
        .bind("digest", digest)
        .map((row, _) -> read(row))
        .findOne();
  }

  static List<HistoryImport> all(Handle handle) {
    return handle
        .createQuery(SELECT + " order by id desc limit 1000")
        .map((row, _) -> read(row))
        .list();
  }

  /** Nobody else changes it before the transaction ends. */
  static Optional<HistoryImport> locked(Handle handle, long id) {
    return handle
        .createQuery(SELECT + " where id = :id for update")
        .bind("id", id)
        .map((row, _) -> read(row))
        .findOne();
  }

  /** By compare-and-set, so of two programs that go on with one import one learns of the other. */
  static boolean moveTo(Handle handle, long id, int batch) {
    return handle
            .createUpdate(
                "update history_import set batches = :batch"
                    + " where id = :id and batches = :batch - 1 and state = 'RUNNING'")
            .bind("id", id)
            .bind("batch", batch)
            .execute()
        == 1;
  }

  static void add(Handle handle, long id, ImportOverlap.Rest rest) {
    Instant from = null;
    Instant to = null;
    for (ImportedBlock block : rest.blocks()) {
      Instant minute = block.block().minute();
      Instant end = minute.plus(Duration.ofMinutes(1));
      from = from == null || minute.isBefore(from) ? minute : from;
      to = to == null || end.isAfter(to) ? end : to;
    }
    ImportWritten counted = rest.counted();
    handle
        .createUpdate(
            """
            update history_import set blocks = blocks + :blocks, samples = samples + :samples,
              gateway_minutes = gateway_minutes + :gatewayMinutes,
              gateway_samples = gateway_samples + :gatewaySamples,
              known_samples = known_samples + :knownSamples,
              from_time = least(from_time, :from::timestamptz),
              to_time = greatest(to_time, :to::timestamptz)
            where id = :id
            """)
        .bind("id", id)
        .bind("blocks", counted.blocks())
        .bind("samples", counted.samples())
        .bind("gatewayMinutes", counted.gatewayMinutes())
        .bind("gatewaySamples", counted.gatewaySamples())
        .bind("knownSamples", counted.knownSamples())
        .bind("from", from == null ? null : time(from))
        .bind("to", to == null ? null : time(to))
        .execute();
  }

  static void finish(Handle handle, long id, String report, Instant now) {
    handle
        .createUpdate(
            "update history_import set state = 'FINISHED', finished_at = :now,"
                + " report = :report::jsonb where id = :id")
        .bind("id", id)
        .bind("now", now)
        .bind("report", report)
        .execute();
  }

  static void undoing(Handle handle, HistoryImport known) {
    if (known.state() != State.UNDONE) {
      handle.execute("update history_import set state = 'UNDOING' where id = ?", known.id());
    }
  }

  /**
   * @return blocks that were there
   */
  static long deleteDay(Handle handle, long id, LocalDate day) {
    OffsetDateTime from = day.atStartOfDay().atOffset(ZoneOffset.UTC);
    return handle
        .createUpdate(
            "delete from series_block where minute >= :from and minute < :to and import_id = :id")
        .bind("from", from)
        .bind("to", from.plusDays(1))
        .bind("id", id)
        .execute();
  }

  /** Once its blocks are gone: the series' spans become what the blocks that stay say. */
  static void undone(Handle handle, long id, String by, Instant now) {
    handle.execute(
        """
        update series set from_time = span.from_time, to_time = span.to_time
        from history_import_series one,
          lateral (select min(minute) as from_time, max(minute) + interval '1 minute' as to_time
            from series_block where series = one.series) span
        where one.import_id = ? and series.series = one.series and span.from_time is not null
        """,
        id);
    handle.execute(
        """
        delete from series using history_import_series one
        where one.import_id = ? and series.series = one.series
          and not exists (select 1 from series_block where series = one.series)
        """,
        id);
    handle.execute("delete from history_import_series where import_id = ?", id);
    handle
        .createUpdate(
            "update history_import set state = 'UNDONE', undone_by = :by, undone_at = :now"
                + " where id = :id")
        .bind("id", id)
        .bind("by", by)
        .bind("now", now)
        .execute();
  }

  private static HistoryImport read(ResultSet row) throws SQLException {
    return new HistoryImport(
        row.getLong("id"),
        row.getString("digest"),
        row.getString("settings"),
        row.getString("file"),
        State.valueOf(row.getString("state")),
        row.getString("started_by"),
        row.getObject("started_at", OffsetDateTime.class).toInstant(),
        row.getInt("batches"),
        new ImportWritten(
            row.getLong("blocks"),
            row.getLong("samples"),
            row.getLong("gateway_minutes"),
            row.getLong("gateway_samples"),
            row.getLong("known_samples")),
        instant(row, "from_time"),
        instant(row, "to_time"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
