package io.linewatch.domain.vibration;

import java.util.List;
import java.util.Optional;

/**
 * Limits of vibration velocity on bearing housings, RMS in mm/s, 10–1000 Hz (2–1000 Hz below 600
 * r/min), for machines above 15 kW: ISO 10816-3:2009, tables A.1 and A.2, carried over by ISO
 * 20816-3. A value on a boundary belongs to the better zone.
 *
 * @param aToB greatest value of zone A
 * @param bToC greatest value of zone B
 * @param cToD greatest value of zone C
 */
public record ZoneLimits(double aToB, double bToC, double cToD) {
  /** Below this a machine is judged over 2–1000 Hz. */
  public static final double SLOW_BELOW_RPM = 600;

  public static final double HIGHEST_HZ = 1_000;

  /** Least sampling rate that covers 1000 Hz, with room for a sensor's anti-alias filter. */
  public static final double LEAST_RATE_HZ = 2_100;

  private static final double GROUP_1_ABOVE_KW = 300;
  private static final double LEAST_KW = 15;

  private record Entry(boolean large, Support support, ZoneLimits limits) {}

  private static final List<Entry> TABLE =
      List.of(
          new Entry(true, Support.RIGID, new ZoneLimits(2.3, 4.5, 7.1)),
          new Entry(true, Support.FLEXIBLE, new ZoneLimits(3.5, 7.1, 11.0)),
          new Entry(false, Support.RIGID, new ZoneLimits(1.4, 2.8, 4.5)),
          new Entry(false, Support.FLEXIBLE, new ZoneLimits(2.3, 4.5, 7.1)));

  /** Empty for machines of at most 15 kW, which the standard does not judge. */
  public static Optional<ZoneLimits> of(double powerKw, Support support) {
    if (!(powerKw > LEAST_KW)) {
      return Optional.empty();
    }
    boolean large = powerKw > GROUP_1_ABOVE_KW;
    return TABLE.stream()
        .filter(entry -> entry.large == large && entry.support == support)
        .map(Entry::limits)
        .findFirst();
  }

  /**
   * The zone of a velocity.
   *
   * @param velocityMmPerS RMS, not negative
   */
  public SeverityZone zone(double velocityMmPerS) {
    if (velocityMmPerS <= aToB) {
      return SeverityZone.A;
    }
    if (velocityMmPerS <= bToC) {
      return SeverityZone.B;
    }
    return velocityMmPerS <= cToD ? SeverityZone.C : SeverityZone.D;
  }

  /** A change that counts even inside a zone: a quarter of the limit B/C. */
  public double notableChange() {
    return bToC / 4;
  }

  /** Where the band of the velocity begins for a machine of this speed. */
  public static double lowestHz(double speedRpm) {
    return speedRpm < SLOW_BELOW_RPM ? 2 : 10;
  }
}
