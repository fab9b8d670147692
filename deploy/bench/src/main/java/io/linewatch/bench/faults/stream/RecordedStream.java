package io.linewatch.bench.faults.stream;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What the sensors say in a run, drawn by a seed: every channel twice a second, no two messages at
 * one time. Times count from the start of the run, so that the same stream can be sent again later.
 *
 * @param messages in order of time
 * @param length of the whole stream
 */
public record RecordedStream(List<Message> messages, Duration length) {
  static final long STEP_MICROS = 500_000;

  /** Nothing new begins in the last part, so that the next run finds all at rest. */
  static final double QUIET_END_SECONDS = 30;

  /** Two channels are this far apart: 7,919 is prime, so that no two ever meet. */
  private static final long PHASE_MICROS = 7_919;

  public RecordedStream {
    messages = List.copyOf(messages);
  }

  /**
   * @param offsetMicros since the start of the run
   * @param value as the payload writes it
   */
  public record Message(long offsetMicros, ChannelId channel, String value) {
    public String topic() {
      return "factory/"
          + channel.asset().line()
          + "/"
          + channel.asset().asset()
          + "/"
          + channel.channel();
    }

    public String payload(Instant base) {
      return "{\"time\":\"%s\",\"value\":%s}"
          .formatted(base.plus(offsetMicros, ChronoUnit.MICROS), value);
    }

    public double number() {
      return Double.parseDouble(value);
    }
  }

  /** Draws a stream for the plant. The same seed and length give the same stream. */
  public static RecordedStream draw(DesiredState plant, long seed, Duration length) {
    int steps = (int) (length.toNanos() / 1000 / STEP_MICROS);
    Map<DetectorId, AlarmPolicy> limits = BenchPlant.limits(plant);
    List<Message> messages = new ArrayList<>();
    int number = 0;
    for (Asset asset : plant.assets()) {
      Random random = new Random(seed * 31 + asset.path().toString().hashCode());
      PressSignal press = new PressSignal(random, length.toSeconds() - QUIET_END_SECONDS);
      List<Channel> channels =
          plant.channels().stream().filter(c -> c.id().asset().equals(asset.path())).toList();
      List<double[]> values = new ArrayList<>();
      for (Channel channel : channels) {
        AlarmPolicy policy = limits.get(DetectorId.limit(channel.id()));
        values.add(
            policy == null ? new double[0] : new LimitSignal(policy, channel, random).draw(steps));
      }
      for (int step = 0; step < steps; step++) {
        double[] pressed = press.next(step * STEP_MICROS / 1e6);
        for (int c = 0; c < channels.size(); c++) {
          double[] drawn = values.get(c);
          double value =
              drawn.length == 0
                  ? pressed[PressSignal.CHANNELS.indexOf(channels.get(c).id().channel())]
                  : drawn[step];
          messages.add(
              new Message(
                  step * STEP_MICROS + (number + c + 1) * PHASE_MICROS,
                  channels.get(c).id(),
                  String.format(Locale.ROOT, "%.3f", value)));
        }
      }
      number += channels.size();
    }
    messages.sort(Comparator.comparingLong(Message::offsetMicros));
    return new RecordedStream(messages, length);
  }

  /** Index of the first message at or after a time; the number of messages when there is none. */
  public int indexAt(long offsetMicros) {
    int low = 0;
    int high = messages.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (messages.get(middle).offsetMicros() < offsetMicros) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
