package io.linewatch.bench.central;

import io.linewatch.central.history.BulkCopy;
import io.linewatch.central.history.HistorySettings;
import io.linewatch.domain.wire.Topics;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Committed records into tables, with the place it stands at in the same transaction; a thread of
 * its own. Any failure ends the process, and with it the bench.
 */
final class PassSink implements AutoCloseable {
  private final DataSource database;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> offsets = new HashMap<>();
  private final Thread thread = Thread.ofPlatform().name("pass-sink").unstarted(this::run);

  PassSink(String bootstrap, DataSource database) throws SQLException {
    this.database = database;
    consumer = consumer(bootstrap, "pass-sink");
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : List.of(Topics.FINDINGS.name(), Topics.SERIES.name(), PassThrough.ALERTS)) {
      all.addAll(partitions(consumer, topic));
    }
    try (Connection connection = database.getConnection()) {
      PassTables.create(connection);
      offsets.putAll(PassTables.offsets(connection, all));
    }
    consumer.assign(all);
    offsets.forEach(consumer::seek);
  }

  void start() {
    thread.start();
  }

  static KafkaConsumer<byte[], byte[]> consumer(String bootstrap, String clientId) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, HistorySettings.MAX_POLL_RECORDS);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(info -> new TopicPartition(topic, info.partition()))
        .toList();
  }

  private void run() {
    try {
      while (true) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(250));
        if (!polled.isEmpty()) {
          write(polled);
        }
      }
    } catch (WakeupException e) {
      consumer.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the pass-through could not write", e);
    }
  }

  private void write(ConsumerRecords<byte[], byte[]> polled) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      Map<TopicPartition, Long> moved = move(connection, polled);
      PassTables rows = new PassTables();
      for (ConsumerRecord<byte[], byte[]> record : polled) {
        rows.add(record);
      }
      rows.copy(new BulkCopy(connection));
      connection.commit();
      offsets.putAll(moved);
    }
  }

  private Map<TopicPartition, Long> move(
      Connection connection, ConsumerRecords<byte[], byte[]> polled) throws SQLException {
    Map<TopicPartition, Long> moved = new HashMap<>();
    try (PreparedStatement update = connection.prepareStatement(PassTables.MOVE)) {
      for (TopicPartition partition : polled.partitions()) {
        long end = polled.records(partition).getLast().offset() + 1;
        update.setLong(1, end);
        update.setString(2, partition.topic());
        update.setInt(3, partition.partition());
        update.setLong(4, offsets.getOrDefault(partition, 0L));
        update.addBatch();
        moved.put(partition, end);
      }
      for (int rows : update.executeBatch()) {
        if (rows != 1) {
          throw new SQLException("another pass-through has moved the offsets");
        }
      }
    }
    return moved;
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
