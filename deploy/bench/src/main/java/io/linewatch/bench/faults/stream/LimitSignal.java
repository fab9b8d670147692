package io.linewatch.bench.faults.stream;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.plant.Channel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A channel under hard limits that is mostly well and often, for a moment, is not: jumps beyond a
 * limit shorter and longer than its delays, climbs through all severities and back, chatter around
 * a limit and its dead-band, and leaps where the rate of change is limited.
 */
final class LimitSignal {
  private static final double STEP_SECONDS = RecordedStream.STEP_MICROS / 1e6;

  private final AlarmPolicy policy;
  private final Random random;

  /** One natural distance of this channel: the dead-band, or a two-hundredth of the range. */
  private final double unit;

  LimitSignal(AlarmPolicy policy, Channel channel, Random random) {
    this.policy = policy;
    this.random = random;
    Double low = channel.rangeLow();
    Double high = channel.rangeHigh();
    double range = low == null || high == null ? 1 : high - low;
    unit = Math.max(policy.deadBand(), range / 200);
  }

  double[] draw(int steps) {
    double[] values = new double[steps];
    double normal = normal();
    for (int i = 0; i < steps; i++) {
      values[i] = normal + 0.3 * unit * random.nextGaussian();
    }
    int at = samples(2, 8);
    int end = steps - (int) (RecordedStream.QUIET_END_SECONDS / STEP_SECONDS);
    while (at < end) {
      at = episode(values, at) + samples(3, 10);
    }
    return values;
  }

  /** Well away from every limit. */
  private double normal() {
    double highest = Double.POSITIVE_INFINITY;
    double lowest = Double.NEGATIVE_INFINITY;
    for (Limit limit : policy.limits()) {
      if (limit.comparison() == Comparison.ABOVE) {
        highest = Math.min(highest, limit.value());
      } else {
        lowest = Math.max(lowest, limit.value());
      }
    }
    if (Double.isInfinite(highest)) {
      return lowest + 6 * unit;
    }
    return Double.isInfinite(lowest) ? highest - 6 * unit : (highest + lowest) / 2;
  }

  private int episode(double[] values, int at) {
    List<Limit> limits = policy.limits();
    Limit limit = limits.get(random.nextInt(limits.size()));
    Double rate = policy.maxRatePerSecond();
    if (rate != null && random.nextBoolean()) {
      return leap(values, at, rate);
    }
    return switch (random.nextInt(4)) {
      case 0 -> hold(values, at, beyond(limit), random.nextInt(1, 4));
      case 1 -> hold(values, at, beyond(limit), samples(3, 9));
      case 2 -> climb(values, at, limit.comparison());
      default -> chatter(values, at, limit);
    };
  }

  private int hold(double[] values, int from, double level, int length) {
    int to = Math.min(values.length, from + length);
    for (int i = from; i < to; i++) {
      values[i] = level + 0.2 * unit * random.nextGaussian();
    }
    return to;
  }

  private int climb(double[] values, int from, Comparison side) {
    double[] levels =
        policy.limits().stream()
            .filter(limit -> limit.comparison() == side)
            .mapToDouble(Limit::value)
            .sorted()
            .toArray();
    int at = from;
    int[] order = order(levels.length, side == Comparison.ABOVE);
    for (int i : order) {
      at = hold(values, at, levels[i] + away(side), samples(1, 5));
    }
    for (int i = order.length - 2; i >= 0; i--) {
      at = hold(values, at, levels[order[i]] + away(side), samples(1, 5));
    }
    return at;
  }

  private static int[] order(int length, boolean rising) {
    int[] order = new int[length];
    Arrays.setAll(order, i -> rising ? i : length - 1 - i);
    return order;
  }

  private int chatter(double[] values, int from, Limit limit) {
    int to = Math.min(values.length, from + samples(3, 8));
    for (int i = from; i < to; i++) {
      values[i] = limit.value() + 1.3 * unit * (2 * random.nextDouble() - 1);
    }
    return to;
  }

  /** Up or down at once, then slowly back. */
  private int leap(double[] values, int from, double ratePerSecond) {
    double leap = (random.nextBoolean() ? 1.6 : -1.6) * ratePerSecond * STEP_SECONDS;
    int length = samples(3, 6);
    int to = Math.min(values.length, from + length);
    for (int i = from; i < to; i++) {
      values[i] += leap * (1 - (i - from) / (double) length);
    }
    return to;
  }

  private double beyond(Limit limit) {
    return limit.value() + away(limit.comparison());
  }

  private double away(Comparison side) {
    double distance = unit * (0.4 + 1.6 * random.nextDouble());
    return side == Comparison.ABOVE ? distance : -distance;
  }

  private int samples(double fromSeconds, double toSeconds) {
    double seconds = fromSeconds + (toSeconds - fromSeconds) * random.nextDouble();
    return Math.max(1, (int) Math.round(seconds / STEP_SECONDS));
  }
}
