package io.linewatch.model.vibration;

import io.linewatch.domain.vibration.ZoneLimits;
import org.jspecify.annotations.Nullable;

/**
 * Vibration velocity as ISO 20816 judges it, or why this waveform cannot tell it.
 *
 * @param mmPerS RMS over 10–1000 Hz (2–1000 Hz below 600 r/min); NaN when refused
 * @param refusal what stands in the way and what to do; null when there is a velocity
 */
public record VelocityRms(double mmPerS, @Nullable String refusal) {
  /** Fewer periods of the lowest frequency than this are no RMS of it. */
  private static final double LEAST_PERIODS = 5;

  /**
   * From a spectrum of acceleration (integrated) or of velocity.
   *
   * @param unit UCUM code as the source declares it; null when it does not
   */
  public static VelocityRms of(
      Spectrum spectrum, double rateHz, @Nullable String unit, double speedRpm) {
    if (unit == null) {
      return refused("the source declares no unit; name it in the plant sheet, such as m/s2");
    }
    VibrationUnit known = VibrationUnit.of(unit).orElse(null);
    if (known == null) {
      return refused("'" + unit + "' is no unit of vibration; use m/s2, [g], mm/s or m/s");
    }
    if (rateHz < ZoneLimits.LEAST_RATE_HZ) {
      return refused(
          rateHz
              + " samples a second do not cover 1000 Hz; at least "
              + ZoneLimits.LEAST_RATE_HZ
              + " are needed");
    }
    double lowHz = ZoneLimits.lowestHz(speedRpm);
    if (spectrum.blockSeconds() < LEAST_PERIODS / lowHz) {
      return refused(
          "a block of "
              + spectrum.blockSeconds()
              + " s is too short for "
              + lowHz
              + " Hz; send at least "
              + LEAST_PERIODS / lowHz
              + " s");
    }
    double rms =
        known.isAcceleration()
            ? spectrum.integratedRms(lowHz, ZoneLimits.HIGHEST_HZ)
            : spectrum.rms(lowHz, ZoneLimits.HIGHEST_HZ);
    return new VelocityRms(rms * known.toSi() * 1000, null);
  }

  private static VelocityRms refused(String why) {
    return new VelocityRms(Double.NaN, "No severity zone: " + why + ".");
  }
}
