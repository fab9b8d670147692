package io.linewatch.edge.publish;

import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxRow;
import io.linewatch.edge.outbox.Settlement;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves rows from the outbox to Kafka: one thread, one window of rows at a time. A row is deleted
 * after the broker has acknowledged it; a crash in between sends it again, under the same sequence.
 * With Kafka away it tries for ever.
 */
public final class Publisher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Publisher.class);
  private static final int WINDOW_ROWS = 500;
  private static final long WINDOW_BYTES = 4 << 20;

  /**
   * While Kafka is away each try reads little: whole windows, every some seconds for days, would
   * pile up where the collector keeps what is long-lived.
   */
  private static final int PROBE_ROWS = 20;

  private static final long PROBE_BYTES = 64 << 10;
  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** After this long without an answer a window counts as "Kafka is away" on the status page. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  /**
   * After this long a producer without an answer is given up, and what it holds is sent by another.
   * Kafka's producer may be stuck for ever though the broker is there: after a broker died, it has
   * been seen to send one batch again and again that the broker refuses as out of order.
   */
  private static final Duration GIVEN_UP = Duration.ofSeconds(60);

  private final Outbox outbox;
  private final RecordSigner signer;
  private final Supplier<Producer<String, byte[]>> producers;
  private final Runnable onReconnect;
  private final MeterRegistry metrics;
  private final Duration patience;
  private final Thread thread;
  private final KafkaReach reach = new KafkaReach();
  private final CountDownLatch stopped = new CountDownLatch(1);

  private @Nullable Producer<String, byte[]> producer;

  /** Whether nothing of the last window got through. */
  private boolean probing;

  private volatile boolean stopping;

  /**
   * @param producers makes a new producer, at the start and after one that failed
   * @param onReconnect told on the publisher's thread when Kafka answers again; quick
   */
  public Publisher(
      Outbox outbox,
      GatewayKey key,
      Supplier<Producer<String, byte[]>> producers,
      Runnable onReconnect,
      MeterRegistry metrics) {
    this(outbox, key, producers, onReconnect, metrics, GIVEN_UP);
  }

  /**
   * As above.
   *
   * @param patience with a producer that does not answer
   */
  Publisher(
      Outbox outbox,
      GatewayKey key,
      Supplier<Producer<String, byte[]>> producers,
      Runnable onReconnect,
      MeterRegistry metrics,
      Duration patience) {
    this.patience = patience;
    this.outbox = outbox;
    this.signer = new RecordSigner(key, outbox.epoch());
    this.producers = producers;
    this.onReconnect = onReconnect;
    this.metrics = metrics;
    this.thread = Thread.ofPlatform().name("publisher").unstarted(this::run);
    Gauge.builder("linewatch.kafka.connected", this, p -> p.connected() ? 1 : 0)
        .description("1 when Kafka answered the last records")
        .register(metrics);
  }

  public void start() {
    thread.start();
  }

  /** Whether the broker answered the last window. */
  public boolean connected() {
    return reach.connected();
  }

  /** What keeps records from Kafka; empty when nothing does. */
  public String problem() {
    return reach.problem();
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    try {
      while (!stopping) {
        boolean fine = probing ? send(PROBE_ROWS, PROBE_BYTES) : send(WINDOW_ROWS, WINDOW_BYTES);
        pause = fine ? FIRST_PAUSE : waitLonger(pause);
      }
    } catch (InterruptedException e) {
      log.debug("publisher ends by interrupt");
    } catch (RuntimeException e) {
      reach.ended("The publisher has failed: " + e + ". Restart the agent.");
      log.error("publisher failed", e);
    } finally {
      closeProducer(Duration.ZERO);
      stopped.countDown();
    }
  }

  private Duration waitLonger(Duration pause) throws InterruptedException {
    // An interruptible wait, so that a stop need not sit the pause out.
    if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      return pause;
    }
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }

  /** One window: read, send, wait for the answers, settle. False when Kafka or disk failed. */
  private boolean send(int most, long mostBytes) throws InterruptedException {
    try {
      List<OutboxRow> rows = outbox.waiting(most, mostBytes);
      if (rows.isEmpty()) {
        outbox.awaitNews(IDLE);
        return true;
      }
      probing = true;
      SendWindow window = send(rows);
      Settlement settlement = window.settlement();
      probing = settlement.published().isEmpty() && settlement.refused().isEmpty();
      if (probing) {
        closeProducer(Duration.ofSeconds(1));
        return false;
      }
      outbox.settle(settlement);
      count(rows, settlement);
      boolean whole = window.complete() && !window.failed();
      if (!whole) {
        closeProducer(Duration.ofSeconds(1));
      }
      return whole;
    } catch (IOException e) {
      log.warn("outbox not readable for the moment: {}", e.getMessage());
      return false;
    } catch (KafkaException e) {
      reach.failed(e);
      closeProducer(Duration.ofSeconds(1));
      return false;
    }
  }

  private SendWindow send(List<OutboxRow> rows) throws InterruptedException {
    Producer<String, byte[]> to = producer == null ? producers.get() : producer;
    producer = to;
    SendWindow window = new SendWindow(rows);
    for (int i = 0; i < rows.size() && !window.failed() && !stopping; i++) {
      int index = i;
      window.sent(i);
      try {
        // The callback tells all that the future would.
        Future<?> _ =
            to.send(signer.sign(rows.get(i)), (_, error) -> window.answered(index, error));
      } catch (KafkaException e) {
        // Thrown before the record went anywhere, such as when metadata cannot be had.
        window.answered(i, e);
      }
    }
    Duration look = patience.compareTo(SILENCE) < 0 ? patience : SILENCE;
    Duration silent = Duration.ZERO;
    while (!window.await(look)) {
      silent = silent.plus(look);
      reach.silent(look);
      if (stopping || silent.compareTo(patience) >= 0) {
        break;
      }
    }
    if (!window.complete() && !stopping) {
      log.warn("no answer for {}; another producer sends what waits", silent);
      metrics.counter("linewatch.publish.producers.given.up").increment();
    }
    Exception error = window.error();
    if (error != null) {
      reach.failed(error);
    } else if (window.complete() && reach.answered()) {
      onReconnect.run();
    }
    return window;
  }

  private void count(List<OutboxRow> rows, Settlement settlement) {
    Set<Long> published = new HashSet<>(settlement.published());
    for (OutboxRow row : rows) {
      if (published.contains(row.sequence())) {
        metrics.counter("linewatch.published", "topic", row.topic()).increment();
      } else if (settlement.refused().containsKey(row.sequence())) {
        metrics.counter("linewatch.publish.refused", "topic", row.topic()).increment();
        log.error(
            "Kafka refuses record {} of {}: {}; it is kept in the outbox file, table refused",
            row.sequence(),
            row.topic(),
            settlement.refused().get(row.sequence()));
      }
    }
  }

  private void closeProducer(Duration patience) {
    if (producer != null) {
      producer.close(patience);
      producer = null;
    }
  }

  /**
   * Sends what waits for at most {@code patience}; the rest stays in the outbox.
   *
   * @return whether nothing is left
   */
  public boolean drain(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (outbox.depth().rows() > 0 && connected() && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return outbox.depth().rows() == 0;
  }

  @Override
  public void close() {
    stopping = true;
    try {
      if (!stopped.await(1, TimeUnit.SECONDS)) {
        thread.interrupt();
        if (!stopped.await(5, TimeUnit.SECONDS)) {
          log.warn("the publisher does not end; what it had in flight is sent again later");
        }
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
