package io.linewatch.central.feed;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of one topic for ever, without a group, on one thread named after its role.
 * When Kafka fails it starts over where it stood.
 */
public final class TopicTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final String topic;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final Start start;
  private final java.util.function.Consumer<ConsumerRecord<String, byte[]>> onRecord;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final CountDownLatch positioned = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closed;
  private volatile boolean healthy;

  /** Where reading begins the first time. Called on the tail's thread. */
  @FunctionalInterface
  public interface Start {
    Map<TopicPartition, Long> positions(
        Consumer<String, byte[]> consumer, List<TopicPartition> partitions);
  }

  /**
   * @param onRecord called on the tail's thread; must not throw
   */
  public TopicTail(
      String role,
      String topic,
      Supplier<Consumer<String, byte[]>> consumers,
      Start start,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> onRecord) {
    this.topic = topic;
    this.consumers = consumers;
    this.start = start;
    this.onRecord = onRecord;
    this.thread = Thread.ofPlatform().name(role).unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Waits until the first positions are taken; false when that took longer. */
  public boolean awaitPositioned(Duration wait) throws InterruptedException {
    return positioned.await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  public boolean isHealthy() {
    return healthy;
  }

  private void run() {
    Duration pause = Duration.ofMillis(250);
    while (!closed) {
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        follow(consumer);
      } catch (WakeupException | InterruptException e) {
        return;
      } catch (KafkaException | IllegalStateException e) {
        healthy = false;
        LOG.warn("{}: reading {} failed, trying again in {}", thread.getName(), topic, pause, e);
        if (!sleep(pause)) {
          return;
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      }
    }
  }

  private void follow(Consumer<String, byte[]> consumer) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IllegalStateException("topic " + topic + " does not exist: run topics apply");
    }
    consumer.assign(partitions);
    if (positions.isEmpty()) {
      positions.putAll(start.positions(consumer, partitions));
    }
    positions.forEach(consumer::seek);
    positioned.countDown();
    while (!closed) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        onRecord.accept(record);
        positions.put(new TopicPartition(topic, record.partition()), record.offset() + 1);
      }
      healthy = true;
    }
  }

  private boolean sleep(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      if (!thread.join(Duration.ofSeconds(5))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
