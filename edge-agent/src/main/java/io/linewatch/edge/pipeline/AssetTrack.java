package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.signal.SignalFault;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.decision.MachineStates;
import io.linewatch.edge.quality.SignalWatch;
import io.linewatch.edge.window.EpochMicros;
import io.linewatch.edge.window.MinuteSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that one lane knows of one asset. Lane thread. */
final class AssetTrack {
  private static final String PERCENT = "%";

  final MachineStates machineStates = new MachineStates();
  private final AssetPath asset;
  private final LaneMemory memory;
  private final Map<String, ChannelTrack> channels = new HashMap<>();
  private final Map<String, ModelTrack> models = new TreeMap<>();

  AssetTrack(AssetPath asset, LaneMemory memory) {
    this.asset = asset;
    this.memory = memory;
  }

  @Nullable ChannelTrack channel(String name) {
    return channels.get(name);
  }

  Collection<ChannelTrack> channels() {
    return channels.values();
  }

  Collection<ModelTrack> models() {
    return models.values();
  }

  @Nullable ModelTrack model(String name) {
    return models.get(name);
  }

  List<Detector> detectors() {
    List<Detector> detectors = new ArrayList<>();
    for (ChannelTrack channel : channels.values()) {
      if (channel.limits != null) {
        detectors.add(channel.limits);
      }
      if (channel.signal != null) {
        detectors.addAll(channel.signal.detectors());
      }
      if (channel.novelty != null && channel.novelty.detector() != null) {
        detectors.add(channel.novelty.detector());
      }
    }
    for (ModelTrack model : models.values()) {
      if (model.detector != null) {
        detectors.add(model.detector);
      }
    }
    return detectors;
  }

  /** Does what the plan says; detectors that stay keep their state. */
  void follow(AssetPlan plan) {
    Set<String> names = new HashSet<>();
    Map<String, List<SignalFault.Name>> faults = faults(plan);
    for (Channel channel : plan.channels()) {
      String name = channel.id().channel();
      names.add(name);
      followSignal(name, channel, faults.getOrDefault(name, List.of()), plan);
      followChannel(
          channels.computeIfAbsent(name, _ -> new ChannelTrack(this, channel)), channel, plan);
    }
    channels.entrySet().removeIf(e -> !names.contains(e.getKey()) && drop(e.getValue()));
    Set<String> assigned = new HashSet<>();
    for (ModelAssignment model : plan.models()) {
      assigned.add(model.name());
      followModel(model.name(), plan.policies().get(DetectorId.model(asset, model.name())));
    }
    models.entrySet().removeIf(e -> !assigned.contains(e.getKey()) && drop(e.getValue()));
  }

  /** The faults that are looked for, by channel. */
  private static Map<String, List<SignalFault.Name>> faults(AssetPlan plan) {
    Map<String, List<SignalFault.Name>> faults = new HashMap<>();
    for (DetectorId detector : plan.policies().keySet()) {
      SignalFault.Name name =
          detector.kind() == DetectorId.Kind.SIGNAL ? SignalFault.Name.of(detector.name()) : null;
      if (name != null) {
        faults.computeIfAbsent(name.channel(), _ -> new ArrayList<>()).add(name);
      }
    }
    return faults;
  }

  private void followSignal(
      String name, Channel channel, List<SignalFault.Name> wanted, AssetPlan plan) {
    ChannelTrack track = channels.computeIfAbsent(name, _ -> new ChannelTrack(this, channel));
    if (wanted.isEmpty() && track.signal == null) {
      return;
    }
    if (track.signal == null) {
      track.signal = new SignalWatch(this::newest);
    }
    track.signal.follow(
        channel,
        track.channel(),
        wanted,
        (fault, running, unit) -> {
          DetectorId id = DetectorId.signal(asset, fault.detectorName());
          return memory.govern(id, running, plan.policies().get(id), unit);
        });
    if (wanted.isEmpty()) {
      track.signal = null;
    }
  }

  private double newest(String channel, long earliestMicros) {
    ChannelTrack other = channels.get(channel);
    return other == null || other.newestMicros < earliestMicros ? Double.NaN : other.newest;
  }

  private void followChannel(ChannelTrack track, Channel channel, AssetPlan plan) {
    AlarmPolicy policy = plan.policies().get(DetectorId.limit(channel.id()));
    track.follow(channel);
    DetectorId id = DetectorId.limit(channel.id());
    track.limits = memory.govern(id, track.limits, policy, channel.unit());
    track.inputs = series(track.inputs, policy != null, id.toString(), channel.unit());
    track.novelty =
        NoveltyRule.follow(
            track.novelty, channel, plan.policies().get(DetectorId.novelty(channel.id())), memory);
    track.kept =
        series(
            track.kept,
            channel.keep() != Channel.Keep.NONE,
            channel.id().toString(),
            channel.unit());
  }

  private @Nullable MinuteSeries series(
      @Nullable MinuteSeries series, boolean wanted, String name, String unit) {
    if (!wanted) {
      if (series != null) {
        series.closeAll();
      }
      return null;
    }
    if (series == null) {
      return memory.series(name, unit);
    }
    series.unit(unit);
    return series;
  }

  private void followModel(String name, @Nullable AlarmPolicy policy) {
    DetectorId id = DetectorId.model(asset, name);
    ModelTrack track =
        models.computeIfAbsent(
            name,
            _ ->
                new ModelTrack(
                    id,
                    memory.series(id.toString(), PERCENT),
                    memory.gaps(id),
                    digest -> memory.scores(asset, name, digest)));
    track.detector = memory.govern(id, track.detector, policy, PERCENT);
  }

  private boolean drop(ChannelTrack track) {
    track.closeSeries();
    memory.retire(track.limits);
    if (track.signal != null) {
      track.signal.detectors().forEach(memory::retire);
    }
    NoveltyRule.drop(track.novelty, memory);
    return true;
  }

  private boolean drop(ModelTrack track) {
    memory.lateReadings(track.late());
    track.close();
    memory.retire(track.detector);
    return true;
  }

  /** The plant has no such asset any more. */
  void close() {
    channels.values().forEach(this::drop);
    models.values().forEach(this::drop);
    channels.clear();
    models.clear();
  }

  /** The run ends: open minutes are closed, what was learned is saved. */
  void end() {
    channels.values().forEach(ChannelTrack::end);
    models.values().forEach(model -> model.scores.closeAll());
  }

  /** What silence tells of the signals. */
  void lookAtSilence(Instant now, Consumer<Detector.Outcome> out) {
    for (ChannelTrack channel : channels.values()) {
      if (channel.signal != null) {
        channel.signal.silent(EpochMicros.of(now), machineStates.at(now), out);
      }
    }
  }

  void closeSilentSeries(long nowMicros) {
    for (ChannelTrack channel : channels.values()) {
      if (channel.inputs != null) {
        channel.inputs.closeWhenSilent(nowMicros);
      }
      if (channel.kept != null) {
        channel.kept.closeWhenSilent(nowMicros);
      }
      if (channel.novelty != null) {
        channel.novelty.idle(nowMicros);
      }
    }
    models.values().forEach(model -> model.scores.closeWhenSilent(nowMicros));
  }
}
