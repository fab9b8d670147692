package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.inference.ModelLoader;
import io.linewatch.edge.novelty.NoveltyFolder;
import io.linewatch.edge.novelty.NoveltyWatch;
import io.linewatch.edge.outbox.SavedDetector;
import io.linewatch.edge.outbox.StateChange;
import io.linewatch.edge.window.MinuteSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a lane remembers of detectors that do not run now: those the outbox saved, and those that
 * were taken away. A detector that comes back goes on counting episodes where it stopped. Bounded
 * by the detectors that ever ran. Lane thread.
 */
final class LaneMemory {
  private final Detector.Speaker speaker;
  private final LaneOutput output;
  private final ModelLoader loader;
  private final PipelineMetrics metrics;
  private final Instant startedAt;
  private final Map<DetectorId, SavedDetector> remembered;
  private final @Nullable Instant aliveUntil;
  private boolean begun;
  private final NoveltyWatch.Surroundings around;

  /**
   * @param aliveUntil the last sign of life of the run before; null when there was none
   */
  LaneMemory(
      Detector.Speaker speaker,
      LaneOutput output,
      ModelLoader loader,
      PipelineMetrics metrics,
      Instant startedAt,
      Map<DetectorId, SavedDetector> saved,
      @Nullable Instant aliveUntil,
      NoveltyFolder novelties) {
    this.speaker = speaker;
    this.output = output;
    this.loader = loader;
    this.metrics = metrics;
    this.startedAt = startedAt;
    this.remembered = new HashMap<>(saved);
    this.aliveUntil = aliveUntil;
    this.around = new NoveltyWatch.Surroundings(novelties, metrics.novelty, output::add);
  }

  /** The detector from now on: changed, made, or taken away. */
  @Nullable Detector govern(
      DetectorId id, @Nullable Detector running, @Nullable AlarmPolicy policy, String unit) {
    if (policy == null) {
      retire(running);
      return null;
    }
    if (running == null) {
      return new Detector(id, speaker, policy, unit, remembered.remove(id));
    }
    running.govern(policy, unit);
    return running;
  }

  void retire(@Nullable Detector running) {
    if (running != null) {
      StateChange rest = running.retire();
      remembered.put(rest.detector(), new SavedDetector(rest.state(), null));
      output.add(rest);
    }
  }

  /** What was active when the agent stopped, and is no longer wanted, is at rest. */
  void settleForgotten(Set<DetectorId> running) {
    begun = true;
    for (Map.Entry<DetectorId, SavedDetector> entry : remembered.entrySet()) {
      SavedDetector saved = entry.getValue();
      boolean atRest =
          saved.active() == null && saved.state().phase() == DecisionState.Phase.NORMAL;
      if (!running.contains(entry.getKey()) && !atRest) {
        DecisionState rest = Detector.atRest(saved.state());
        entry.setValue(new SavedDetector(rest, null));
        output.add(new StateChange(entry.getKey(), rest, null));
      }
    }
  }

  MinuteSeries series(String name, String unit) {
    return new MinuteSeries(speaker.gateway(), name, unit, startedAt, output::add);
  }

  /** What the first plan of this run names the run before has watched; later ones bring new. */
  ModelGaps gaps(DetectorId model) {
    return new ModelGaps(model, begun ? null : aliveUntil, output::add);
  }

  /** What is learned of a channel, as the run before has left it. */
  NoveltyWatch novelty(ChannelId channel, Duration budget) {
    DetectorId id = DetectorId.novelty(channel);
    Instant before = begun || !remembered.containsKey(id) ? null : aliveUntil;
    return new NoveltyWatch(channel, budget, series(id.toString(), "%"), before, around);
  }

  void scores(AssetPath asset, String model, String digest) {
    loader.scores(asset, model, digest);
  }

  void lateReadings(long count) {
    metrics.lateReadings.increment((double) count);
  }
}
