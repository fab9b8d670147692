package io.linewatch.edge.pipeline;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.recording.RecordingTap;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns its assets: limits first, then windows, then one inference call for all rows
 * of the batch, then one hand-over to the outbox. Whoever hands over waits when the lane is full.
 */
final class Lane {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final Duration HELD_UP = Duration.ofMillis(500);
  private static final Duration IDLE_EVERY = Duration.ofMillis(250);

  private final int number;
  private final InstantSource clock;
  private final PipelineMetrics metrics;
  private final LaneQueue queue;
  private final LaneOutput output;
  private final Thread thread;

  // Lane thread only.
  private final LaneAssets assets;
  private Instant lastIdle = Instant.MIN;
  private Instant heard = Instant.EPOCH;
  private Instant heldUntil = Instant.EPOCH;

  private volatile boolean stopping;

  Lane(
      int number,
      InstantSource clock,
      PipelineMetrics metrics,
      LaneOutput output,
      LaneMemory memory) {
    this.number = number;
    this.clock = clock;
    this.metrics = metrics;
    this.output = output;
    this.queue = new LaneQueue(number, metrics);
    this.assets = new LaneAssets(clock, metrics, output, memory);
    this.thread = Thread.ofPlatform().name("lane-" + number).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Before {@link #start}. */
  void recordTo(RecordingTap tap) {
    assets.recordTo(tap);
  }

  int number() {
    return number;
  }

  /** As {@link LaneQueue#put}. Any thread. */
  boolean put(LaneTask task) throws InterruptedException {
    return queue.put(task);
  }

  /** As {@link LaneQueue#offer}. Any thread. */
  boolean offer(LaneTask.Measured task) throws InterruptedException {
    return queue.offer(task);
  }

  private void run() {
    List<LaneTask> batch = new ArrayList<>(LaneQueue.MAX_BATCH);
    try {
      while (!(stopping && queue.isEmpty())) {
        queue.take(batch);
        if (!batch.isEmpty()) {
          Instant began = clock.instant();
          process(batch);
          noticeHold(began);
        }
        idle();
      }
      finish();
    } catch (InterruptedException forced) {
      Thread.currentThread().interrupt();
    } finally {
      queue.end();
      assets.closeModels();
    }
  }

  private void process(List<LaneTask> batch) throws InterruptedException {
    for (LaneTask task : batch) {
      switch (task) {
        case LaneTask.Measured measured -> {
          measure(measured);
          if (output.isLarge()) {
            endBatch();
          }
        }
        case LaneTask.Control(LaneTask.Control.Step step) -> {
          endBatch();
          run(step);
          endBatch();
        }
      }
    }
    endBatch();
  }

  private void run(LaneTask.Control.Step step) throws InterruptedException {
    try {
      step.run();
    } catch (RuntimeException defect) {
      metrics.failures.increment();
      LOG.error("a step could not be done", defect);
    }
  }

  private void endBatch() throws InterruptedException {
    assets.score();
    output.commit();
  }

  /** A defect costs its message, never the lane. */
  private void measure(LaneTask.Measured measured) {
    heard = measured.arrival();
    try {
      assets.measure(measured.message(), measured.arrival());
    } catch (RuntimeException defect) {
      metrics.failures.increment();
      LOG.error("a message of {} could not be decided", measured.message().asset(), defect);
    }
    output.add(measured.receipt());
  }

  /**
   * While the outbox held the lane, such as on a full disk, nobody was silent: what was sent waits
   * in the queue or, not acknowledged, at the broker. A row made for silence then would be made
   * without the readings that come next.
   */
  private void noticeHold(Instant began) {
    Instant now = clock.instant();
    if (now.isAfter(began.plus(HELD_UP))) {
      heldUntil = now;
    }
  }

  private void idle() throws InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(lastIdle.plus(IDLE_EVERY)) && !now.isBefore(lastIdle)) {
      return;
    }
    lastIdle = now;
    // With messages in the queue, silence is told by their arrival, not by the clock.
    assets.idle(queue.isEmpty() || heard.isAfter(now) ? now : heard, heldUntil);
    endBatch();
    noticeHold(now);
  }

  /** The last rows are scored, the open minutes closed. */
  private void finish() throws InterruptedException {
    assets.flush();
    assets.score();
    assets.closeSeries();
    output.commit();
  }

  /** Follows a new plan. Lane thread. */
  void follow(Map<AssetPath, AssetPlan> plans) {
    assets.follow(plans);
  }

  /** Hands over what a step left behind. Lane thread. */
  void commit() throws InterruptedException {
    endBatch();
  }

  /** What runs and what is active. Lane thread. */
  LaneSnapshot snapshot() {
    return assets.snapshot();
  }

  /** Lane thread. */
  @Nullable ModelTrack model(AssetPath asset, String name) {
    return assets.model(asset, name);
  }

  /** Takes no more than is in the queue, and ends when that is done. */
  void stop() {
    stopping = true;
  }

  boolean awaitEnd(Duration patience) throws InterruptedException {
    return !thread.isAlive() || thread.join(patience);
  }

  /** Ends now; what is in the queue is left unacknowledged and comes again. */
  void force() {
    thread.interrupt();
  }
}
