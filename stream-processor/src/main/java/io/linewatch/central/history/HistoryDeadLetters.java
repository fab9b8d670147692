package io.linewatch.central.history;

import io.linewatch.central.history.HistoryItem.Refused;
import io.linewatch.central.kafka.DeadLetters;
import io.linewatch.central.kafka.KafkaTopics;
import io.linewatch.central.kafka.KafkaUnavailable;
import io.linewatch.domain.wire.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what history refuses to the dead letter, before its offset moves: at least once. Used by
 * the thread that writes.
 */
final class HistoryDeadLetters implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryDeadLetters.class);

  private final KafkaProducer<byte[], byte[]> producer;

  HistoryDeadLetters(HistorySettings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.properties());
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "linewatch-history-dead-letter");
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, KafkaTopics.MAX_DEAD_LETTER_BYTES);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * @throws KafkaUnavailable when Kafka does not confirm all of them
   */
  void send(List<Refused> refused) {
    List<Future<?>> sent = new ArrayList<>();
    for (Refused item : refused) {
      if (item.deadLetter()) {
        ConsumerRecord<byte[], byte[]> from = item.record();
        LOG.warn(
            "{} {} {}: {}", from.topic(), from.partition(), from.offset(), item.refusal().text());
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    Topics.DEAD_LETTER.name(),
                    null,
                    null,
                    from.key(),
                    from.value(),
                    DeadLetters.headers(
                        from.headers(),
                        item.refusal(),
                        from.topic(),
                        from.partition(),
                        from.offset()))));
      }
    }
    try {
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaUnavailable("interrupted while sending dead letters", e);
    } catch (ExecutionException e) {
      throw new KafkaUnavailable("dead letters were not taken: " + e.getCause(), e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
