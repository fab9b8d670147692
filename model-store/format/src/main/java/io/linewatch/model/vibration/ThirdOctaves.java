package io.linewatch.model.vibration;

/**
 * Levels in third-octave bands, base 2, centres 1000·2^(n/3) Hz (IEC 61260-1, exact base-2 ratios),
 * from the first band that the block resolves to the last below half the rate.
 */
public final class ThirdOctaves {
  private static final double LOWEST_CENTRE_HZ = 10;
  private static final double LEAST_RESOLUTIONS = 2;
  private static final double SILENCE = 1e-12;

  private ThirdOctaves() {}

  /** Level of each band in dB over one unit of the block. */
  public static double[] levelsDb(Spectrum spectrum, double rateHz) {
    int first = first(spectrum.blockSeconds());
    int count = Math.max(0, last(rateHz) - first + 1);
    double[] levels = new double[count];
    for (int i = 0; i < count; i++) {
      double centreHz = centreHz(first + i);
      double rms = spectrum.rms(centreHz * Math.pow(2, -1 / 6.0), centreHz * Math.pow(2, 1 / 6.0));
      levels[i] = 20 * Math.log10(Math.max(rms, SILENCE));
    }
    return levels;
  }

  private static double centreHz(int n) {
    return 1000 * Math.pow(2, n / 3.0);
  }

  private static int first(double blockSeconds) {
    double relativeWidth = Math.pow(2, 1 / 6.0) - Math.pow(2, -1 / 6.0);
    double leastHz = Math.max(LOWEST_CENTRE_HZ, LEAST_RESOLUTIONS / blockSeconds / relativeWidth);
    return (int) Math.ceil(3 * Math.log(leastHz / 1000) / Math.log(2));
  }

  private static int last(double rateHz) {
    double mostHz = rateHz / 2 * Math.pow(2, -1 / 6.0);
    return (int) Math.floor(3 * Math.log(mostHz / 1000) / Math.log(2));
  }
}
