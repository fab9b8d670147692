package io.linewatch.system;

import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts raw records on topics and reads the dead letters that come of them. One thread. */
final class KafkaProbe implements AutoCloseable {
  private static final long SEND_TIMEOUT_SECONDS = 30;

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<String> sent = new HashSet<>();

  /**
   * @param reason text of the reason header
   */
  record DeadLetter(String reason, byte[] value) {}

  KafkaProbe(String bootstrap) {
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
            new ByteArraySerializer(),
            new ByteArraySerializer());
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
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.DEAD_LETTER.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  void send(String topic, String key, byte[] value) throws Exception {
    RecordMetadata metadata =
        producer
            .send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
            .get(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    sent.add(
        place(topic, Integer.toString(metadata.partition()), Long.toString(metadata.offset())));
  }

  /** One dead letter of what was sent to each of these topics. */
  Map<String, DeadLetter> awaitDeadLetters(Collection<String> topics, Duration patience) {
    Map<String, DeadLetter> letters = new HashMap<>();
    long deadline = System.nanoTime() + patience.toNanos();
    while (!letters.keySet().containsAll(topics)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("dead letters wanted of " + topics + ", got " + letters);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        String topic = header(record, Topics.DEAD_LETTER_TOPIC);
        String place =
            place(
                topic,
                header(record, Topics.DEAD_LETTER_PARTITION),
                header(record, Topics.DEAD_LETTER_OFFSET));
        if (sent.contains(place)) {
          letters.put(
              topic, new DeadLetter(header(record, Topics.DEAD_LETTER_REASON), record.value()));
        }
      }
    }
    return letters;
  }

  private static String place(String topic, String partition, String offset) {
    return topic + " " + partition + " " + offset;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
    consumer.close();
  }
}
