package io.linewatch.standalone.network;

import java.time.Duration;

/**
 * How good a link is while it works, the same both ways.
 *
 * @param delay of every byte, one way; it does not lower the rate
 * @param bytesPerSecond most that passes, for each connection and direction
 * @param stallChance that a read's worth of bytes waits for {@code stall} and holds up all behind
 *     it: what a program sees of a lost packet, which TCP sends again
 */
public record Quality(Duration delay, long bytesPerSecond, double stallChance, Duration stall) {
  public static final Quality PERFECT =
      new Quality(Duration.ZERO, Long.MAX_VALUE, 0, Duration.ZERO);

  /** What Linux waits at least before it sends again (RFC 6298 says 1 s, Linux 200 ms). */
  private static final Duration RETRANSMISSION = Duration.ofMillis(200);

  public Quality {
    if (delay.isNegative() || bytesPerSecond <= 0 || stallChance < 0 || stallChance > 1) {
      throw new IllegalArgumentException(
          "delay ≥ 0, rate > 0, chance from 0 to 1 wanted: "
              + delay
              + ", "
              + bytesPerSecond
              + ", "
              + stallChance);
    }
  }

  public Quality withDelay(Duration longer) {
    return new Quality(longer, bytesPerSecond, stallChance, stall);
  }

  public Quality withRate(long most) {
    return new Quality(delay, most, stallChance, stall);
  }

  /** With lost packets, as TCP shows them to programs. */
  public Quality withLoss(double chance) {
    return new Quality(delay, bytesPerSecond, chance, RETRANSMISSION);
  }
}
