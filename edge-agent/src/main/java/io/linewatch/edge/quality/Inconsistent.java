package io.linewatch.edge.quality;

/**
 * How far a channel is from one that should say the same, in the channel's unit; the other's value
 * must not be older than a minute of event time.
 */
final class Inconsistent implements SignalMeasure {
  private static final long FRESH_MICROS = 60_000_000;

  private final String other;
  private final SignalWatch.Others others;

  Inconsistent(String other, SignalWatch.Others others) {
    this.other = other;
    this.others = others;
  }

  @Override
  public double take(SignalReading reading) {
    if (!reading.usable()) {
      return NOTHING;
    }
    double there = others.newest(other, reading.timeMicros() - FRESH_MICROS);
    return Math.abs(reading.value() - there);
  }
}
