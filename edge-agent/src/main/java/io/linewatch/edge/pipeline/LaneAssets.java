package io.linewatch.edge.pipeline;

import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.quality.SignalWatch;
import io.linewatch.edge.recording.RecordingTap;
import io.linewatch.edge.signal.DecodedMessage;
import io.linewatch.edge.window.EpochMicros;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The assets of one lane, and what readings, scores and time do to them: limits first, then
 * windows; rows wait for {@link #score}. Lane thread.
 */
final class LaneAssets {
  // Silence is looked for in steps, one every idle turn: a large plant is not looked at all at
  // once.
  private static final int SWEEP_STEPS = 16;
  private static final int SWEEP_AT_LEAST = 64;

  private final InstantSource clock;
  private final PipelineMetrics metrics;
  private final LaneOutput output;
  private final LaneMemory memory;
  private final Map<AssetPath, AssetTrack> assets = new LinkedHashMap<>();

  /** By the very objects of the desired state, which readings carry: no name is compared. */
  private final IdentityHashMap<ChannelId, ChannelTrack> channels = new IdentityHashMap<>();

  private final List<ModelTrack.Waiting> waiting = new ArrayList<>();
  private List<AssetTrack> sweep = List.of();
  private int swept;
  private long readings;
  private RecordingTap tap = RecordingTap.NONE;

  LaneAssets(InstantSource clock, PipelineMetrics metrics, LaneOutput output, LaneMemory memory) {
    this.clock = clock;
    this.metrics = metrics;
    this.output = output;
    this.memory = memory;
  }

  /** Before the lane runs. */
  void recordTo(RecordingTap newTap) {
    tap = newTap;
  }

  /** Decides one message. */
  void measure(DecodedMessage message, Instant arrival) {
    List<Reading> read = message.readings();
    ChannelTrack first = read.isEmpty() ? null : channel(read.getFirst().channel());
    AssetTrack asset = first == null ? assets.get(message.asset()) : first.asset;
    if (asset == null) {
      return;
    }
    if (message.historical()) {
      keep(message, arrival);
      return;
    }
    String told = message.machineState();
    if (told != null) {
      asset.machineStates.tell(message.time(), told);
    }
    String state = asset.machineStates.at(message.time());
    tap.message(message, state);
    long timeMicros = EpochMicros.of(message.time());
    long arrivalMicros = EpochMicros.of(arrival);
    Supplier<Evidence> evidence = message::evidence;
    for (int i = 0; i < read.size(); i++) {
      Reading reading = read.get(i);
      ChannelTrack channel = i == 0 ? first : channel(reading.channel());
      if (channel != null) {
        readings++;
        read(channel, reading, timeMicros, state, arrival, arrivalMicros, evidence);
      }
    }
  }

  /** What the sender had kept goes into history alone. */
  private void keep(DecodedMessage message, Instant arrival) {
    long timeMicros = EpochMicros.of(message.time());
    long arrivalMicros = EpochMicros.of(arrival);
    for (Reading reading : message.readings()) {
      ChannelTrack channel = channel(reading.channel());
      if (channel != null && channel.kept != null) {
        channel.kept.add(timeMicros, reading.value(), reading.quality(), null, 0, arrivalMicros);
      }
    }
  }

  private @Nullable ChannelTrack channel(ChannelId id) {
    ChannelTrack channel = channels.get(id);
    if (channel == null) {
      // Decoded under the desired state before this one, where the same channel was another object.
      AssetTrack asset = assets.get(id.asset());
      channel = asset == null ? null : asset.channel(id.channel());
    }
    return channel;
  }

  private void read(
      ChannelTrack channel,
      Reading reading,
      long timeMicros,
      @Nullable String state,
      Instant arrival,
      long arrivalMicros,
      Supplier<Evidence> evidence) {
    double value = reading.value();
    Quality quality = reading.quality();
    if (quality != Quality.BAD && timeMicros >= channel.newestMicros) {
      channel.newest = value;
      channel.newestMicros = timeMicros;
    }
    SignalWatch signal = channel.signal;
    if (signal != null) {
      signal.take(reading, timeMicros, arrivalMicros, state, output::add);
      quality = signal.trusted(quality);
    }
    if (channel.novelty != null) {
      channel.novelty.take(value, quality, timeMicros, state, arrival, output::add);
    }
    Detector limits = channel.limits;
    if (limits != null) {
      limits.doubt(signal == null ? "" : signal.doubt());
      Instant time = limits.place(reading.time(), reading.timeSource(), arrival);
      decide(limits, time, value, quality, state, evidence);
      if (channel.inputs != null) {
        long revision = limits.policy().revision();
        // What is kept is what was decided, under the time under which it was.
        long decidedMicros = time.equals(reading.time()) ? timeMicros : EpochMicros.of(time);
        channel.inputs.add(decidedMicros, value, quality, state, revision, arrivalMicros);
      }
    }
    if (channel.kept != null && channel.keeps(value, quality)) {
      channel.kept.add(timeMicros, value, quality, state, 0, arrivalMicros);
    }
    for (ModelTrack model : channel.asset.models()) {
      model.accept(channel.name(), timeMicros, value, quality, arrivalMicros, waiting);
    }
  }

  private void decide(
      Detector detector,
      Instant time,
      double value,
      Quality quality,
      @Nullable String state,
      Supplier<Evidence> evidence) {
    Detector.Outcome outcome = detector.decide(time, value, quality, state, evidence);
    if (outcome != null) {
      output.add(outcome);
    }
  }

  /** Scores the rows that wait. */
  void score() {
    if (readings > 0) {
      metrics.readings.increment((double) readings);
      readings = 0;
    }
    if (!waiting.isEmpty()) {
      new ScoringBatch(metrics, this::scored).score(waiting);
      waiting.clear();
    }
  }

  private void scored(
      ModelTrack track,
      Instant time,
      double score,
      Supplier<Evidence> evidence,
      ModelTrack.Waiting row) {
    AssetTrack asset = assets.get(track.id.asset());
    String state = asset == null ? null : asset.machineStates.at(time);
    var quality = row.vector().quality();
    Detector detector = track.detector;
    Instant now = clock.instant();
    if (detector != null) {
      Instant placed = detector.place(time, Reading.TimeSource.SENSOR, now);
      decide(detector, placed, score, quality, state, evidence);
    }
    long revision = detector == null ? 0 : detector.policy().revision();
    long arrivalMicros = EpochMicros.of(now);
    track.scores.add(row.vector().timeMicros(), score, quality, state, revision, arrivalMicros);
  }

  /** What time alone brings about: rows of a silent source, minutes that will not grow any more. */
  void idle(Instant now, Instant heldUntil) {
    long nowMicros = EpochMicros.of(now);
    long heldMicros = EpochMicros.of(heldUntil);
    if (swept >= sweep.size()) {
      sweep = new ArrayList<>(assets.values());
      swept = 0;
    }
    int step = Math.max(SWEEP_AT_LEAST, sweep.size() / SWEEP_STEPS);
    int end = Math.min(sweep.size(), swept + step);
    for (; swept < end; swept++) {
      sweep.get(swept).closeSilentSeries(nowMicros);
      sweep.get(swept).lookAtSilence(now, output::add);
    }
    for (AssetTrack asset : assets.values()) {
      for (ModelTrack model : asset.models()) {
        model.flushWhenSilent(nowMicros, heldMicros, waiting);
      }
    }
  }

  /** Makes the rows readings have come for. */
  void flush() {
    assets.values().forEach(asset -> asset.models().forEach(model -> model.flush(waiting)));
  }

  void closeSeries() {
    assets.values().forEach(AssetTrack::end);
  }

  void closeModels() {
    assets.values().forEach(asset -> asset.models().forEach(ModelTrack::close));
  }

  /** Follows a new plan; detectors that stay keep their state. */
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
    channels.clear();
    plans.forEach((path, plan) -> {
      AssetTrack asset = assets.computeIfAbsent(path, _ -> new AssetTrack(path, memory));
      asset.follow(plan);
      asset.channels().forEach(channel -> channels.put(channel.id(), channel));
    });
    sweep = List.of();
    swept = 0;
    memory.settleForgotten(snapshot().ids());
  }

  /** What runs and what is active. */
  LaneSnapshot snapshot() {
    return LaneSnapshot.of(assets.values());
  }

  @Nullable ModelTrack model(AssetPath asset, String name) {
    AssetTrack track = assets.get(asset);
    return track == null ? null : track.model(name);
  }
}
