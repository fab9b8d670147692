package io.linewatch.central.feed;

import io.linewatch.central.kafka.BrokerConnection;
import io.linewatch.central.kafka.Refusal;
import io.linewatch.central.kafka.Refusal.Reason;
import io.linewatch.domain.wire.MalformedRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every partition of one topic for ever, without a group, on one thread named after its role.
 * When Kafka fails it starts over where it stood.
 */
final class TopicTail implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final String topic;
  private final Supplier<Consumer<String, byte[]>> consumers;
  private final Start start;
  private final java.util.function.Consumer<ConsumerRecord<String, byte[]>> onRecord;
  private final FeedRefusals refusals;
  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final CountDownLatch positioned = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Consumer<String, byte[]> current;
  private volatile boolean healthy;

  /** Where reading begins the first time. Called on the tail's thread. */
  @FunctionalInterface
  public interface Start {
    Map<TopicPartition, Long> positions(
        Consumer<String, byte[]> consumer, List<TopicPartition> partitions);
  }

  /**
   * @param onRecord called on the tail's thread, never with a record that has no value; what it
   *     throws for a record is counted, and the next record gets its turn
   */
  TopicTail(
      String role,
      String topic,
      Supplier<Consumer<String, byte[]>> consumers,
      Start start,
      java.util.function.Consumer<ConsumerRecord<String, byte[]>> onRecord,
      FeedRefusals refusals) {
    this.topic = topic;
    this.consumers = consumers;
    this.start = start;
    this.onRecord = onRecord;
    this.refusals = refusals;
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
    Duration pause = FIRST_PAUSE;
    while (!isClosing()) {
      boolean worked = false;
      try (Consumer<String, byte[]> consumer = consumers.get()) {
        current = consumer;
        stand(consumer);
        worked = true;
        follow(consumer);
      } catch (WakeupException | InterruptException e) {
        break;
      } catch (RuntimeException e) {
        // Whatever it is, the tail must not end without a word: the feed would stand still.
        healthy = false;
        pause = worked ? FIRST_PAUSE : pause;
        LOG.warn("{}: reading {} failed, trying again in {}", thread.getName(), topic, pause, e);
        if (!sleep(pause)) {
          break;
        }
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
      } finally {
        current = null;
      }
    }
    healthy = false;
  }

  /** Goes to where it stood, or to where reading begins. */
  private void stand(Consumer<String, byte[]> consumer) {
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
  }

  private void follow(Consumer<String, byte[]> consumer) {
    while (!isClosing()) {
      for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
        take(record);
        positions.put(new TopicPartition(topic, record.partition()), record.offset() + 1);
      }
      healthy = BrokerConnection.isUp(consumer.metrics());
    }
  }

  // A record may have no value, whatever Kafka's types say.
  @SuppressWarnings("ConstantValue")
  private void take(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      refusals.refuse(record, new Refusal(Reason.MALFORMED, "the record has no value"));
      return;
    }
    try {
      onRecord.accept(record);
    } catch (MalformedRecord e) {
      refusals.refuse(record, new Refusal(Reason.MALFORMED, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.error("{}: a record could not be used", thread.getName(), e);
      refusals.refuse(record, new Refusal(Reason.FAILED, String.valueOf(e.getMessage())));
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /** False when the tail is to end. */
  private boolean sleep(Duration pause) {
    try {
      return !closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Tells the thread to end, without waiting for it. */
  void stop() {
    closing.countDown();
    Consumer<String, byte[]> consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  @Override
  public void close() {
    stop();
    try {
      if (!thread.join(Duration.ofSeconds(5))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
