package io.linewatch.model.vibration;

import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/** The discrete Fourier transform, whose lengths are powers of two: signals are padded with 0. */
final class Fourier {
  private static final double FLANK_SHARE = 0.1;

  private Fourier() {}

  /** Least power of two that is not less. */
  static int paddedLength(int samples) {
    return samples <= 2 ? 2 : Integer.highestOneBit(samples - 1) << 1;
  }

  /**
   * X[k] = Σ x[n]·exp(−2πi·kn/L).
   *
   * @param length L, a power of two, at least the signal's length
   * @return real and imaginary parts, each of length L
   */
  static double[][] transform(double[] signal, int length) {
    double[][] parts = new double[2][length];
    System.arraycopy(signal, 0, parts[0], 0, signal.length);
    FastFourierTransformer.transformInPlace(
        parts, DftNormalization.STANDARD, TransformType.FORWARD);
    return parts;
  }

  /** x[n] = 1/L·Σ X[k]·exp(2πi·kn/L), in place. */
  static void invert(double[][] parts) {
    FastFourierTransformer.transformInPlace(
        parts, DftNormalization.STANDARD, TransformType.INVERSE);
  }

  /** w[n] = ½(1 − cos 2πn/N): the periodic form, so that a whole number of turns leaks least. */
  static double[] hann(int samples) {
    double[] window = new double[samples];
    for (int n = 0; n < samples; n++) {
      window[n] = 0.5 * (1 - Math.cos(2 * Math.PI * n / samples));
    }
    return window;
  }

  /**
   * Flat but for cosine flanks over a tenth of the length at either end (Tukey; Harris 1978, 0.2):
   * uses nearly all of the block, so that a band's level scatters less than under a Hann window.
   */
  static double[] tukey(int samples) {
    double[] window = new double[samples];
    double flank = FLANK_SHARE * samples;
    for (int n = 0; n < samples; n++) {
      double fromEnd = Math.min(n + 0.5, samples - n - 0.5);
      window[n] = fromEnd >= flank ? 1 : 0.5 * (1 - Math.cos(Math.PI * fromEnd / flank));
    }
    return window;
  }
}
