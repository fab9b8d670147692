package io.linewatch.standalone.past;

import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.standalone.line.LineSimulation;
import io.linewatch.standalone.line.Sample;
import io.linewatch.standalone.past.PastFaults.PastFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The simulated line in the past: its values walk through the same decisions and the same alert
 * life cycle as live ones. Pure: the same seed and times give the same history. One thread.
 */
final class PastLine {
  private static final Duration STEP = Duration.ofSeconds(10);

  /** Models see a reading a second, as on the live line, in the last part of a kept minute. */
  private static final Duration FINE_STEP = Duration.ofSeconds(1);

  private static final int FINE_FROM_SECOND = 20;

  /** Away from faults one minute in ten is kept: history stays small and shows the same curves. */
  private static final int QUIET_MINUTES = 10;

  private final LineSimulation simulation;
  private final long seed;
  private final Map<String, AssetPath> assets = new HashMap<>();
  private final Map<ChannelId, PastSeries> channels = new HashMap<>();
  private final Map<ChannelId, PastDetector> detectors = new HashMap<>();
  private final Map<AssetPath, PastModel> models = new HashMap<>();

  private record PastModel(PastScores scores, PastDetector detector, PastSeries series) {}

  private final List<AlertEvent> events = new ArrayList<>();
  private final List<SeriesBlock> blocks = new ArrayList<>();

  /**
   * @param models a scorer for each asset that has a model; closed by the caller
   */
  PastLine(DesiredState desired, Map<DetectorId, PastScores> models, long seed) {
    this.seed = seed;
    this.simulation = new LineSimulation(seed);
    Map<ChannelId, Channel> byId = new HashMap<>();
    for (Asset asset : desired.assets()) {
      assets.put(asset.path().asset(), asset.path());
    }
    for (Channel channel : desired.channels()) {
      byId.put(channel.id(), channel);
      channels.put(
          channel.id(),
          new PastSeries(desired.gateway(), channel.id().toString(), channel.unit(), 0));
    }
    for (DesiredState.DetectorPolicy policy : desired.policies()) {
      DetectorId detector = policy.detector();
      if (detector.kind() == DetectorId.Kind.LIMIT) {
        ChannelId id = new ChannelId(detector.asset(), detector.name());
        Channel channel = byId.get(id);
        if (channel != null) {
          detectors.put(
              id, new PastDetector(desired.gateway(), detector, channel.unit(), policy.policy()));
        }
      }
      PastScores scores = models.get(detector);
      if (scores != null) {
        this.models.put(
            detector.asset(),
            new PastModel(
                scores,
                new PastDetector(desired.gateway(), detector, "%", policy.policy()),
                new PastSeries(
                    desired.gateway(), detector.toString(), "%", policy.policy().revision())));
      }
    }
  }

  List<AlertEvent> events() {
    return events;
  }

  List<SeriesBlock> blocks() {
    return blocks;
  }

  /** Runs the line from its first to its last instant. */
  void run(Instant from, Instant to) {
    List<PastFault> faults = PastFaults.draw(seed, from, to);
    int next = 0;
    PastFault current = null;
    for (Instant time = from; time.isBefore(to); time = time.plus(stepAt(time, current))) {
      if (current != null && !time.isBefore(current.mended())) {
        simulation.setFault(null);
        current = null;
      }
      if (current == null
          && next < faults.size()
          && !time.isBefore(faults.get(next).fault().start())) {
        current = faults.get(next++);
        simulation.setFault(current.fault());
      }
      step(time, current);
    }
    detectors.values().forEach(detector -> events.addAll(detector.settle(to)));
    models.values().forEach(model -> events.addAll(model.detector().settle(to)));
  }

  private static boolean kept(Instant time, @Nullable PastFault fault) {
    return fault != null || time.getEpochSecond() / 60 % QUIET_MINUTES == 0;
  }

  private Duration stepAt(Instant time, @Nullable PastFault fault) {
    boolean fine =
        !models.isEmpty() && kept(time, fault) && time.getEpochSecond() % 60 >= FINE_FROM_SECOND;
    return fine ? FINE_STEP : STEP;
  }

  private void step(Instant time, @Nullable PastFault fault) {
    boolean keep = kept(time, fault);
    boolean coarse = time.getEpochSecond() % STEP.toSeconds() == 0;
    String cause = fault == null ? "" : fault.cause();
    for (Sample sample : simulation.step(time)) {
      AssetPath asset = assets.get(sample.machine().asset());
      if (asset == null) {
        continue;
      }
      PastModel model = models.get(asset);
      if (model != null && keep) {
        model.scores().feed(sample.channel(), time, sample.value());
      }
      ChannelId id = new ChannelId(asset, sample.channel());
      PastDetector detector = detectors.get(id);
      if (detector != null && coarse) {
        events.addAll(detector.decide(time, sample.value(), Evidence.NONE, cause));
      }
      PastSeries series = channels.get(id);
      if (keep && coarse && series != null) {
        blocks.addAll(series.add(time, sample.value()));
      }
    }
    if (keep && time.getEpochSecond() % 60 == 59) {
      models.values().forEach(model -> score(model, time, cause));
    }
  }

  private void score(PastModel model, Instant time, String cause) {
    PastScores.Scored scored = model.scores().score();
    if (scored != null) {
      blocks.addAll(model.series().add(time, scored.percent()));
      events.addAll(model.detector().decide(time, scored.percent(), scored.evidence(), cause));
    }
  }
}
