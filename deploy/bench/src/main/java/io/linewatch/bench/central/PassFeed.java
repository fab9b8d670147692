package io.linewatch.bench.central;

import io.linewatch.central.feed.FeedLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;

/** Follows the forwarded records in memory, on a thread of its own; as many as the feed keeps. */
final class PassFeed implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Deque<ConsumerRecord<byte[], byte[]>> ring = new ArrayDeque<>();
  private final Thread thread = Thread.ofPlatform().name("pass-feed").unstarted(this::run);
  private volatile long count;

  PassFeed(String bootstrap) {
    consumer = PassSink.consumer(bootstrap, "pass-feed");
    consumer.assign(PassSink.partitions(consumer, PassThrough.ALERTS));
    consumer.seekToEnd(consumer.assignment());
    // Where it stands is decided before anything is forwarded.
    consumer.assignment().forEach(consumer::position);
  }

  void start() {
    thread.start();
  }

  /** Any thread. */
  long count() {
    return count;
  }

  // One thread writes the count.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void run() {
    try {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          ring.addLast(record);
          if (ring.size() > FeedLog.DEFAULT_CAPACITY) {
            ring.removeFirst();
          }
          count++;
        }
      }
    } catch (WakeupException e) {
      consumer.close();
    }
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
