package io.linewatch.edge.pipeline;

import io.linewatch.edge.pipeline.LaneTask.Measured;
import io.linewatch.edge.signal.Shedding;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Hands readings of QoS 0 to their lane, where nothing can hold the broker back: what a lane cannot
 * take gives way by the user's choice, and while the gateway protects itself only every n-th
 * message of an asset is handed over. Any thread.
 */
final class Shedder {
  /** Assets by hash; two that share a place take turns together. */
  private static final int PLACES = 1 << 10;

  private final ShedLog log;
  private final AtomicIntegerArray turns = new AtomicIntegerArray(PLACES);
  private volatile ShedChoice choice = (_, _) -> Shedding.NEWEST;
  private volatile int keepEvery = 1;

  Shedder(ShedLog log) {
    this.log = log;
  }

  void chosenBy(ShedChoice user) {
    choice = user;
  }

  /**
   * @param n 1 for all
   */
  void keepEvery(int n) {
    keepEvery = Math.max(1, n);
  }

  void hand(Lane lane, Measured task, String connection, String topic) throws InterruptedException {
    int every = keepEvery;
    if (every > 1 && turns.getAndIncrement(task.assetHash() & (PLACES - 1)) % every != 0) {
      log.shed(task.message(), ShedLog.Cause.PROTECTED);
    } else if (!lane.offer(task)) {
      Shedding wanted = choice.of(connection, topic);
      if (wanted == Shedding.NEWEST || !lane.giveWay(task, wanted)) {
        log.shed(task.message(), ShedLog.Cause.NEWEST);
      }
    }
  }
}
