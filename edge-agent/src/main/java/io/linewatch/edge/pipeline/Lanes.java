package io.linewatch.edge.pipeline;

import io.linewatch.domain.plant.AssetPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/** All lanes; an asset always goes to the same one. */
final class Lanes {

  /** Runs on one lane's thread. */
  @FunctionalInterface
  interface Step {
    void on(Lane lane) throws InterruptedException;
  }

  /** Runs while all lanes wait. */
  @FunctionalInterface
  interface Standstill<T> {
    void with(List<T> parts) throws InterruptedException;
  }

  private final List<Lane> lanes;

  Lanes(List<Lane> lanes) {
    this.lanes = List.copyOf(lanes);
  }

  void start() {
    lanes.forEach(Lane::start);
  }

  int count() {
    return lanes.size();
  }

  static int index(AssetPath asset, int lanes) {
    return Math.floorMod(asset.toString().hashCode(), lanes);
  }

  Lane of(AssetPath asset) {
    return lanes.get(index(asset, lanes.size()));
  }

  Lane get(int index) {
    return lanes.get(index);
  }

  /**
   * Takes a part from every lane after all that stood before it has been handed to the outbox, and
   * keeps the lanes waiting until {@code whileAllWait} is done: what it submits stands between what
   * the lanes submitted before and after.
   *
   * @return false when a lane has ended; then nothing was done
   */
  <T> boolean standstill(Function<Lane, T> part, Standstill<T> whileAllWait)
      throws InterruptedException {
    List<T> parts = new ArrayList<>();
    Queue<RuntimeException> defects = new ConcurrentLinkedQueue<>();
    CountDownLatch arrived = new CountDownLatch(lanes.size());
    CountDownLatch released = new CountDownLatch(1);
    try {
      for (Lane lane : lanes) {
        boolean taken =
            lane.put(
                new LaneTask.Control(() -> {
                  T taking = part.apply(lane);
                  synchronized (parts) {
                    parts.add(taking);
                  }
                  lane.commit();
                  arrived.countDown();
                  released.await();
                }));
        if (!taken) {
          return false;
        }
      }
      arrived.await();
      if (!defects.isEmpty()) {
        throw new IllegalStateException("a lane failed", defects.peek());
      }
      whileAllWait.with(parts);
      return true;
    } finally {
      released.countDown();
    }
  }

  void stop() {
    lanes.forEach(Lane::stop);
  }

  /** True when all ended within the patience. */
  boolean awaitEnd(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean all = true;
    for (Lane lane : lanes) {
      all &= lane.awaitEnd(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    return all;
  }

  void force() {
    lanes.forEach(Lane::force);
  }
}
