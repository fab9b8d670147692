package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.inference.ModelLoader;
import io.linewatch.edge.novelty.NoveltyFolder;
import io.linewatch.edge.outbox.SavedDetector;
import io.linewatch.edge.recording.RecordingTap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  static final int MAX = 64;

  private final List<Lane> lanes;
  private boolean started;

  Lanes(List<Lane> lanes) {
    this.lanes = List.copyOf(lanes);
  }

  /**
   * Makes the lanes; none runs yet.
   *
   * @param saved what the outbox kept of the detectors; each lane remembers its own assets'
   */
  static Lanes of(
      int count,
      Map<DetectorId, SavedDetector> saved,
      DurableOutput durable,
      Detector.Speaker speaker,
      ModelLoader loader,
      PipelineMetrics metrics,
      NoveltyFolder novelties,
      InstantSource clock) {
    Instant startedAt = clock.instant();
    List<Lane> made = new ArrayList<>();
    for (Map<DetectorId, SavedDetector> share : share(saved, DetectorId::asset, count)) {
      LaneOutput output = new LaneOutput(durable, metrics);
      LaneMemory memory =
          new LaneMemory(
              speaker, output, loader, metrics, startedAt, share, durable.aliveUntil(), novelties);
      made.add(new Lane(made.size(), clock, metrics, output, memory));
    }
    return new Lanes(made);
  }

  /** Starts the lanes, the first time; then true. {@link StatementOrder#inTurn} only. */
  boolean start() {
    if (started) {
      return false;
    }
    started = true;
    lanes.forEach(Lane::start);
    return true;
  }

  /** Before {@link #start}. */
  void recordTo(RecordingTap tap) {
    lanes.forEach(lane -> lane.recordTo(tap));
  }

  int count() {
    return lanes.size();
  }

  private static int index(int assetHash, int lanes) {
    return Math.floorMod(assetHash, lanes);
  }

  /** Parts what belongs to assets among the lanes that own them; its order is kept. */
  static <K, V> List<Map<K, V>> share(Map<K, V> all, Function<K, AssetPath> asset, int lanes) {
    List<Map<K, V>> shares = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      shares.add(new LinkedHashMap<>());
    }
    all.forEach(
        (key, value) -> shares.get(index(asset.apply(key).hashCode(), lanes)).put(key, value));
    return shares;
  }

  Lane of(int assetHash) {
    return lanes.get(index(assetHash, lanes.size()));
  }

  Lane get(int index) {
    return lanes.get(index);
  }

  /**
   * Takes a part from every lane after all that stood before it has been handed to the outbox, and
   * keeps the lanes waiting until {@code whileAllWait} is done: what it submits stands between what
   * the lanes submitted before and after.
   *
   * @return false when a lane has ended; then {@code whileAllWait} was not done
   * @throws IllegalStateException when a lane failed at its part; then neither was it done
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
                  try {
                    T taking = part.apply(lane);
                    lane.commit();
                    synchronized (parts) {
                      parts.add(taking);
                    }
                  } catch (RuntimeException defect) {
                    // Whoever waits must learn of it; the lane counts it and goes on.
                    defects.add(defect);
                    throw defect;
                  } finally {
                    arrived.countDown();
                  }
                  released.await();
                }));
        if (!taken) {
          return false;
        }
      }
      arrived.await();
      if (!defects.isEmpty()) {
        throw new IllegalStateException("a lane failed: " + defects.peek(), defects.peek());
      }
      synchronized (parts) {
        if (parts.size() < lanes.size()) {
          return false;
        }
      }
      whileAllWait.with(parts);
      return true;
    } finally {
      released.countDown();
    }
  }

  /**
   * Takes no more than is queued and waits for that to be done; by force when it takes too long or
   * the caller is interrupted.
   *
   * @param gentle how long the lanes may drain
   * @param forced how long they may then take to end
   * @return whether everything was drained; so it was when the lanes never ran
   */
  boolean drain(Duration gentle, Duration forced) {
    lanes.forEach(Lane::stop);
    try {
      if (awaitEnd(gentle)) {
        return true;
      }
      force();
      var _ = awaitEnd(forced);
    } catch (InterruptedException stopped) {
      force();
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** True when all ended within the patience. */
  private boolean awaitEnd(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean all = true;
    for (Lane lane : lanes) {
      all &= lane.awaitEnd(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    return all;
  }

  private void force() {
    lanes.forEach(Lane::force);
  }
}
