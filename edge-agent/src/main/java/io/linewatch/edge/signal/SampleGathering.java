package io.linewatch.edge.signal;

import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Samples of one moment and one kind become one message, in the order in which they came. */
final class SampleGathering {
  private final SampleSource.Device device;
  private final AssetPath asset;
  private final RejectionSink sink;
  private final List<DecodedMessage> messages;
  private List<Reading> readings = new ArrayList<>();
  private @Nullable String state;
  private @Nullable Sample first;

  SampleGathering(SampleSource.Device device, RejectionSink sink, List<DecodedMessage> messages) {
    this.device = device;
    this.asset = device.asset();
    this.sink = sink;
    this.messages = messages;
  }

  void take(List<Sample> samples) {
    for (Sample sample : samples) {
      Channel channel = device.channel(sample.name());
      boolean tellsState =
          sample.name().equals(device.machineState())
              && !sample.historical()
              && sample.quality() != Quality.BAD;
      if (channel == null && !tellsState) {
        continue;
      }
      if (first != null && !together(first, sample)) {
        end(first);
      }
      first = first == null ? sample : first;
      if (tellsState) {
        state = device.state(sample);
      }
      if (channel != null) {
        read(channel, sample);
      }
    }
    if (first != null) {
      end(first);
    }
  }

  private static boolean together(Sample one, Sample other) {
    return one.time().equals(other.time()) && one.historical() == other.historical();
  }

  private void end(Sample of) {
    if (!readings.isEmpty() || state != null) {
      messages.add(
          new DecodedMessage(asset, of.time(), state, readings, Evidence.NONE, of.historical()));
    }
    readings = new ArrayList<>();
    state = null;
    first = null;
  }

  private void read(Channel channel, Sample sample) {
    double value = sample.value();
    if (sample.text() != null) {
      sink.refuse(
          RejectionReason.WRONG_TYPE,
          device.source(),
          channel.id() + ": metric '" + sample.name() + "' is a text, not a number");
      return;
    }
    Route.Target target = Route.Target.of(sample.name(), channel);
    boolean outside = value < target.low() || value > target.high();
    Quality quality =
        outside && sample.quality() == Quality.GOOD ? Quality.UNCERTAIN : sample.quality();
    Instant time = sample.time();
    readings.add(new Reading(channel.id(), time, sample.timeSource(), value, quality));
  }
}
