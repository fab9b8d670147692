package io.linewatch.edge.pipeline;

import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.novelty.NoveltyWatch;
import io.linewatch.edge.quality.SignalWatch;
import io.linewatch.edge.window.MinuteSeries;
import org.jspecify.annotations.Nullable;

/** One channel on its lane: its limits, and what is kept of it. Lane thread. */
final class ChannelTrack {
  final AssetTrack asset;
  private Channel channel;
  @Nullable Detector limits;
  @Nullable MinuteSeries inputs;
  @Nullable MinuteSeries kept;
  @Nullable SignalWatch signal;
  @Nullable NoveltyWatch novelty;

  /** The newest usable value, for what compares channels. */
  double newest = Double.NaN;

  long newestMicros = Long.MIN_VALUE;

  /** What came last, for whoever checks points. */
  final LastReading last = new LastReading();

  private double lastKept = Double.NaN;
  private @Nullable Quality lastKeptQuality;

  ChannelTrack(AssetTrack asset, Channel channel) {
    this.asset = asset;
    this.channel = channel;
  }

  void follow(Channel newChannel) {
    channel = newChannel;
  }

  Channel channel() {
    return channel;
  }

  ChannelId id() {
    return channel.id();
  }

  String name() {
    return channel.id().channel();
  }

  /** Whether history wants this value. */
  boolean keeps(double value, Quality quality) {
    return switch (channel.keep()) {
      case FULL -> true;
      case NONE -> false;
      case ON_CHANGE -> {
        boolean changed = value != lastKept || quality != lastKeptQuality;
        lastKept = value;
        lastKeptQuality = quality;
        yield changed;
      }
    };
  }

  /** The run ends. */
  void end() {
    closeSeries();
    if (novelty != null) {
      novelty.end();
    }
  }

  void closeSeries() {
    if (inputs != null) {
      inputs.closeAll();
    }
    if (kept != null) {
      kept.closeAll();
    }
  }
}
