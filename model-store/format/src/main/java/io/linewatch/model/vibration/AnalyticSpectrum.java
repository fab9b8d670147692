package io.linewatch.model.vibration;

import java.util.Arrays;

/**
 * The positive half of a block's spectrum, from which any band's complex envelope can be made: the
 * band's bins alone, moved down to 0 Hz and transformed back, are the analytic signal of the band
 * at a rate of about its width (Randall, Vibration-based Condition Monitoring, 3.3).
 */
final class AnalyticSpectrum {
  private final double[][] parts;
  private final int samples;
  private final int length;
  private final double rateHz;

  private AnalyticSpectrum(double[][] parts, int samples, int length, double rateHz) {
    this.parts = parts;
    this.samples = samples;
    this.length = length;
    this.rateHz = rateHz;
  }

  static AnalyticSpectrum of(double[] block, double rateHz) {
    double mean = TimeFeatures.mean(block);
    double[] centred = new double[block.length];
    for (int n = 0; n < block.length; n++) {
      centred[n] = block[n] - mean;
    }
    int length = Fourier.paddedLength(block.length);
    return new AnalyticSpectrum(Fourier.transform(centred, length), block.length, length, rateHz);
  }

  double rateHz() {
    return rateHz;
  }

  /** For the kurtosis: sampled as fast as the band is wide. */
  SquaredEnvelope coarseEnvelope(double lowHz, double highHz) {
    return squaredEnvelope(lowHz, highHz, 1);
  }

  /**
   * For a spectrum: squaring doubles the width of what the envelope holds, so it is sampled at
   * least twice as fast as the band is wide.
   */
  SquaredEnvelope envelope(double lowHz, double highHz) {
    return squaredEnvelope(lowHz, highHz, 2);
  }

  private SquaredEnvelope squaredEnvelope(double lowHz, double highHz, int oversampling) {
    double binHz = rateHz / length;
    int from = Math.clamp(Math.round(lowHz / binHz), 0, length / 2);
    int to = Math.clamp(Math.round(highHz / binHz), from, length / 2);
    int width = oversampling * Fourier.paddedLength(Math.max(2, to - from));
    double[][] band = {
      Arrays.copyOf(Arrays.copyOfRange(parts[0], from, to), width),
      Arrays.copyOf(Arrays.copyOfRange(parts[1], from, to), width)
    };
    Fourier.invert(band);
    int within = Math.max(1, (int) ((long) samples * width / length));
    double[] squared = new double[within];
    for (int n = 0; n < within; n++) {
      squared[n] = band[0][n] * band[0][n] + band[1][n] * band[1][n];
    }
    return new SquaredEnvelope(squared, rateHz * width / length, width);
  }
}
