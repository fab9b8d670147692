package io.linewatch.standalone.line;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Something that goes wrong with one machine. Kind and time come from a seed; models and limits
 * never see them.
 *
 * @param growth from first sign to full extent
 */
public record Fault(Kind kind, Instant start, Duration growth) {
  /** What can go wrong, and with which machine. */
  public enum Kind {
    BEARING_WEAR(Machine.PUMP),
    CAVITATION(Machine.PUMP),
    GEAR_TOOTH_WEAR(Machine.GEAR_MOTOR),
    LUBRICATION_LOSS(Machine.GEAR_MOTOR),
    HYDRAULIC_LEAK(Machine.PRESS);

    private final Machine machine;

    Kind(Machine machine) {
      this.machine = machine;
    }

    public Machine machine() {
      return machine;
    }
  }

  /** Draws kind and start: between {@code earliest} and twice that after {@code now}. */
  public static Fault draw(long seed, Instant now, Duration earliest) {
    Random random = new Random(seed ^ 0x5DEECE66DL);
    Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
    long delayMillis = earliest.toMillis() + random.nextLong(earliest.toMillis());
    Duration growth = Duration.ofSeconds(20 + random.nextInt(20));
    return new Fault(kind, now.plusMillis(delayMillis), growth);
  }

  /** How far it has come at an instant, 0 to 1. */
  double extent(Instant time) {
    double share = Duration.between(start, time).toMillis() / (double) growth.toMillis();
    return Math.clamp(share, 0, 1);
  }
}
