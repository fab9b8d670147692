package io.linewatch.edge.local;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.wire.MqttRecords;
import io.linewatch.domain.wire.MqttTopics;
import io.linewatch.edge.outbox.StoredVerdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the line of every verdict that is safe, in their order and at least once: what a killed
 * agent had not told, the next one tells. What a gate must know by its deadline goes ahead of all
 * and before it is safe: a disk that is slow must not let a part pass.
 *
 * <p>Thread {@code verdict-feed} publishes; any thread hands over.
 */
public final class VerdictFeed implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VerdictFeed.class);
  private static final int BATCH = 64;

  /** More parts than any station has under way; their rows are told anyway. */
  static final int MAX_URGENT = 1_024;

  private static final Duration PAUSE = Duration.ofMillis(500);

  /** The verdicts that are safe, and how far they were told. The feed's thread. */
  @FunctionalInterface
  public interface Log {
    /**
     * The first that were not told.
     *
     * @param told all up to this number were told, which is remembered for the next run
     * @param most may be 0
     */
    List<StoredVerdict> untold(long told, int most) throws IOException, InterruptedException;
  }

  private record Spoken(String station, String part, java.time.Instant decided) {
    static Spoken of(PartVerdict verdict) {
      return new Spoken(verdict.station(), verdict.part(), verdict.decided());
    }
  }

  private final Log log;
  private final FeedConnection connection;
  private final Counter published;
  private final Counter droppedUrgent;
  private final Thread thread;
  private final Semaphore wakes = new Semaphore(0);

  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<PartVerdict> urgent = new ArrayDeque<>();

  /** Told ahead of their rows. The feed's thread. */
  private final Set<Spoken> ahead = new LinkedHashSet<>();

  /** All up to this number were told by this run. The feed's thread. */
  private long told;

  private volatile boolean stopping;

  public VerdictFeed(Log log, FeedConnection connection, MeterRegistry metrics) {
    this.log = log;
    this.connection = connection;
    this.published =
        Counter.builder("linewatch.inspection.verdicts.told")
            .description("verdicts that the line's broker has taken")
            .register(metrics);
    this.droppedUrgent =
        Counter.builder("linewatch.inspection.verdicts.urgent.dropped")
            .description("deadlines that could not be told at once; bound " + MAX_URGENT)
            .register(metrics);
    Gauge.builder("linewatch.inspection.verdicts.urgent", this, VerdictFeed::waitingUrgent)
        .description("deadlines that wait to be told")
        .register(metrics);
    this.thread = Thread.ofPlatform().name("verdict-feed").daemon().unstarted(this::run);
  }

  public void start() {
    connection.start(this::wake);
    thread.start();
  }

  /** Why gates are not told and what to do; empty when they are. */
  public String problem() {
    return connection.problem();
  }

  /** Verdicts are safe. Never blocks; any thread. */
  public void wake() {
    if (wakes.availablePermits() == 0) {
      wakes.release();
    }
  }

  /** Tells it at once, before its row is safe; the row itself is not told again. Any thread. */
  public void tellNow(PartVerdict verdict) {
    lock.lock();
    try {
      if (urgent.size() >= MAX_URGENT) {
        droppedUrgent.increment();
        return;
      }
      urgent.add(verdict);
    } finally {
      lock.unlock();
    }
    wake();
  }

  private int waitingUrgent() {
    lock.lock();
    try {
      return urgent.size();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable PartVerdict nextUrgent() {
    lock.lock();
    try {
      return urgent.peek();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        if (connection.connected()) {
          tellAll();
        }
        var _ = wakes.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      LOG.debug("verdict feed ends by interrupt");
    }
  }

  private void tellAll() throws InterruptedException {
    try {
      tellUrgent();
      List<StoredVerdict> rows = log.untold(told, BATCH);
      while (!rows.isEmpty()) {
        for (StoredVerdict row : rows) {
          tellUrgent();
          if (!ahead.remove(Spoken.of(row.verdict()))) {
            publish(row.verdict());
          }
          told = row.number();
        }
        rows = log.untold(told, stopping ? 0 : BATCH);
      }
    } catch (IOException away) {
      LOG.debug("verdicts wait: {}", away.getMessage());
    } catch (IllegalStateException closed) {
      LOG.warn("verdicts cannot be told: {}", closed.getMessage());
    }
  }

  private void tellUrgent() throws IOException, InterruptedException {
    for (PartVerdict next = nextUrgent(); next != null; next = nextUrgent()) {
      publish(next);
      lock.lock();
      try {
        urgent.remove();
      } finally {
        lock.unlock();
      }
      ahead.add(Spoken.of(next));
      if (ahead.size() > MAX_URGENT) {
        ahead.remove(ahead.iterator().next());
      }
    }
  }

  private void publish(PartVerdict verdict) throws IOException, InterruptedException {
    connection.publish(
        MqttTopics.verdict(verdict.gateway(), verdict.asset(), verdict.station()),
        MqttRecords.VERDICT.encode(verdict),
        false);
    published.increment();
  }

  /** Ends the thread; what is not told is told by the next run. */
  @Override
  public void close() {
    stopping = true;
    wake();
    try {
      if (thread.isAlive() && !thread.join(Duration.ofSeconds(1))) {
        thread.interrupt();
        var _ = thread.join(Duration.ofSeconds(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
