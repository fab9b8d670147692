package io.linewatch.standalone.past;

import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
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

  /** Away from faults one minute in ten is kept: history stays small and shows the same curves. */
  private static final int QUIET_MINUTES = 10;

  private final LineSimulation simulation;
  private final long seed;
  private final Map<String, AssetPath> assets = new HashMap<>();
  private final Map<ChannelId, PastSeries> channels = new HashMap<>();
  private final Map<ChannelId, PastDetector> detectors = new HashMap<>();
  private final List<AlertEvent> events = new ArrayList<>();
  private final List<SeriesBlock> blocks = new ArrayList<>();

  PastLine(DesiredState desired, long seed) {
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
    for (Instant time = from; time.isBefore(to); time = time.plus(STEP)) {
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
  }

  private void step(Instant time, @Nullable PastFault fault) {
    boolean keep = fault != null || time.getEpochSecond() / 60 % QUIET_MINUTES == 0;
    for (Sample sample : simulation.step(time)) {
      AssetPath asset = assets.get(sample.machine().asset());
      if (asset == null) {
        continue;
      }
      ChannelId id = new ChannelId(asset, sample.channel());
      PastDetector detector = detectors.get(id);
      if (detector != null) {
        events.addAll(detector.decide(time, sample.value(), fault == null ? "" : fault.cause()));
      }
      PastSeries series = channels.get(id);
      if (keep && series != null) {
        blocks.addAll(series.add(time, sample.value()));
      }
    }
  }
}
