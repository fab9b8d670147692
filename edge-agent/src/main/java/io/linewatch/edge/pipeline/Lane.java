package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DecisionInput;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.decision.Detector;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns its assets: limits first, then windows, then one inference call for all rows
 * of the batch, then one hand-over to the outbox. Whoever hands over waits when the lane is full.
 */
final class Lane {
  static final int CAPACITY = 4_096;
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final int MAX_BATCH = 512;
  private static final long POLL_MILLIS = 100;
  private static final Duration IDLE_EVERY = Duration.ofMillis(250);

  private final ArrayBlockingQueue<LaneTask> queue = new ArrayBlockingQueue<>(CAPACITY);
  private final InstantSource clock;
  private final PipelineMetrics metrics;
  private final LaneOutput output;
  private final LaneMemory memory;
  private final Thread thread;
  private final int number;

  // Lane thread only.
  private final Map<AssetPath, AssetTrack> assets = new TreeMap<>();
  private final List<ModelTrack.Waiting> waiting = new ArrayList<>();
  private Instant lastIdle = Instant.MIN;

  private volatile boolean ended;
  private volatile boolean full;
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
    this.memory = memory;
    this.thread = Thread.ofPlatform().name("lane-" + number).daemon().unstarted(this::run);
    Gauge.builder("linewatch.edge.lane.queue", queue, ArrayBlockingQueue::size)
        .description("messages that wait for their lane; its bound is " + CAPACITY)
        .tag("lane", Integer.toString(number))
        .register(metrics.registry);
  }

  void start() {
    thread.start();
  }

  int number() {
    return number;
  }

  /** Waits while the lane is full. Any thread. False when the lane has ended. */
  boolean put(LaneTask task) throws InterruptedException {
    while (!ended) {
      if (queue.offer(task, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Hands over without holding the caller for long: while the lane stays full, not at all. False
   * when it was not taken.
   */
  boolean offer(LaneTask task) throws InterruptedException {
    boolean taken = !ended && queue.offer(task, full ? 0 : POLL_MILLIS, TimeUnit.MILLISECONDS);
    full = !taken;
    return taken;
  }

  private void run() {
    List<LaneTask> batch = new ArrayList<>(MAX_BATCH);
    try {
      while (!(stopping && queue.isEmpty())) {
        LaneTask first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, MAX_BATCH - 1);
          process(batch);
          batch.clear();
        }
        idle();
      }
      finish();
    } catch (InterruptedException forced) {
      Thread.currentThread().interrupt();
    } finally {
      ended = true;
      assets.values().forEach(asset -> asset.models().forEach(ModelTrack::close));
    }
  }

  private void process(List<LaneTask> batch) throws InterruptedException {
    for (LaneTask task : batch) {
      switch (task) {
        case LaneTask.Measured measured -> measure(measured);
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
    score();
    output.commit();
  }

  /** A defect costs its message, never the lane. */
  private void measure(LaneTask.Measured measured) {
    try {
      AssetTrack asset = assets.get(measured.message().asset());
      if (asset != null) {
        String state = measured.message().machineState();
        if (state != null) {
          asset.machineStates.tell(measured.message().time(), state);
        }
        for (Reading reading : measured.message().readings()) {
          read(asset, reading, measured.arrival());
        }
      }
    } catch (RuntimeException defect) {
      metrics.failures.increment();
      LOG.error("a message of {} could not be decided", measured.message().asset(), defect);
    }
    output.add(measured.receipt());
  }

  private void read(AssetTrack asset, Reading reading, Instant arrival) {
    String name = reading.channel().channel();
    ChannelTrack channel = asset.channel(name);
    if (channel == null) {
      return;
    }
    metrics.readings.increment();
    String state = asset.machineStates.at(reading.time());
    DecisionInput input =
        new DecisionInput(reading.time(), reading.value(), reading.quality(), state);
    Detector limits = channel.limits;
    if (limits != null) {
      decide(limits, input, Evidence.NONE);
      if (channel.inputs != null) {
        long revision = limits.policy().revision();
        channel.inputs.add(
            reading.time(), reading.value(), reading.quality(), state, revision, arrival);
      }
    }
    if (channel.kept != null && channel.keeps(reading.value())) {
      channel.kept.add(reading.time(), reading.value(), reading.quality(), state, 0, arrival);
    }
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, reading.time());
    for (ModelTrack model : asset.models()) {
      model.accept(name, micros, reading.value(), reading.quality(), arrival, waiting);
    }
  }

  private void decide(Detector detector, DecisionInput input, Evidence evidence) {
    Detector.Outcome outcome = detector.decide(input, evidence);
    if (outcome != null) {
      output.add(outcome);
    }
  }

  private void score() {
    if (!waiting.isEmpty()) {
      new ScoringBatch(metrics, this::scored).score(waiting);
      waiting.clear();
    }
  }

  private void scored(
      ModelTrack track, Instant time, double score, Evidence evidence, ModelTrack.Waiting row) {
    AssetTrack asset = assets.get(track.id.asset());
    String state = asset == null ? null : asset.machineStates.at(time);
    var quality = row.vector().quality();
    Detector detector = track.detector;
    if (detector != null) {
      decide(detector, new DecisionInput(time, score, quality, state), evidence);
    }
    long revision = detector == null ? 0 : detector.policy().revision();
    track.scores.add(time, score, quality, state, revision, clock.instant());
  }

  /** What time alone brings about: rows of a silent source, minutes that will not grow any more. */
  private void idle() throws InterruptedException {
    Instant now = clock.instant();
    if (now.isBefore(lastIdle.plus(IDLE_EVERY)) && !now.isBefore(lastIdle)) {
      return;
    }
    lastIdle = now;
    for (AssetTrack asset : assets.values()) {
      asset.models().forEach(model -> model.flushWhenSilent(now, waiting));
      asset.closeSilentSeries(now);
    }
    endBatch();
  }

  /** The last rows are scored, the open minutes closed. */
  private void finish() throws InterruptedException {
    for (AssetTrack asset : assets.values()) {
      asset.models().forEach(model -> model.flush(waiting));
    }
    score();
    assets.values().forEach(AssetTrack::closeSeries);
    output.commit();
  }

  /** Follows a new plan. Lane thread. */
  void follow(Map<AssetPath, AssetPlan> plans) {
    assets
        .entrySet()
        .removeIf(entry -> {
          boolean gone = !plans.containsKey(entry.getKey());
          if (gone) {
            entry.getValue().close();
          }
          return gone;
        });
    plans.forEach((path, plan) ->
        assets.computeIfAbsent(path, asset -> new AssetTrack(asset, memory)).follow(plan));
    memory.settleForgotten(LaneSnapshot.of(assets.values()).ids());
  }

  /** Hands over what a step left behind. Lane thread. */
  void commit() throws InterruptedException {
    endBatch();
  }

  /** What runs and what is active. Lane thread. */
  LaneSnapshot snapshot() {
    return LaneSnapshot.of(assets.values());
  }

  /** Lane thread. */
  @Nullable ModelTrack model(AssetPath asset, String name) {
    AssetTrack track = assets.get(asset);
    return track == null ? null : track.model(name);
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
