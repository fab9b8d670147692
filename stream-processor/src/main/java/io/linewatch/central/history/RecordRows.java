package io.linewatch.central.history;

import io.linewatch.central.history.HistoryRows.Row;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.finding.Finding;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.series.SeriesCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rows a record becomes: its values in the order of {@link HistoryRows}. */
final class RecordRows {
  private RecordRows() {}

  /**
   * @param json the event in wire form
   */
  static Row alert(AlertEvent event, JsonText json) {
    Alert alert = event.alert();
    return row(
        HistoryRows.ALERT,
        alert.id(),
        alert.source(),
        alert.asset().toString(),
        alert.gateway(),
        alert.revision(),
        alert.active(),
        alert.acknowledged(),
        alert.latched(),
        alert.shelving() != null,
        !alert.isForgettable(),
        alert.alarmClass().name(),
        rank(alert.severity()),
        rank(alert.highestSeverity()),
        time(alert.raisedAt()),
        time(alert.changedAt()),
        alert.clearedAt() == null ? null : time(alert.clearedAt()),
        json);
  }

  static Row alertEvent(AlertEvent event, JsonText json) {
    return row(
        HistoryRows.ALERT_EVENT,
        event.alert().id(),
        event.alert().revision(),
        event.transition().name(),
        time(event.time()),
        json);
  }

  static Row finding(Finding finding, JsonText json) {
    return row(
        HistoryRows.FINDING,
        finding.id().toString(),
        finding.asset().toString(),
        finding.gateway(),
        finding.id().subject(),
        time(finding.time()),
        json);
  }

  static Row gap(GapFinding gap, JsonText json) {
    return row(
        HistoryRows.GAP,
        gap.id().toString(),
        gap.asset().toString(),
        gap.gateway(),
        gap.stream(),
        time(gap.from()),
        time(gap.to()),
        time(gap.time()),
        json);
  }

  static Row gatewayStatus(GatewayStatus status, JsonText json) {
    return row(HistoryRows.GATEWAY_STATUS, status.gateway(), time(status.time()), json);
  }

  static Row series(SeriesBlock block) {
    return row(
        HistoryRows.SERIES,
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
        HistoryRows.SERIES_BLOCK,
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

  /**
   * @param importId whose block it is
   * @param batch in which it was written; parts of one minute differ in it
   */
  static Row importedBlock(ImportedBlock imported, long importId, int batch) {
    SeriesBlock block = imported.block();
    List<@Nullable Object> values =
        new ArrayList<>(
            seriesBlock(block, "import-" + importId, batch, SeriesCodec.encode(block)).values());
    values.add(importId);
    values.add(imported.holdsMinutes());
    return new Row(HistoryRows.IMPORTED_BLOCK, values);
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
}
