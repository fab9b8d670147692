package io.linewatch.central.history;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.finding.Finding;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that put records into history, and the values they bind. Each is harmless when
 * repeated: ids are unique, and an older state never overwrites a newer one.
 */
enum HistoryRows {
  ALERT(
      "alert",
      "id, source, asset, gateway, revision, active, acknowledged, latched, shelved, open, alarm_class,"
          + " severity, highest_severity, raised_at, changed_at, cleared_at, body",
      """
      on conflict (id) do update set (source, asset, gateway, revision, active, acknowledged, latched,
        shelved, open, alarm_class, severity, highest_severity, raised_at, changed_at, cleared_at, body) =
        (excluded.source, excluded.asset, excluded.gateway, excluded.revision, excluded.active,
        excluded.acknowledged, excluded.latched, excluded.shelved, excluded.open, excluded.alarm_class,
        excluded.severity, excluded.highest_severity, excluded.raised_at, excluded.changed_at,
        excluded.cleared_at, excluded.body)
      where excluded.revision >= alert.revision
      """,
      1),
  ALERT_EVENT(
      "alert_event", "alert_id, revision, transition, time, body", "on conflict do nothing", 3),
  FINDING("finding", "id, asset, gateway, subject, time, body", "on conflict do nothing", 1),
  GAP(
      "gap",
      "id, asset, gateway, stream, from_time, to_time, time, body",
      "on conflict do nothing",
      1),
  GATEWAY_STATUS(
      "gateway_status",
      "gateway, time, body",
      """
      on conflict (gateway) do update set time = excluded.time, body = excluded.body
      where excluded.time >= gateway_status.time
      """,
      1),
  SERIES(
      "series",
      "series, unit, from_time, to_time",
      """
      on conflict (series) do update set
        unit = case when excluded.to_time >= series.to_time then excluded.unit else series.unit end,
        from_time = least(series.from_time, excluded.from_time),
        to_time = greatest(series.to_time, excluded.to_time)
      where excluded.from_time < series.from_time or excluded.to_time > series.to_time
      """,
      1),
  SERIES_BLOCK(
      "series_block",
      "series, minute, gateway, epoch, sequence, complete, samples, least, least_at, greatest,"
          + " greatest_at, least_quality, greatest_quality, body",
      "on conflict do nothing",
      5);

  private final String table;
  private final String columns;
  private final String conflict;
  private final int keyColumns;

  /**
   * @param keyColumns how many of the first columns are the primary key
   */
  HistoryRows(String table, String columns, String conflict, int keyColumns) {
    this.table = table;
    this.columns = columns;
    this.conflict = conflict;
    this.keyColumns = keyColumns;
  }

  String table() {
    return table;
  }

  String columns() {
    return columns;
  }

  /** What happens to a row that is there already. */
  String conflict() {
    return conflict;
  }

  /** Insert of one row by parameters. */
  String sql() {
    String parameters =
        Arrays.stream(columns.split(","))
            .map(column -> column.strip().equals("body") && this != SERIES_BLOCK ? "?::jsonb" : "?")
            .collect(Collectors.joining(", "));
    return "insert into " + table + " (" + columns + ") values (" + parameters + ") " + conflict;
  }

  /** Values of the primary key. */
  List<Object> key(Row row) {
    return row.values().subList(0, keyColumns).stream().map(Objects::requireNonNull).toList();
  }

  /** One row instead of two with the same key: the later, but a series covers both spans. */
  Row merge(Row earlier, Row later) {
    return switch (this) {
      case SERIES -> {
        List<@Nullable Object> values = new ArrayList<>(later.values());
        values.set(2, at(earlier, 2).isBefore(at(later, 2)) ? at(earlier, 2) : at(later, 2));
        values.set(3, at(earlier, 3).isAfter(at(later, 3)) ? at(earlier, 3) : at(later, 3));
        yield new Row(this, values);
      }
      case ALERT ->
          (Long) Objects.requireNonNull(later.values().get(4))
                  >= (Long) Objects.requireNonNull(earlier.values().get(4))
              ? later
              : earlier;
      case GATEWAY_STATUS -> at(later, 1).isBefore(at(earlier, 1)) ? earlier : later;
      default -> earlier;
    };
  }

  private static OffsetDateTime at(Row row, int column) {
    return (OffsetDateTime) Objects.requireNonNull(row.values().get(column));
  }

  /** One row of one table, its values in the order of the statement. */
  record Row(HistoryRows table, List<@Nullable Object> values) {}

  static Row alert(AlertEvent event) {
    Alert alert = event.alert();
    return row(
        ALERT,
        alert.id(),
        alert.source(),
        alert.asset().toString(),
        alert.gateway(),
        alert.revision(),
        alert.active(),
        alert.acknowledged(),
        alert.latched(),
        alert.shelving() != null,
        !alert.isClosed(),
        alert.alarmClass().name(),
        rank(alert.severity()),
        rank(alert.highestSeverity()),
        time(alert.raisedAt()),
        time(alert.changedAt()),
        alert.clearedAt() == null ? null : time(alert.clearedAt()),
        text(Topics.ALERTS.codec().encode(event)));
  }

  static Row alertEvent(AlertEvent event) {
    return row(
        ALERT_EVENT,
        event.alert().id(),
        event.alert().revision(),
        event.transition().name(),
        time(event.time()),
        text(Topics.ALERTS.codec().encode(event)));
  }

  static Row finding(Finding finding) {
    return row(
        FINDING,
        finding.id().toString(),
        finding.asset().toString(),
        finding.gateway(),
        finding.id().subject(),
        time(finding.time()),
        text(Topics.FINDINGS.codec().encode(finding)));
  }

  static Row gap(GapFinding gap) {
    return row(
        GAP,
        gap.id().toString(),
        gap.asset().toString(),
        gap.gateway(),
        gap.stream(),
        time(gap.from()),
        time(gap.to()),
        time(gap.time()),
        text(Topics.FINDINGS.codec().encode(gap)));
  }

  static Row gatewayStatus(GatewayStatus status) {
    return row(
        GATEWAY_STATUS,
        status.gateway(),
        time(status.time()),
        text(Topics.STATUS.codec().encode(status)));
  }

  static Row series(SeriesBlock block) {
    return row(
        SERIES,
        block.series(),
        block.unit(),
        time(block.minute()),
        time(block.minute().plus(Duration.ofMinutes(1))));
  }

  /**
   * @param sequence the record's own within the gateway's epoch
   */
  static Row seriesBlock(SeriesBlock block, String epoch, long sequence, byte[] body) {
    BlockExtremes extremes = BlockExtremes.of(block);
    return row(
        SERIES_BLOCK,
        block.series(),
        time(block.minute()),
        block.gateway(),
        epoch,
        sequence,
        block.complete(),
        block.values().length,
        extremes.least(),
        extremes.leastAtMicros(),
        extremes.greatest(),
        extremes.greatestAtMicros(),
        extremes.leastQuality().name(),
        extremes.greatestQuality().name(),
        body);
  }

  /** PostgreSQL keeps microseconds. */
  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** Order of severities in the database; 1 is the least. */
  static short rank(Severity severity) {
    return switch (severity) {
      case LOW -> 1;
      case MEDIUM -> 2;
      case HIGH -> 3;
      case CRITICAL -> 4;
    };
  }

  private static Row row(HistoryRows table, @Nullable Object... values) {
    return new Row(table, Arrays.asList(values));
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
