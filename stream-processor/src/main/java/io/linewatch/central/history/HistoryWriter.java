package io.linewatch.central.history;

import io.linewatch.central.history.BatchWriter.Written;
import io.linewatch.central.history.HistoryBatch.TakenOver;
import io.linewatch.central.history.HistoryItem.Refused;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.kafka.KafkaUnavailable;
import io.linewatch.central.metrics.CentralCounters;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows alerts, findings, series and status into PostgreSQL. One thread reads, verifies and
 * decodes a batch while another writes the one before. The place it stands at is kept in PostgreSQL
 * with what it wrote, so whatever fails, it reads its place again and goes on. When another writer
 * has moved that place, this one stops for good.
 */
public final class HistoryWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(500);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

  private final HistoryDatabase database;
  private final HistorySettings settings;
  private final HistoryRecords records;
  private final SeriesPartitions partitions;
  private final CentralCounters counters;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;
  private long refusedCount; // history thread, like lastRefused
  private String lastRefused = "";
  private volatile HistoryHealth health = new HistoryHealth(false, "starting");

  public HistoryWriter(
      HistoryDatabase database,
      HistorySettings settings,
      GatewayKeys keys,
      InstantSource clock,
      CentralCounters counters) {
    this.database = database;
    this.settings = settings;
    this.records = new HistoryRecords(keys, clock, new StoredScopes(database.dataSource()));
    this.partitions = new SeriesPartitions(database.dataSource());
    this.counters = counters;
    this.thread = Thread.ofPlatform().name("history-reader").unstarted(this::run);
  }

  /** Returns at once; {@link #health} tells when history follows. */
  public void start() {
    thread.start();
  }

  /** Any thread. */
  public HistoryHealth health() {
    return health;
  }

  @Override
  public void close() {
    stopping.countDown();
    try {
      if (!thread.join(STOP_TIMEOUT)) {
        LOG.warn("the history writer did not stop within {}", STOP_TIMEOUT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Duration retry = FIRST_RETRY;
    while (!isStopping()) {
      long before = System.nanoTime();
      try {
        follow();
      } catch (InterruptedException e) {
        stopping.countDown();
      } catch (TakenOver e) {
        health =
            new HistoryHealth(
                false, e.getMessage() + "; stop one of the two and restart this program");
        LOG.error("{}", health.message());
        return;
      } catch (SQLException | HistoryUnavailable | KafkaException | KafkaUnavailable e) {
        if (System.nanoTime() - before > LONGEST_RETRY.toNanos()) {
          retry = FIRST_RETRY; // it had worked for a while
        }
        health = new HistoryHealth(false, "history waits: " + e.getMessage());
        LOG.warn("history waits {}: {}", retry, e.toString());
        counters.historyRetry();
        pause(retry);
        retry =
            retry.multipliedBy(2).compareTo(LONGEST_RETRY) > 0
                ? LONGEST_RETRY
                : retry.multipliedBy(2);
      } catch (RuntimeException e) {
        health = new HistoryHealth(false, "history failed: " + e + "; it tries again");
        LOG.error("history failed; trying again", e);
        counters.historyRetry();
        pause(LONGEST_RETRY);
      }
    }
    health = new HistoryHealth(false, "stopped");
  }

  private void follow() throws SQLException, TakenOver, InterruptedException {
    database.migrate();
    try (HistorySource source = new HistorySource(settings);
        HistoryDeadLetters deadLetters = new HistoryDeadLetters(settings)) {
      Map<TopicPartition, Long> offsets =
          StoredOffsets.load(database.dataSource(), source.partitions());
      source.open(offsets, records::desired);
      BatchWriter batches =
          new BatchWriter(database.dataSource(), partitions, deadLetters, offsets);
      try (WriteBehind behind = new WriteBehind(batches::write)) {
        while (!isStopping()) {
          turn(source, behind);
        }
        behind.await().ifPresent(this::count);
      }
    }
  }

  private void turn(HistorySource source, WriteBehind behind)
      throws SQLException, TakenOver, InterruptedException {
    ConsumerRecords<byte[], byte[]> polled = source.poll();
    if (!polled.isEmpty()) {
      behind.write(ReadBatch.of(polled, records)).ifPresent(this::count);
    }
    behind.settled().ifPresent(this::count);
    health =
        source.isConnected()
            ? new HistoryHealth(true, "history follows" + refusedInWords())
            : new HistoryHealth(false, "history waits: Kafka does not answer");
  }

  private void count(Written written) {
    written.stored().forEach(item -> counters.accepted("history", item.record().topic()));
    for (Refused item : written.refused()) {
      ConsumerRecord<byte[], byte[]> record = item.record();
      counters.refused("history", record.topic(), item.refusal().reason());
      refusedCount++;
      lastRefused =
          record.topic()
              + "-"
              + record.partition()
              + "@"
              + record.offset()
              + " "
              + item.refusal().text();
    }
  }

  private String refusedInWords() {
    return refusedCount == 0
        ? ""
        : "; refused records since start: " + refusedCount + ", the last " + lastRefused;
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void pause(Duration duration) {
    try {
      if (stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("stopping while waiting to try again");
      }
    } catch (InterruptedException e) {
      stopping.countDown();
    }
  }
}
