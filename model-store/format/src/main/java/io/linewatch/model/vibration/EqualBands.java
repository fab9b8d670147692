package io.linewatch.model.vibration;

/**
 * Levels in bands of equal width from 0 to half the rate. A resonance is as narrow among high
 * frequencies as among low ones, where third octaves would drown it in noise.
 */
public final class EqualBands {
  static final int COUNT = 32;
  private static final double SILENCE = 1e-12;

  private EqualBands() {}

  /** Level of each band in dB over one unit of the block. */
  public static double[] levelsDb(Spectrum spectrum, double rateHz) {
    double widthHz = rateHz / 2 / COUNT;
    double[] levels = new double[COUNT];
    for (int b = 0; b < COUNT; b++) {
      double rms = spectrum.rms(b * widthHz, (b + 1) * widthHz);
      levels[b] = 20 * Math.log10(Math.max(rms, SILENCE));
    }
    return levels;
  }
}
