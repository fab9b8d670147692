package io.linewatch.central.plant;

import io.linewatch.central.history.HistoryUnavailable;
import io.linewatch.domain.wire.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends desired states that PostgreSQL holds and Kafka has not yet acknowledged, newest of each
 * gateway only, again and again until it has. One thread, {@code desired-publisher}.
 */
public final class DesiredPublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DesiredPublisher.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
  private static final int MAX_BATCH = 500;

  private final Jdbi jdbi;
  private final Producer<String, byte[]> producer;
  private final InstantSource clock;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;
  private volatile String problem = "";

  public DesiredPublisher(Jdbi jdbi, Producer<String, byte[]> producer, InstantSource clock) {
    this.jdbi = jdbi;
    this.producer = producer;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("desired-publisher").unstarted(this::run);
  }

  private record Unpublished(String gateway, long revision, byte[] document) {}

  public void start() {
    thread.start();
  }

  /** There may be something to send. Any thread. */
  public void wake() {
    wake.release();
  }

  /** Why nothing can be sent now; empty when all is well. */
  public String problem() {
    return problem;
  }

  private void run() {
    try {
      while (!closed) {
        try {
          problem = publish();
        } catch (HistoryUnavailable | JdbiException | KafkaException | ExecutionException e) {
          problem = "desired states wait: " + e.getMessage();
          LOG.warn("desired states could not be sent, trying again", e);
        }
        // Whether woken or not, it looks again; permits of several changes count as one.
        boolean woken = wake.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        if (woken) {
          wake.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends what waits. A document Kafka never takes must not hold back those of other gateways.
   *
   * @return what could not be sent and why; empty when all was
   */
  private String publish() throws ExecutionException, InterruptedException {
    List<Unpublished> waiting =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    """
                    select distinct on (gateway) gateway, revision, document
                    from desired_state where published_at is null
                    order by gateway, revision desc limit :limit
                    """)
                .bind("limit", MAX_BATCH)
                .map((row, _) -> new Unpublished(row.getString(1), row.getLong(2), row.getBytes(3)))
                .list());
    String tooLarge = "";
    for (Unpublished document : waiting) {
      try {
        send(document);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RecordTooLargeException)) {
          throw e;
        }
        LOG.error("the desired state of gateway {} is too large", document.gateway(), e);
        tooLarge =
            "the desired state of gateway "
                + document.gateway()
                + " is too large for Kafka; give some of its assets to another gateway, or raise"
                + " max.message.bytes of topic "
                + Topics.DESIRED.name();
      }
    }
    return tooLarge;
  }

  private void send(Unpublished document) throws ExecutionException, InterruptedException {
    var acknowledged =
        producer
            .send(
                new ProducerRecord<>(
                    Topics.DESIRED.name(), document.gateway(), document.document()))
            .get();
    LOG.info(
        "desired state {} of gateway {} is at {}",
        document.revision(),
        document.gateway(),
        acknowledged);
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "update desired_state set published_at = :now where gateway = :gateway"
                    + " and revision <= :revision and published_at is null")
            .bind("now", clock.instant())
            .bind("gateway", document.gateway())
            .bind("revision", document.revision())
            .execute());
  }

  @Override
  public void close() {
    closed = true;
    wake.release();
    try {
      if (!thread.join(Duration.ofSeconds(5))) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
