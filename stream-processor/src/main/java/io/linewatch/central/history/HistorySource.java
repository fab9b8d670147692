package io.linewatch.central.history;

import io.linewatch.central.kafka.BrokerConnection;
import io.linewatch.central.kafka.KafkaUnavailable;
import io.linewatch.domain.wire.Topic;
import io.linewatch.domain.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * History's view of Kafka: all partitions of its topics from given offsets, committed records only,
 * no consumer group; and beside them the desired states, always from their beginning. Owned by the
 * thread that reads.
 */
final class HistorySource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistorySource.class);
  private static final List<Topic<?>> FOLLOWED =
      List.of(Topics.ALERTS, Topics.FINDINGS, Topics.SERIES, Topics.STATUS);
  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;

  HistorySource(HistorySettings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.properties());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "linewatch-history");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, HistorySettings.MAX_POLL_RECORDS);
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * @throws KafkaUnavailable when a topic is missing
   */
  List<TopicPartition> partitions() {
    List<TopicPartition> partitions = new ArrayList<>();
    FOLLOWED.forEach(topic -> partitions.addAll(partitionsOf(topic)));
    return partitions;
  }

  private List<TopicPartition> partitionsOf(Topic<?> topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic.name(), ANSWER);
    if (found == null || found.isEmpty()) {
      throw new KafkaUnavailable(
          "topic " + topic.name() + " is missing; run: linewatch-central topics apply");
    }
    return found.stream().map(info -> new TopicPartition(info.topic(), info.partition())).toList();
  }

  /** Reads all desired states there are, then stands at the given offsets. */
  void open(Map<TopicPartition, Long> offsets, Consumer<ConsumerRecord<byte[], byte[]>> desired) {
    List<TopicPartition> documents = partitionsOf(Topics.DESIRED);
    List<TopicPartition> all = new ArrayList<>(offsets.keySet());
    all.addAll(documents);
    consumer.assign(all);
    consumer.pause(offsets.keySet());
    offsets.forEach(consumer::seek);
    consumer.seekToBeginning(documents);
    Map<TopicPartition, Long> ends = consumer.endOffsets(documents, ANSWER);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey(), ANSWER) < end.getValue())) {
      consumer.poll(POLL).forEach(desired);
    }
    consumer.resume(offsets.keySet());
  }

  /** Records in order of each partition. Waits a moment when there are none. */
  ConsumerRecords<byte[], byte[]> poll() {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      LOG.error(
          "history missed records: {} are no longer in Kafka; going on with the oldest there are",
          e.offsetOutOfRangePartitions());
      consumer.seekToBeginning(e.offsetOutOfRangePartitions().keySet());
      return ConsumerRecords.empty();
    }
  }

  /** Whether Kafka is there; an empty poll does not tell. */
  boolean isConnected() {
    return BrokerConnection.isUp(consumer.metrics());
  }

  /** The next offset of every partition that had records. */
  static Map<TopicPartition, Long> ends(ConsumerRecords<byte[], byte[]> records) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (TopicPartition partition : records.partitions()) {
      ends.put(partition, records.records(partition).getLast().offset() + 1);
    }
    return ends;
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(5)));
  }
}
