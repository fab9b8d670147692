package io.linewatch.edge.quality;

/** One number about how a signal behaves. Not thread-safe; its lane owns it. */
interface SignalMeasure {
  /** There is nothing to say yet. */
  double NOTHING = Double.NaN;

  /** Takes a reading; the number now, or {@link #NOTHING}. */
  double take(SignalReading reading);

  /**
   * The number when no reading comes, or {@link #NOTHING} where silence says nothing.
   *
   * @param nowMicros gateway's clock
   */
  default double silent(long nowMicros) {
    return NOTHING;
  }
}
