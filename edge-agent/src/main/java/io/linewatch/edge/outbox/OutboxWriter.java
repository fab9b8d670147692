package io.linewatch.edge.outbox;

import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.plant.AssetPath;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that touches the database: groups commits, and bears with a full disk. */
final class OutboxWriter implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(OutboxWriter.class);
  private static final long IDLE_NANOS = WorkQueue.nanos(Duration.ofMillis(500));

  private final OutboxSettings settings;
  private final OutboxStore store;
  private final Reserve reserve;
  private final WorkQueue queue;
  private final Consumer<Statement> afterCommit;
  private final InstantSource clock;

  final Semaphore news = new Semaphore(0);
  final AtomicLong droppedSeries = new AtomicLong();
  volatile OutboxDepth depth;
  volatile String problem = "";
  volatile boolean waitsForDisk;

  /** A group that the disk refused; nothing is taken until it is in. */
  private List<Submission> held = List.of();

  private boolean reserved;

  OutboxWriter(
      OutboxSettings settings,
      OutboxStore store,
      WorkQueue queue,
      Consumer<Statement> afterCommit,
      InstantSource clock)
      throws SQLException {
    this.settings = settings;
    this.store = store;
    this.reserve = new Reserve(settings);
    this.queue = queue;
    this.afterCommit = afterCommit;
    this.clock = clock;
    depth = store.depth();
  }

  @Override
  public void run() {
    try {
      boolean closed = false;
      while (!closed) {
        boolean accepting = held.isEmpty() && store.hasRoom();
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
    try {
      store.foldLog();
    } catch (SQLException e) {
      log.warn("the log was not folded in: {}; the next start does it", e.getMessage());
    }
    try {
      store.close();
    } catch (IOException e) {
      log.warn("the outbox's mark was not closed: {}", e.getMessage());
    }
  }

  private void write(List<Submission> group) throws SQLException {
    try {
      droppedSeries.addAndGet(store.write(group, clock.instant()));
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
    depth = store.depth();
    for (Submission submission : group) {
      submission.statements().forEach(afterCommit);
      submission.onDurable().run();
    }
    wakePublisher();
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
    if (reserve.release()) {
      log.warn("disk trouble, the reserve is given up: {}", cause.getMessage());
    }
    try {
      droppedSeries.addAndGet(store.dropSeries(settings.reserveBytes()));
    } catch (SQLException e) {
      if (!OutboxFile.isDiskTrouble(e)) {
        throw e;
      }
      log.debug("not even dropping series is possible: {}", e.getMessage());
    }
  }

  private <T> void serve(Request<T> request) throws SQLException {
    try {
      request.result().complete(store.transact(request.body()));
    } catch (SQLException e) {
      if (!OutboxFile.isDiskTrouble(e)) {
        request.result().completeExceptionally(e);
        throw e;
      }
      giveUpSpace(e);
      try {
        request.result().complete(store.transact(request.body()));
        if (held.isEmpty()) {
          diskTakes();
        }
      } catch (SQLException again) {
        request.result().completeExceptionally(again);
      }
    }
  }

  private void keepHouse() throws SQLException {
    if (!reserved && held.isEmpty()) {
      reserved = reserve.keep();
    }
    store.tend();
    depth = store.depth();
  }

  private void wakePublisher() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  /** For bodies of requests. */
  VerdictTable verdicts() {
    return store.verdicts();
  }

  /** Body of a request: the next rows to send. */
  List<OutboxRow> waiting(int maxRows, long maxBytes) throws SQLException {
    return store.waiting(maxRows, maxBytes);
  }

  /** Body of a request: what became of rows. */
  List<GapFinding> settle(Settlement settlement) throws SQLException {
    return store.settle(settlement, clock.instant());
  }

  /** Body of a request: where the gateway stands. */
  AssetPath standsAt(AssetPath gatewayAsset) throws SQLException {
    return store.standsAt(gatewayAsset);
  }

  /** Tells of a gap that was stated, and wakes the publisher. Any thread. */
  void announce(GapFinding gap) {
    afterCommit.accept(gap);
    wakePublisher();
  }
}
