package io.linewatch.bench.latency;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.linewatch.domain.wire.Topics;
import io.linewatch.standalone.server.ConsoleClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Sees every alert's event twice, on a thread each: committed on its topic, and at a client of the
 * console's stream.
 */
final class AlertWatch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Stream<String> stream;
  private final Thread committed = Thread.ofPlatform().name("committed").unstarted(this::commits);
  private final Thread client = Thread.ofPlatform().name("client").daemon().unstarted(this::events);
  private volatile Crossings crossings = new Crossings();

  AlertWatch(String bootstrap, ConsoleClient console) throws IOException, InterruptedException {
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        consumer.partitionsFor(Topics.ALERTS.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList());
    consumer.seekToEnd(consumer.assignment());
    consumer.assignment().forEach(consumer::position);
    stream = console.stream(console.get("/api/feed").path("cursor").asText());
  }

  void start() {
    committed.start();
    client.start();
  }

  /** What is seen from now on is told to these. */
  void watch(Crossings now) {
    crossings = now;
  }

  private void commits() {
    try {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          Instant now = Instant.now();
          crossings.committed(Topics.ALERTS.codec().decode(record.value()).time(), now);
        }
      }
    } catch (WakeupException e) {
      consumer.close();
    }
  }

  private void events() {
    boolean[] alert = {false};
    try {
      stream.forEach(line -> {
        if (line.startsWith("event: ")) {
          alert[0] = line.equals("event: alert");
        } else if (line.startsWith("data: ") && alert[0]) {
          crossings.seen(time(line.substring(6)), Instant.now());
        }
      });
    } catch (UncheckedIOException ended) {
      // The stream is closed with the bench; events that are missing are counted.
    }
  }

  private static Instant time(String event) {
    try {
      return Instant.parse(JSON.readTree(event).path("time").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    consumer.wakeup();
    stream.close();
    try {
      committed.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
