package io.linewatch.central.history;

import static io.linewatch.central.history.RecordRows.time;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.finding.Finding;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Reads history. Any thread; every method is one transaction and throws {@link HistoryUnavailable}
 * when PostgreSQL is away.
 */
public final class HistoryReader {
  /** Most rows one call returns. */
  public static final int MAX_ROWS = 1000;

  private final Jdbi jdbi;

  public HistoryReader(DataSource database) {
    this.jdbi = Jdbi.create(database);
  }

  /**
   * Open alerts, most urgent first (at most {@value #MAX_ROWS}), with the offsets they stand at.
   */
  public FeedSnapshot openAlerts() {
    return read(handle -> {
      List<Alert> alerts =
          handle
              .createQuery(
                  "select body from alert where open order by highest_severity desc, raised_at desc limit :limit")
              .bind("limit", MAX_ROWS)
              .map((row, context) -> event(row.getString(1)).alert())
              .list();
      Map<Integer, Long> offsets = new HashMap<>();
      handle
          .createQuery("select partition, next_offset from consumer_offset where topic = :topic")
          .bind("topic", Topics.ALERTS.name())
          .map((row, context) -> Map.entry(row.getInt(1), row.getLong(2)))
          .forEach(entry -> offsets.put(entry.getKey(), entry.getValue()));
      return new FeedSnapshot(alerts, offsets);
    });
  }

  /** Newest first. */
  public List<Alert> alerts(AlertFilter filter, @Nullable AlertCursor before, int limit) {
    AlertConditions conditions = AlertConditions.of(filter, before);
    return read(handle ->
        handle
            .createQuery(
                "select body from alert"
                    + conditions.where()
                    + " order by raised_at desc, id desc limit :limit")
            .bindMap(conditions.values())
            .bind("limit", bounded(limit))
            .map((row, context) -> event(row.getString(1)).alert())
            .list());
  }

  public Optional<Alert> alert(String id) {
    return read(handle ->
        handle
            .createQuery("select body from alert where id = :id")
            .bind("id", id)
            .map((row, context) -> event(row.getString(1)).alert())
            .findOne());
  }

  /** Oldest first, at most {@value #MAX_ROWS}. */
  public List<AlertEvent> events(String alertId) {
    return read(handle ->
        handle
            .createQuery(
                "select body from alert_event where alert_id = :id order by revision, time limit :limit")
            .bind("id", alertId)
            .bind("limit", MAX_ROWS)
            .map((row, context) -> event(row.getString(1)))
            .list());
  }

  /** Alerts of an asset whose condition held at some time between the two instants. */
  public List<Alert> alertsOverlapping(AssetPath asset, Instant from, Instant to) {
    return read(handle ->
        handle
            .createQuery(
                """
                select body from alert where asset = :asset and raised_at < :to
                  and (active or coalesce(cleared_at, changed_at) >= :from)
                order by raised_at desc, id desc limit :limit
                """)
            .bind("asset", asset.toString())
            .bind("from", time(from))
            .bind("to", time(to))
            .bind("limit", MAX_ROWS)
            .map((row, context) -> event(row.getString(1)).alert())
            .list());
  }

  /** Series of an asset that have history, by name. */
  public List<SeriesInfo> series(AssetPath asset) {
    // '0' follows '/' in the "C" collation, so the range is every series under the asset.
    return read(handle ->
        handle
            .createQuery(
                """
                select series, unit, from_time, to_time from series
                where series >= :from and series < :to order by series limit :limit
                """)
            .bind("from", asset + "/")
            .bind("to", asset + "0")
            .bind("limit", MAX_ROWS)
            .map((row, context) ->
                new SeriesInfo(
                    row.getString(1),
                    row.getString(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getObject(4, OffsetDateTime.class).toInstant()))
            .list());
  }

  /**
   * Values from inclusive to exclusive.
   *
   * @param maxPoints at least 2
   */
  public SeriesPoints points(String series, Instant from, Instant to, int maxPoints) {
    return read(handle -> new SeriesQuery(series, from, to, maxPoints).run(handle));
  }

  /** Condition and gateway findings about an asset, newest first. */
  public List<Finding> findings(AssetPath asset, Instant from, Instant to, int limit) {
    return read(handle ->
        handle
            .createQuery(
                """
                select body from finding where asset = :asset and time >= :from and time < :to
                order by time desc, id desc limit :limit
                """)
            .bind("asset", asset.toString())
            .bind("from", time(from))
            .bind("to", time(to))
            .bind("limit", bounded(limit))
            .map((row, context) -> (Finding) Topics.FINDINGS.codec().decode(bytes(row, 1)))
            .list());
  }

  /** Gap records of an asset (or of a gateway, which is an asset of its home line) that overlap. */
  public List<GapFinding> gaps(AssetPath asset, Instant from, Instant to) {
    return read(handle ->
        handle
            .createQuery(
                """
                select body from gap where asset = :asset and from_time < :to and to_time >= :from
                order by from_time limit :limit
                """)
            .bind("asset", asset.toString())
            .bind("from", time(from))
            .bind("to", time(to))
            .bind("limit", MAX_ROWS)
            .map((row, context) -> (GapFinding) Topics.FINDINGS.codec().decode(bytes(row, 1)))
            .list());
  }

  /** The newest status of every gateway ever heard, by name. */
  public List<GatewayStatus> gatewayStatuses() {
    return read(handle ->
        handle
            .createQuery("select body from gateway_status order by gateway limit :limit")
            .bind("limit", MAX_ROWS)
            .map((row, context) -> Topics.STATUS.codec().decode(bytes(row, 1)))
            .list());
  }

  public Counters counters(Instant now) {
    return read(handle ->
        handle
            .createQuery(
                """
                select
                  (select count(*) from alert where open and alarm_class <> 'LOG'),
                  (select count(*) from alert where open and alarm_class <> 'LOG' and not acknowledged),
                  (select count(*) from alert where open and shelved),
                  (select count(*) from alert where raised_at >= :since and alarm_class = 'ALARM'),
                  (select count(*) from alert where cleared_at >= :since),
                  (select count(*) from finding where time >= :since),
                  (select count(*) from gap where time >= :since)
                """)
            .bind("since", time(now.minus(Duration.ofHours(24))))
            .map((row, context) ->
                new Counters(
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getLong(6),
                    row.getLong(7)))
            .one());
  }

  /** Repeatable read: what one method returns is true at one moment. */
  private <T> T read(Function<Handle, T> query) {
    try {
      return jdbi.inTransaction(
          TransactionIsolationLevel.REPEATABLE_READ,
          handle -> {
            handle.setReadOnly(true);
            return query.apply(handle);
          });
    } catch (JdbiException e) {
      throw new HistoryUnavailable("history cannot be read now", e);
    }
  }

  private static int bounded(int limit) {
    return Math.clamp(limit, 1, MAX_ROWS);
  }

  private static AlertEvent event(String body) {
    return Topics.ALERTS.codec().decode(body.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(java.sql.ResultSet row, int column) throws java.sql.SQLException {
    return row.getString(column).getBytes(StandardCharsets.UTF_8);
  }
}
