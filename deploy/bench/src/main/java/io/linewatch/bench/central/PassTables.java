package io.linewatch.bench.central;

import io.linewatch.central.history.BulkCopy;
import io.linewatch.central.history.CopyTable;
import io.linewatch.central.history.JsonText;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Tables of the centre's shape, with its indexes and conflict rules, and the rows that a record
 * becomes without being read: keys are made of its place, the rest of its headers. As many rows are
 * written, and as many of them again and again, as the centre has of the same load. One batch.
 */
final class PassTables {
  static final String SCHEMA = "pass";
  static final String MOVE =
      "update pass.consumer_offset set next_offset = ? where topic = ? and partition = ? and next_offset = ?";

  /** Alerts, and series of an asset, that take turns: there are no names without decoding. */
  private static final int ALERTS_A_PARTITION = 500;

  private static final int SERIES_AN_ASSET = 5;

  private static final CopyTable FINDING =
      new CopyTable(
          "pass.finding", "id, asset, gateway, subject, time, body", "on conflict do nothing");
  private static final CopyTable ALERT_EVENT =
      new CopyTable(
          "pass.alert_event",
          "alert_id, revision, transition, time, body",
          "on conflict do nothing");
  private static final CopyTable ALERT =
      new CopyTable(
          "pass.alert",
          "id, source, asset, gateway, revision, active, acknowledged, latched, shelved, open,"
              + " alarm_class, severity, highest_severity, raised_at, changed_at, cleared_at, body",
          """
          on conflict (id) do update set (source, asset, gateway, revision, active, acknowledged,
            latched, shelved, open, alarm_class, severity, highest_severity, raised_at, changed_at,
            cleared_at, body) =
            (excluded.source, excluded.asset, excluded.gateway, excluded.revision, excluded.active,
            excluded.acknowledged, excluded.latched, excluded.shelved, excluded.open,
            excluded.alarm_class, excluded.severity, excluded.highest_severity, excluded.raised_at,
            excluded.changed_at, excluded.cleared_at, excluded.body)
          where excluded.revision >= alert.revision
          """);
  private static final CopyTable SERIES =
      new CopyTable(
          "pass.series",
          "series, unit, from_time, to_time",
          """
          on conflict (series) do update set
            from_time = least(series.from_time, excluded.from_time),
            to_time = greatest(series.to_time, excluded.to_time)
          where excluded.from_time < series.from_time or excluded.to_time > series.to_time
          """);
  private static final CopyTable SERIES_BLOCK =
      new CopyTable(
          "pass.series_block",
          "series, minute, gateway, epoch, sequence, complete, samples, least, least_at, greatest,"
              + " greatest_at, least_quality, greatest_quality, body",
          "on conflict do nothing");

  private final Map<CopyTable, Map<String, List<@Nullable Object>>> rows = new LinkedHashMap<>();

  /** Makes the tables where they are not yet. */
  static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists " + SCHEMA);
      for (String table : List.of("finding", "alert_event", "alert", "series", "consumer_offset")) {
        statement.execute(
            "create table if not exists pass.%s (like public.%s including all)"
                .formatted(table, table));
      }
      statement.execute(
          "create table if not exists pass.series_block (like public.series_block including all)");
    }
  }

  static Map<TopicPartition, Long> offsets(
      Connection connection, Collection<TopicPartition> partitions) throws SQLException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try (PreparedStatement insert =
            connection.prepareStatement(
                "insert into pass.consumer_offset values (?, ?, 0) on conflict do nothing");
        PreparedStatement select =
            connection.prepareStatement(
                "select next_offset from pass.consumer_offset where topic = ? and partition = ?")) {
      for (TopicPartition partition : partitions) {
        for (PreparedStatement statement : List.of(insert, select)) {
          statement.setString(1, partition.topic());
          statement.setInt(2, partition.partition());
        }
        insert.executeUpdate();
        try (ResultSet row = select.executeQuery()) {
          row.next();
          offsets.put(partition, row.getLong(1));
        }
      }
    }
    return offsets;
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    String key = new String(record.key(), StandardCharsets.UTF_8);
    String gateway = header(record, RecordSignature.GATEWAY_HEADER);
    OffsetDateTime time = Instant.ofEpochMilli(record.timestamp()).atOffset(ZoneOffset.UTC);
    if (record.topic().equals(Topics.SERIES.name())) {
      series(record, key, gateway, time);
    } else if (record.topic().equals(Topics.FINDINGS.name())) {
      String id = gateway + "~" + record.partition() + "~" + record.offset();
      row(FINDING, id, id, key + "/asset", gateway, key, time, new JsonText(record.value()));
    } else {
      alert(record, key, gateway, time);
    }
  }

  private void alert(
      ConsumerRecord<byte[], byte[]> record, String key, String gateway, OffsetDateTime time) {
    JsonText body = new JsonText(record.value());
    String id = "a-" + record.partition() + "-" + record.offset() % ALERTS_A_PARTITION;
    row(ALERT_EVENT, id + "-" + record.offset(), id, record.offset(), "FORWARDED", time, body);
    row(
        ALERT,
        id,
        id,
        id,
        key + "/asset",
        gateway,
        record.offset(),
        true,
        false,
        false,
        false,
        true,
        "ALARM",
        (short) 3,
        (short) 3,
        time,
        time,
        null,
        body);
  }

  private void series(
      ConsumerRecord<byte[], byte[]> record, String key, String gateway, OffsetDateTime time) {
    String series = key + "/channel-" + record.offset() % SERIES_AN_ASSET;
    row(
        SERIES_BLOCK,
        series + record.offset(),
        series,
        time,
        gateway,
        header(record, RecordSignature.EPOCH_HEADER),
        record.offset(),
        true,
        60,
        0.0,
        0L,
        0.0,
        0L,
        "GOOD",
        "GOOD",
        record.value());
    row(SERIES, series, series, "mm/s", time, time);
  }

  private void row(CopyTable table, String key, @Nullable Object... values) {
    rows.computeIfAbsent(table, _ -> new LinkedHashMap<>()).put(key, Arrays.asList(values));
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  void copy(BulkCopy copy) throws SQLException {
    for (Map.Entry<CopyTable, Map<String, List<@Nullable Object>>> table : rows.entrySet()) {
      copy.into(table.getKey(), new ArrayList<>(table.getValue().values()));
    }
  }
}
