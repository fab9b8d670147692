package io.linewatch.system.simulation;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.SavedDetector;
import io.linewatch.edge.pipeline.DurableOutput;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * The real outbox, one batch at a time: the caller waits for the commit, so that a seed always
 * gives the same rows. Here a gateway dies: before a commit, or after it and before anybody hears
 * of it. Series are left out; they decide nothing.
 */
final class CrashingOutput implements DurableOutput {
  /** The process is gone; thrown only on the simulation's thread. */
  static final class GatewayDied extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1;

    GatewayDied() {
      super("the gateway died");
    }
  }

  private final Outbox outbox;
  private final Thread simulation = Thread.currentThread();
  final CompletableFuture<Boolean> death = new CompletableFuture<>();
  private int hitsLeft = -1;
  private boolean committed;

  CrashingOutput(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * Dies at the moment this number of moments from now; every batch has two, before and after its
   * commit.
   */
  synchronized void dieAt(int moment) {
    hitsLeft = moment;
  }

  synchronized void spare() {
    hitsLeft = -1;
  }

  /** Whether the last batch, dead or alive, is in the outbox. */
  synchronized boolean committed() {
    return committed;
  }

  boolean isDead() {
    return death.isDone();
  }

  private synchronized boolean dies(boolean afterCommit) {
    if (!isDead()) {
      committed = afterCommit;
      if (hitsLeft >= 0 && hitsLeft-- == 0) {
        death.complete(false);
      }
    }
    return isDead();
  }

  @Override
  public String epoch() {
    return outbox.epoch();
  }

  @Override
  public Map<DetectorId, SavedDetector> savedDetectors() {
    return outbox.savedDetectors();
  }

  @Override
  public void submit(OutboxBatch batch) throws InterruptedException {
    if (batch.states().isEmpty() && batch.statements().isEmpty()) {
      batch.onDurable().run();
      return;
    }
    if (!dies(false)) {
      CountDownLatch safe = new CountDownLatch(1);
      outbox.submit(
          new OutboxBatch(batch.states(), batch.statements(), List.of(), safe::countDown));
      safe.await();
      if (!dies(true)) {
        batch.onDurable().run();
        return;
      }
    }
    if (Thread.currentThread().equals(simulation)) {
      throw new GatewayDied();
    }
  }
}
