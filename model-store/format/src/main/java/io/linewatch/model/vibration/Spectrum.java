package io.linewatch.model.vibration;

/**
 * One-sided spectrum of a block, its mean taken away, under a window, padded with zeros to a power
 * of two. Scaling as in Heinzel, Rüdiger and Schilling (2002): a line's amplitude by the window's
 * sum S1, power in a band by its sum of squares S2, so that neither depends on the block's length
 * or the padding.
 */
public final class Spectrum {
  private final double[] power;
  private final double binHz;
  private final double amplitudeScale;
  private final double energyScale;
  private final double blockSeconds;

  private Spectrum(
      double[] power,
      double binHz,
      double amplitudeScale,
      double energyScale,
      double blockSeconds) {
    this.power = power;
    this.binHz = binHz;
    this.amplitudeScale = amplitudeScale;
    this.energyScale = energyScale;
    this.blockSeconds = blockSeconds;
  }

  /**
   * Under a Hann window.
   *
   * @throws IllegalArgumentException when the block is empty
   */
  public static Spectrum of(double[] block, double rateHz) {
    return of(block, rateHz, Fourier.hann(block.length));
  }

  /**
   * Under a Tukey window, for levels of bands that are wider than a few bins.
   *
   * @throws IllegalArgumentException when the block is empty
   */
  static Spectrum forLevels(double[] block, double rateHz) {
    return of(block, rateHz, Fourier.tukey(block.length));
  }

  private static Spectrum of(double[] block, double rateHz, double[] window) {
    double mean = TimeFeatures.mean(block);
    double[] weighted = new double[block.length];
    double sum = 0;
    double sumOfSquares = 0;
    for (int n = 0; n < block.length; n++) {
      weighted[n] = (block[n] - mean) * window[n];
      sum += window[n];
      sumOfSquares += window[n] * window[n];
    }
    int length = Fourier.paddedLength(block.length);
    double[][] parts = Fourier.transform(weighted, length);
    double[] power = new double[length / 2 + 1];
    for (int k = 0; k < power.length; k++) {
      power[k] = parts[0][k] * parts[0][k] + parts[1][k] * parts[1][k];
    }
    return new Spectrum(
        power,
        rateHz / length,
        2 / Math.max(sum, Double.MIN_NORMAL),
        2 / (length * Math.max(sumOfSquares, Double.MIN_NORMAL)),
        block.length / rateHz);
  }

  /** Distance of two bins; padding makes it finer than what the block can resolve. */
  public double binHz() {
    return binHz;
  }

  public int bins() {
    return power.length;
  }

  /** How long the block was. */
  public double blockSeconds() {
    return blockSeconds;
  }

  /** Peak amplitude of a sine at this bin's frequency. */
  public double amplitude(int bin) {
    return Math.sqrt(power[bin]) * amplitudeScale;
  }

  /** RMS of what lies from {@code lowHz} to below {@code highHz}. */
  public double rms(double lowHz, double highHz) {
    double sum = 0;
    int end = end(highHz);
    for (int k = first(lowHz); k < end; k++) {
      sum += power[k];
    }
    return Math.sqrt(sum * energyScale);
  }

  /**
   * RMS of the integral over time of what lies from {@code lowHz} to {@code highHz}: velocity from
   * acceleration. Division by 2πf is the integration; the band's lower edge is the high-pass
   * without which drift would swamp it (ISO 2954).
   *
   * @param lowHz above 0
   */
  public double integratedRms(double lowHz, double highHz) {
    double sum = 0;
    int end = end(highHz);
    for (int k = Math.max(1, first(lowHz)); k < end; k++) {
      double omega = 2 * Math.PI * k * binHz;
      sum += power[k] / (omega * omega);
    }
    return Math.sqrt(sum * energyScale);
  }

  private int first(double lowHz) {
    return Math.max(0, (int) Math.ceil(lowHz / binHz));
  }

  private int end(double highHz) {
    return Math.min(power.length, (int) Math.ceil(highHz / binHz));
  }
}
