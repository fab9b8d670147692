package io.linewatch.edge.outbox;

import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.plant.AssetPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that touches the database. */
final class OutboxWriter implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(OutboxWriter.class);
  private static final String DROPPED =
      "The outbox was full while Kafka was away; the oldest series were dropped to keep findings.";
  private static final Duration GAP_FLUSH = Duration.ofMinutes(1);
  private static final long IDLE_NANOS = WorkQueue.nanos(Duration.ofMillis(500));

  private final OutboxSettings settings;
  private final Connection connection;
  private final OutboxTables tables;
  private final DetectorTable detectors;
  private final GapTable gaps;
  private final WorkQueue queue;
  private final String epoch;
  private final Consumer<Statement> afterCommit;
  private final InstantSource clock;

  final Semaphore news = new Semaphore(0);
  final AtomicLong droppedSeries = new AtomicLong();
  volatile OutboxDepth depth = OutboxDepth.EMPTY;
  volatile String problem = "";
  volatile boolean waitsForDisk;

  /** A group that the disk refused; nothing is taken until it is in. */
  private List<Submission> held = List.of();

  /** Dropped by the transaction that runs; counted when it is committed. */
  private int dropping;

  private boolean gapsWait;
  private Instant lastGapFlush = Instant.MIN;
  private boolean reserved;
  private @Nullable AssetPath home;

  OutboxWriter(
      OutboxSettings settings,
      Connection connection,
      String epoch,
      WorkQueue queue,
      Consumer<Statement> afterCommit,
      InstantSource clock)
      throws SQLException {
    this.settings = settings;
    this.connection = connection;
    this.tables = new OutboxTables(connection);
    this.detectors = new DetectorTable(connection);
    this.gaps = new GapTable(connection, tables, settings.gateway());
    this.queue = queue;
    this.epoch = epoch;
    this.afterCommit = afterCommit;
    this.clock = clock;
    gapsWait = !gaps.isEmpty();
    String savedHome = tables.meta("home");
    home = savedHome == null ? null : AssetPath.of(savedHome);
    showDepth();
  }

  @Override
  public void run() {
    try {
      boolean closed = false;
      while (!closed) {
        boolean accepting = held.isEmpty() && tables.totals().bytes() < settings.maxBytes();
        WorkQueue.Turn turn = queue.take(accepting, WorkQueue.nanos(settings.linger()), IDLE_NANOS);
        closed = turn.closed();
        for (Request<?> request : turn.requests()) {
          serve(request);
        }
        List<Submission> group = new ArrayList<>(held);
        group.addAll(turn.submissions());
        if (!group.isEmpty()) {
          write(group);
        }
        keepHouse();
      }
      leave();
    } catch (InterruptedException e) {
      queue.fail(new IllegalStateException("the outbox's thread was interrupted", e));
    } catch (SQLException | RuntimeException e) {
      problem =
          "The outbox has failed: " + e.getMessage() + " Restart the agent; it checks the file.";
      log.error("outbox failed; nothing more is decided until the agent restarts", e);
      queue.fail(e);
    }
  }

  private void leave() throws SQLException {
    if (!held.isEmpty()) {
      log.error("{} batches could not be written before the stop: {}", held.size(), problem);
    }
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    } catch (SQLException e) {
      log.warn("the log was not folded in: {}; the next start does it", e.getMessage());
    }
    connection.close();
  }

  private void write(List<Submission> group) throws SQLException {
    try {
      transact(() -> insert(group));
      held = List.of();
      diskTakes();
    } catch (SQLException e) {
      if (!OutboxFile.isDiskTrouble(e)) {
        throw e;
      }
      held = group;
      giveUpSpace(e);
      return;
    }
    showDepth();
    for (Submission submission : group) {
      submission.statements().forEach(afterCommit);
      submission.onDurable().run();
    }
    wakePublisher();
  }

  private Object insert(List<Submission> group) throws SQLException {
    Instant now = clock.instant();
    for (Submission submission : group) {
      detectors.save(submission.states());
      tables.insert(submission.rows(), now);
    }
    long over = tables.totals().bytes() - settings.maxBytes();
    if (over > 0) {
      // A twentieth more than needed, so that the next batches do not each drop a row.
      dropSeries(over + settings.maxBytes() / 20);
    }
    return group;
  }

  private void dropSeries(long bytes) throws SQLException {
    List<NewRow.Span> dropped = tables.dropSeries(bytes);
    for (NewRow.Span span : dropped) {
      gaps.add(
          span.stream(),
          DROPPED,
          span.asset(),
          span.firstMicros(),
          span.lastMicros(),
          span.count());
    }
    gapsWait |= !dropped.isEmpty();
    dropping += dropped.size();
  }

  private void diskTakes() {
    problem = "";
    waitsForDisk = false;
  }

  /** The disk is full: the reserve makes room for the log of the deletion that follows. */
  private void giveUpSpace(SQLException cause) throws SQLException {
    problem =
        "The disk refuses to take findings ("
            + cause.getMessage()
            + "). Free space under "
            + settings.directory()
            + "; until then nothing new is acknowledged to the sensors.";
    waitsForDisk = true;
    reserved = false;
    boolean released = OutboxFile.releaseReserve(settings);
    if (released) {
      log.warn("disk trouble, the reserve is given up: {}", cause.getMessage());
    }
    try {
      transact(() -> {
        dropSeries(settings.reserveBytes());
        return settings;
      });
    } catch (SQLException e) {
      if (!OutboxFile.isDiskTrouble(e)) {
        throw e;
      }
      log.debug("not even dropping series is possible: {}", e.getMessage());
    }
  }

  private <T> void serve(Request<T> request) throws SQLException {
    try {
      request.result().complete(transact(request.body()));
    } catch (SQLException e) {
      if (!OutboxFile.isDiskTrouble(e)) {
        request.result().completeExceptionally(e);
        throw e;
      }
      giveUpSpace(e);
      try {
        request.result().complete(transact(request.body()));
        if (held.isEmpty()) {
          diskTakes();
        }
      } catch (SQLException again) {
        request.result().completeExceptionally(again);
      }
    }
  }

  private <T> T transact(Request.Body<T> body) throws SQLException {
    tables.totals().save();
    dropping = 0;
    boolean committed = false;
    try (java.sql.Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        T result = body.run();
        statement.execute("COMMIT");
        committed = true;
        droppedSeries.addAndGet(dropping);
        return result;
      } finally {
        if (!committed) {
          tables.totals().restore();
          rollBack(statement);
        }
      }
    }
  }

  private static void rollBack(java.sql.Statement statement) {
    try {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      // SQLite has rolled back by itself after some errors; the first error is the one to report.
      log.debug("no transaction to roll back: {}", e.getMessage());
    }
  }

  private void keepHouse() throws SQLException {
    if (!reserved && held.isEmpty()) {
      reserved = OutboxFile.keepReserve(settings);
    }
    showDepth();
  }

  private void showDepth() throws SQLException {
    WaitingTotals totals = tables.totals();
    depth =
        new OutboxDepth(
            totals.rows(Lane.STATEMENTS),
            totals.rows(Lane.SERIES),
            totals.rows(Lane.STATUS),
            totals.bytes(),
            totals.bytes() == 0 ? null : tables.oldest());
  }

  private void wakePublisher() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /** Body of a request: the next rows to send. */
  List<OutboxRow> waiting(int maxRows, long maxBytes) throws SQLException {
    return tables.waiting(maxRows, maxBytes);
  }

  /** Body of a request: what became of rows. The broker answers, so gaps can be stated now. */
  List<GapFinding> settle(Settlement settlement) throws SQLException {
    Instant now = clock.instant();
    tables.delete(settlement.published());
    for (Map.Entry<Long, String> refused : settlement.refused().entrySet()) {
      NewRow.@Nullable Span span = tables.refuse(refused.getKey(), refused.getValue(), now);
      long micros = GapTable.micros(now);
      if (span == null) {
        gaps.add(
            "outbox", "Kafka refused a record: " + refused.getValue(), null, micros, micros, 1);
      } else {
        gaps.add(
            span.stream(),
            "Kafka refused a record: " + refused.getValue(),
            span.asset(),
            span.firstMicros(),
            span.lastMicros(),
            span.count());
      }
      gapsWait = true;
    }
    for (Map.Entry<String, Long> topic : settlement.overtaken().entrySet()) {
      tables.renumber(topic.getKey(), topic.getValue());
    }
    return settlement.published().isEmpty() ? List.of() : stateGaps(now);
  }

  private List<GapFinding> stateGaps(Instant now) throws SQLException {
    if (!gapsWait || now.isBefore(earliestGapFlush())) {
      return List.of();
    }
    List<GapFinding> findings = gaps.take(epoch, home, now);
    tables.insert(findings.stream().map(NewRow::of).toList(), now);
    lastGapFlush = now;
    gapsWait = !gaps.isEmpty();
    return findings;
  }

  private Instant earliestGapFlush() {
    return lastGapFlush.equals(Instant.MIN) ? Instant.MIN : lastGapFlush.plus(GAP_FLUSH);
  }

  /** Tells of a gap that was stated, and wakes the publisher. Any thread. */
  void announce(GapFinding gap) {
    afterCommit.accept(gap);
    wakePublisher();
  }

  /** Body of a request: where the gateway stands. */
  AssetPath standsAt(AssetPath gatewayAsset) throws SQLException {
    if (!gatewayAsset.equals(home)) {
      tables.meta("home", gatewayAsset.toString());
      home = gatewayAsset;
    }
    return gatewayAsset;
  }
}
