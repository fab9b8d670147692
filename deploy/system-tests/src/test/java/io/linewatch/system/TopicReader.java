package io.linewatch.system;

import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that stands on one topic, read from its beginning as it comes. One thread. */
final class TopicReader<T> implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final Topic<T> topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<T> values = new ArrayList<>();
  private final List<String> sequences = new ArrayList<>();

  TopicReader(String bootstrap, Topic<T> topic) {
    this.topic = topic;
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
  }

  /** All that stands there now. */
  List<T> values() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(this::add);
    }
    return List.copyOf(values);
  }

  private void add(ConsumerRecord<byte[], byte[]> record) {
    values.add(topic.codec().decode(record.value()));
    sequences.add(
        header(record, RecordSignature.EPOCH_HEADER)
            + " "
            + header(record, RecordSignature.SEQUENCE_HEADER));
  }

  /** Epoch and sequence number of each signed record, in the order of {@link #values}. */
  List<String> sequences() {
    return List.copyOf(sequences);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
