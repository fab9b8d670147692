package io.linewatch.edge.quality;

import io.linewatch.domain.signal.Reading.TimeSource;
import java.util.Arrays;

/** Faults that the times of readings tell. */
final class TimeMeasures {
  private static final double SECOND = 1e6;

  private TimeMeasures() {}

  /** Seconds of the gateway's clock since the last usable value came. */
  static final class DropOut implements SignalMeasure {
    private long cameMicros;

    @Override
    public double take(SignalReading reading) {
      if (reading.usable()) {
        cameMicros = reading.arrivalMicros();
        return 0;
      }
      return silent(reading.arrivalMicros());
    }

    /** What never came is a source that is not connected, which is another finding. */
    @Override
    public double silent(long nowMicros) {
      return cameMicros == 0 ? NOTHING : Math.max(0, nowMicros - cameMicros) / SECOND;
    }
  }

  /**
   * Seconds between the sensor's time and its arrival, the least of the last 16: a message that was
   * held up is no clock that is wrong. A time so far ahead that it had to be replaced counts as a
   * day.
   */
  static final class ClockSkew implements SignalMeasure {
    private static final int KEPT = 16;
    private static final double DAY = 86_400;

    private final double[] skews = new double[KEPT];
    private int count;

    @Override
    public double take(SignalReading reading) {
      if (reading.timeSource() == TimeSource.ARRIVAL) {
        return NOTHING;
      }
      skews[count++ % KEPT] =
          reading.timeSource() == TimeSource.REPLACED
              ? DAY
              : Math.abs(reading.timeMicros() - reading.arrivalMicros()) / SECOND;
      if (count < KEPT) {
        return NOTHING;
      }
      // Wraps long before an int does.
      count = count >= 2 * KEPT ? count - KEPT : count;
      return Arrays.stream(skews).min().orElse(NOTHING);
    }
  }

  /** Percent of the last readings with time and value of the one before. */
  static final class Duplicate implements SignalMeasure {
    private final Share share = new Share();
    private long lastMicros = Long.MIN_VALUE;
    private double last;

    @Override
    public double take(SignalReading reading) {
      boolean twice = reading.timeMicros() == lastMicros && reading.value() == last;
      lastMicros = reading.timeMicros();
      last = reading.value();
      return share.add(twice);
    }
  }

  /** Percent of the last readings that are older than the newest one before them. */
  static final class OutOfOrder implements SignalMeasure {
    private final Share share = new Share();
    private long newestMicros = Long.MIN_VALUE;

    @Override
    public double take(SignalReading reading) {
      boolean late = reading.timeMicros() < newestMicros;
      newestMicros = Math.max(newestMicros, reading.timeMicros());
      return share.add(late);
    }
  }
}
