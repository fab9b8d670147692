package io.linewatch.model.vibration;

import java.util.Arrays;

/**
 * Spectrum of a band's squared envelope, in units of its own floor: at each bin the power over the
 * median of the bins around it, which for noise is 1 on average whatever the band (Randall and
 * Antoni, Rolling element bearing diagnostics — a tutorial, MSSP 25, 2011, section 5). Spectra of
 * different blocks and bands can therefore be averaged.
 *
 * @param overFloor power over the floor, from 0 Hz
 * @param binHz distance of two bins
 * @param resolutionHz what the block can tell apart: one over its length
 */
public record EnvelopeSpectrum(double[] overFloor, double binHz, double resolutionHz) {
  private static final int LEAST_MEDIAN_BINS = 32;

  /** Median of an exponential variable of mean 1: power of noise in a bin. */
  private static final double MEDIAN_OF_NOISE = Math.log(2);

  /**
   * @param highestHz above which nothing is kept
   * @param floorHz width over which the floor is told
   */
  static EnvelopeSpectrum of(SquaredEnvelope envelope, double highestHz, double floorHz) {
    double[] values = envelope.values();
    double mean = TimeFeatures.mean(values);
    double[] window = Fourier.hann(values.length);
    double[] weighted = new double[values.length];
    for (int n = 0; n < values.length; n++) {
      weighted[n] = (values[n] - mean) * window[n];
    }
    int length = envelope.paddedLength();
    double[][] parts = Fourier.transform(weighted, length);
    double binHz = envelope.rateHz() / length;
    int bins = Math.min(length / 2, (int) (highestHz / binHz) + 2);
    double[] power = new double[bins];
    for (int k = 0; k < bins; k++) {
      power[k] = parts[0][k] * parts[0][k] + parts[1][k] * parts[1][k];
    }
    divideByFloor(power, Math.max(LEAST_MEDIAN_BINS, (int) (floorHz / binHz)));
    return new EnvelopeSpectrum(power, binHz, envelope.rateHz() / values.length);
  }

  /** Medians of neighbouring stretches, and a straight line between their middles. */
  private static void divideByFloor(double[] power, int stretch) {
    int stretches = Math.max(1, power.length / stretch);
    double[] floors = new double[stretches];
    for (int s = 0; s < stretches; s++) {
      int to = s == stretches - 1 ? power.length : (s + 1) * stretch;
      double[] sorted = Arrays.copyOfRange(power, s * stretch, to);
      Arrays.sort(sorted);
      floors[s] = sorted[sorted.length / 2] / MEDIAN_OF_NOISE;
    }
    for (int k = 0; k < power.length; k++) {
      double place = Math.clamp((k + 0.5) / stretch - 0.5, 0, stretches - 1);
      int below = (int) place;
      int above = Math.min(stretches - 1, below + 1);
      double floor = floors[below] + (place - below) * (floors[above] - floors[below]);
      power[k] = floor > 0 ? power[k] / floor : 0;
    }
  }

  /** Power over floor at a frequency; 0 beyond what was kept. */
  public double at(double frequencyHz) {
    int bin = (int) Math.round(frequencyHz / binHz);
    return bin < 0 || bin >= overFloor.length ? 0 : overFloor[bin];
  }

  /** Whether a line at this frequency would be seen. */
  public boolean reaches(double frequencyHz) {
    return Math.round(frequencyHz / binHz) < overFloor.length;
  }
}
