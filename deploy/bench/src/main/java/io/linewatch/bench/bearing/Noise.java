package io.linewatch.bench.bearing;

import io.linewatch.model.vibration.TimeFeatures;
import java.util.Random;

/** Signals scaled to unit RMS, with white noise of their own making. */
final class Noise {
  private Noise() {}

  /**
   * @param snrDb power of the signal over that of the noise; infinity for none
   */
  static double[] added(double[] signal, double snrDb, Random random) {
    double rms = TimeFeatures.of(signal).rms();
    double amplitude = Math.pow(10, -snrDb / 20);
    double[] noisy = new double[signal.length];
    for (int n = 0; n < noisy.length; n++) {
      noisy[n] = signal[n] / rms + amplitude * random.nextGaussian();
    }
    return noisy;
  }
}
