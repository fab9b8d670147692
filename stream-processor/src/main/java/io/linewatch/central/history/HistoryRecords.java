package io.linewatch.central.history;

import io.linewatch.central.history.HistoryRows.Row;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.kafka.Refusal;
import io.linewatch.central.kafka.Refusal.Reason;
import io.linewatch.central.kafka.SignedRecords;
import io.linewatch.central.kafka.SignedRecords.Opened;
import io.linewatch.central.lifecycle.GatewayScope;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.Finding;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records for history: verifies, decodes, and says which rows they become. Also keeps what
 * each gateway may speak of, from the desired states. Owned by the thread that reads.
 */
final class HistoryRecords {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryRecords.class);
  private static final Instant OLDEST_MINUTE = Instant.parse("2000-01-01T00:00:00Z");
  private static final Duration FUTURE_ALLOWED = Duration.ofDays(1);

  private final SignedRecords signed;
  private final InstantSource clock;
  private final PastScopes past;
  private final Map<String, Newest> newest = new HashMap<>();

  /** A gateway's newest desired state, and since when it is that. */
  private record Newest(GatewayScope scope, Instant issuedAt) {}

  /** Judges by the newest desired states alone: where nothing is read late. */
  HistoryRecords(GatewayKeys keys, InstantSource clock) {
    this(keys, clock, (_, _) -> Optional.empty());
  }

  HistoryRecords(GatewayKeys keys, InstantSource clock, PastScopes past) {
    this.signed = new SignedRecords(keys);
    this.clock = clock;
    this.past = past;
  }

  /**
   * Takes over a gateway's newest desired state. A tombstone, or one that cannot be read, takes
   * nothing away, as in the topology: else alerts would move whose findings history refuses.
   */
  void desired(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return;
    }
    String gateway = new String(record.key(), StandardCharsets.UTF_8);
    try {
      DesiredState desired = Topics.DESIRED.codec().decode(record.value());
      newest.put(gateway, new Newest(GatewayScope.of(desired), desired.issuedAt()));
    } catch (MalformedRecord | IllegalArgumentException unreadable) {
      LOG.warn("a desired state of {} cannot be read; the one before stays", gateway, unreadable);
    }
  }

  /**
   * Never throws for what a record contains.
   *
   * @throws HistoryUnavailable when what the gateway could speak of then cannot be looked up
   */
  HistoryItem read(ConsumerRecord<byte[], byte[]> record) {
    String topic = record.topic();
    try {
      if (topic.equals(Topics.ALERTS.name())) {
        return alert(record);
      }
      if (topic.equals(Topics.FINDINGS.name())) {
        return finding(record);
      }
      if (topic.equals(Topics.SERIES.name())) {
        return series(record);
      }
      return status(record);
    } catch (MalformedRecord e) {
      return refused(record, Reason.MALFORMED, String.valueOf(e.getMessage()));
    } catch (HistoryUnavailable e) {
      throw e; // it says nothing of the record, which is read again
    } catch (RuntimeException e) {
      return refused(record, Reason.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static HistoryItem alert(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return refused(record, Reason.MALFORMED, "the record has no value");
    }
    AlertEvent event = Topics.ALERTS.codec().decode(record.value());
    JsonText json = new JsonText(record.value());
    return stored(record, RecordRows.alertEvent(event, json), RecordRows.alert(event, json));
  }

  /** What is refused here the topology has put into the dead letter already. */
  private HistoryItem finding(ConsumerRecord<byte[], byte[]> record) {
    return switch (signed.open(Topics.FINDINGS, record.key(), record.value(), record.headers())) {
      case Opened.Refused<Statement> refused ->
          new HistoryItem.Refused(record, refused.refusal(), false);
      case Opened.Genuine<Statement> genuine -> {
        Statement statement = genuine.value();
        String gateway = genuine.signed().gateway();
        boolean may =
            may(
                gateway,
                record.timestamp(),
                scope ->
                    statement.gateway().equals(scope.gateway())
                        && scope.objection(statement).isEmpty());
        if (!may) {
          Refusal refusal = new Refusal(Reason.FOREIGN_ASSET, "not the gateway's to state");
          yield new HistoryItem.Refused(record, refusal, false);
        }
        yield switch (statement) {
          case ConditionSnapshot _ -> stored(record);
          case GapFinding gap -> stored(record, RecordRows.gap(gap, new JsonText(record.value())));
          case Finding finding ->
              stored(record, RecordRows.finding(finding, new JsonText(record.value())));
        };
      }
    };
  }

  private HistoryItem series(ConsumerRecord<byte[], byte[]> record) {
    return switch (signed.open(Topics.SERIES, record.key(), record.value(), record.headers())) {
      case Opened.Refused<SeriesBlock> refused ->
          new HistoryItem.Refused(record, refused.refusal(), true);
      case Opened.Genuine<SeriesBlock> genuine -> series(record, genuine);
    };
  }

  private HistoryItem series(
      ConsumerRecord<byte[], byte[]> record, Opened.Genuine<SeriesBlock> genuine) {
    SeriesBlock block = genuine.value();
    String gateway = genuine.signed().gateway();
    AssetPath asset = AssetPath.of(genuine.key());
    if (!block.series().startsWith(asset + "/")) {
      return refused(
          record,
          Reason.WRONG_KEY,
          "series '%s' stands under key '%s'".formatted(block.series(), asset));
    }
    if (!block.gateway().equals(gateway)) {
      return refused(
          record,
          Reason.WRONG_GATEWAY,
          "gateway '%s' signed a block of gateway '%s'".formatted(gateway, block.gateway()));
    }
    Newest known = newest.get(gateway);
    if (known == null) {
      return refused(
          record, Reason.UNKNOWN_GATEWAY, "gateway '" + gateway + "' has no desired state");
    }
    if (!may(gateway, record.timestamp(), scope -> scope.objection(asset).isEmpty())) {
      String why = known.scope().objection(asset).orElse("not the gateway's to state");
      return refused(record, Reason.FOREIGN_ASSET, why);
    }
    if (block.minute().isBefore(OLDEST_MINUTE)
        || block.minute().isAfter(clock.instant().plus(FUTURE_ALLOWED))) {
      return refused(
          record,
          Reason.NOT_STORABLE,
          "minute " + block.minute() + " is before 2000 or more than a day ahead; check the clock");
    }
    Row row =
        RecordRows.seriesBlock(
            block, genuine.signed().epoch(), genuine.signed().sequence(), record.value());
    return new HistoryItem.Stored(
        record, List.of(row, RecordRows.series(block)), SeriesPartitions.dayOf(block.minute()));
  }

  /**
   * Whether a gateway may state something: by its newest desired state, or by the one of the
   * record's time, when that is older. The topology has judged by that one.
   *
   * @param stampMillis when the gateway sent the record
   */
  private boolean may(String gateway, long stampMillis, Predicate<GatewayScope> covers) {
    Newest known = newest.get(gateway);
    if (known == null) {
      return false;
    }
    if (covers.test(known.scope())) {
      return true;
    }
    Instant sent = Instant.ofEpochMilli(stampMillis);
    return sent.isBefore(known.issuedAt()) && past.at(gateway, sent).filter(covers).isPresent();
  }

  private HistoryItem status(ConsumerRecord<byte[], byte[]> record) {
    return switch (signed.open(Topics.STATUS, record.key(), record.value(), record.headers())) {
      case Opened.Refused<GatewayStatus> refused ->
          new HistoryItem.Refused(record, refused.refusal(), true);
      case Opened.Genuine<GatewayStatus> genuine -> {
        String gateway = genuine.signed().gateway();
        yield gateway.equals(genuine.key()) && gateway.equals(genuine.value().gateway())
            ? stored(
                record, RecordRows.gatewayStatus(genuine.value(), new JsonText(record.value())))
            : refused(
                record,
                Reason.WRONG_GATEWAY,
                "gateway '%s' reports as '%s' under key '%s'"
                    .formatted(gateway, genuine.value().gateway(), genuine.key()));
      }
    };
  }

  private static HistoryItem stored(ConsumerRecord<byte[], byte[]> record, Row... rows) {
    return new HistoryItem.Stored(record, List.of(rows), null);
  }

  private static HistoryItem refused(
      ConsumerRecord<byte[], byte[]> record, Reason reason, String message) {
    return new HistoryItem.Refused(record, new Refusal(reason, message), true);
  }
}
