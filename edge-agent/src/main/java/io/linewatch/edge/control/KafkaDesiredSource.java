package io.linewatch.edge.control;

import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.config.EdgeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the desired topic without a consumer group: from the beginning to the end, then what
 * follows. It reads every partition and keeps what has this gateway's key: the topic is compacted
 * and small, and the partition count need not be known.
 */
public final class KafkaDesiredSource implements DesiredSource {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final String gateway;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private @Nullable Consumer<String, byte[]> consumer;

  /** Ends of the partitions that have not been reached yet; empty when caught up. */
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  private final List<DesiredRecord> backlog = new ArrayList<>();
  private volatile String problem = "Kafka has not answered yet.";

  public KafkaDesiredSource(String gateway, Supplier<Consumer<String, byte[]>> consumers) {
    this.gateway = gateway;
    this.consumers = consumers;
  }

  /** The one consumer of an agent. */
  public static Consumer<String, byte[]> consumer(String gateway, EdgeConfig.Kafka kafka) {
    Map<String, Object> properties = new HashMap<>(kafka.properties());
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrap());
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "linewatch-edge-" + gateway);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
    properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    properties.putIfAbsent(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 5_000);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Topics.MAX_DESIRED_BYTES);
    properties.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    return new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public List<DesiredRecord> poll(Duration atMost) throws InterruptedException {
    try {
      Consumer<String, byte[]> from = consumer;
      if (from == null || from.assignment().isEmpty()) {
        from = connect();
      }
      for (ConsumerRecord<String, byte[]> record : from.poll(atMost)) {
        if (gateway.equals(record.key())) {
          backlog.add(new DesiredRecord(record.value()));
        }
      }
      Consumer<String, byte[]> reader = from;
      ends.entrySet().removeIf(end -> reader.position(end.getKey()) >= end.getValue());
      if (!ends.isEmpty()) {
        return List.of();
      }
      problem = "";
      List<DesiredRecord> records = List.copyOf(backlog);
      backlog.clear();
      return records;
    } catch (org.apache.kafka.common.errors.InterruptException e) {
      throw (InterruptedException) new InterruptedException(e.getMessage()).initCause(e);
    } catch (KafkaException e) {
      problem =
          "The desired state cannot be read from Kafka ("
              + e.getMessage()
              + "). The gateway runs on the last one it has.";
      if (!(e instanceof TimeoutException)) {
        close();
      }
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      return List.of();
    }
  }

  /**
   * A consumer that only waited in vain is asked again: with Kafka away for days, one every some
   * seconds would pile up where the collector keeps what is long-lived.
   */
  private Consumer<String, byte[]> connect() {
    Consumer<String, byte[]> fresh = consumer == null ? consumers.get() : consumer;
    consumer = fresh;
    String topic = Topics.DESIRED.name();
    List<TopicPartition> partitions = new ArrayList<>();
    fresh
        .partitionsFor(topic)
        .forEach(p -> partitions.add(new TopicPartition(topic, p.partition())));
    if (partitions.isEmpty()) {
      throw new KafkaException(
          "there is no topic " + topic + "; run linewatch-central topics apply");
    }
    Map<TopicPartition, Long> present = fresh.endOffsets(partitions);
    fresh.assign(partitions);
    fresh.seekToBeginning(partitions);
    backlog.clear();
    ends.clear();
    ends.putAll(present);
    return fresh;
  }

  @Override
  public String problem() {
    return problem;
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
      consumer = null;
    }
  }
}
