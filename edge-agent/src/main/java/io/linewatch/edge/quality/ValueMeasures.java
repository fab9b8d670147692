package io.linewatch.edge.quality;

/** Faults that the values alone tell. */
final class ValueMeasures {
  private static final double SECOND = 1e6;

  private ValueMeasures() {}

  /** How far a value lies outside of {@code low} to {@code high}, in its own unit. */
  static SignalMeasure range(double low, double high) {
    return reading ->
        reading.usable()
            ? Math.max(0, Math.max(low - reading.value(), reading.value() - high))
            : SignalMeasure.NOTHING;
  }

  /** Change per second between one reading and the next one, in event time. */
  static final class Rate implements SignalMeasure {
    private long lastMicros;
    private double last = Double.NaN;

    @Override
    public double take(SignalReading reading) {
      if (!reading.usable() || reading.timeMicros() <= lastMicros) {
        return NOTHING;
      }
      double seconds = (reading.timeMicros() - lastMicros) / SECOND;
      double rate = Double.isNaN(last) ? NOTHING : Math.abs(reading.value() - last) / seconds;
      last = reading.value();
      lastMicros = reading.timeMicros();
      return rate;
    }
  }

  /** Seconds of event time since the value last changed by anything at all. */
  static final class FlatLine implements SignalMeasure {
    private long changedMicros;
    private double last = Double.NaN;

    @Override
    public double take(SignalReading reading) {
      if (!reading.usable() || reading.timeMicros() < changedMicros) {
        return NOTHING;
      }
      if (reading.value() != last) {
        last = reading.value();
        changedMicros = reading.timeMicros();
      }
      return (reading.timeMicros() - changedMicros) / SECOND;
    }
  }

  /** Percent of the last readings that stand exactly at an end of the range. */
  static final class Saturation implements SignalMeasure {
    private final double low;
    private final double high;
    private final Share share = new Share();

    Saturation(double low, double high) {
      this.low = low;
      this.high = high;
    }

    @Override
    public double take(SignalReading reading) {
      return reading.usable()
          ? share.add(reading.value() <= low || reading.value() >= high)
          : NOTHING;
    }
  }
}
