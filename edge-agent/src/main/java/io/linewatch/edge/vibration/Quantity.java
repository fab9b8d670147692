package io.linewatch.edge.vibration;

import java.util.Locale;

/**
 * What is told of a waveform channel, as channels of their own: {@code de} becomes {@code de.rms},
 * {@code de.velocity} and so on, where the plant sheet names them.
 */
public enum Quantity {
  /** Unit of the waveform. */
  RMS,
  /** Unit of the waveform. */
  PEAK,
  CREST,
  KURTOSIS,
  SKEWNESS,
  /** mm/s RMS over 10–1000 Hz, 2–1000 Hz below 600 r/min. */
  VELOCITY,
  /** Severity zone of ISO 20816-3: A is 1, D is 4. */
  ZONE,
  /** dB over the healthy reference. */
  RISE,
  /** Standard deviations from the healthy reference, root mean square over third octaves. */
  CHANGE,
  /** dB over the floor of the envelope spectrum. */
  LINES,
  /** Struck blocks, in percent of what the healthy reference explains. */
  SHOCKS;

  private final String suffix = "." + name().toLowerCase(Locale.ROOT);

  /** Name of its channel. */
  public String of(String waveform) {
    return waveform + suffix;
  }
}
