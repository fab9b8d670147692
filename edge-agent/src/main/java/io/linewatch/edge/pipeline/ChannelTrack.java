package io.linewatch.edge.pipeline;

import io.linewatch.domain.plant.Channel;
import io.linewatch.edge.decision.Detector;
import io.linewatch.edge.window.MinuteSeries;
import org.jspecify.annotations.Nullable;

/** One channel on its lane: its limits, and what is kept of it. Lane thread. */
final class ChannelTrack {
  Channel channel;
  @Nullable Detector limits;
  @Nullable MinuteSeries inputs;
  @Nullable MinuteSeries kept;
  private double lastKept = Double.NaN;

  ChannelTrack(Channel channel) {
    this.channel = channel;
  }

  /** Whether history wants this value. */
  boolean keeps(double value) {
    return switch (channel.keep()) {
      case FULL -> true;
      case NONE -> false;
      case ON_CHANGE -> {
        boolean changed = value != lastKept;
        lastKept = value;
        yield changed;
      }
    };
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
