package io.linewatch.model.vibration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which band is the most impulsive: the fast kurtogram (J. Antoni, Fast computation of the
 * kurtogram for the detection of transient faults, MSSP 21, 2007, 108–124). The same 1/3-binary
 * tree of bands (1, 2, 3, 4, 6, 8, 12, … of them), halved until one would be too narrow; his
 * filters are replaced by the bins of one transform, which cut the bands sharply and cost one
 * inverse transform a level.
 */
public final class Kurtogram {
  private static final int MOST_BANDS = 64;

  /**
   * A band of the tree.
   *
   * @param kurtosis of its complex envelope
   */
  public record Band(double lowHz, double highHz, double kurtosis) {}

  private Kurtogram() {}

  /**
   * The most impulsive bands, greatest kurtosis first.
   *
   * @param narrowestHz bands narrower than this are not asked: an envelope carries no line above
   *     its band's width
   */
  public static List<Band> ranked(double[] block, double rateHz, double narrowestHz) {
    return ranked(AnalyticSpectrum.of(block, rateHz), narrowestHz);
  }

  static List<Band> ranked(AnalyticSpectrum spectrum, double narrowestHz) {
    double nyquistHz = spectrum.rateHz() / 2;
    List<Band> bands = new ArrayList<>();
    bands.add(band(spectrum, 0, nyquistHz));
    for (int level = 1; count(level) <= MOST_BANDS; level++) {
      double widthHz = nyquistHz / count(level);
      if (widthHz < narrowestHz) {
        break;
      }
      for (int i = 0; i < count(level); i++) {
        bands.add(band(spectrum, i * widthHz, (i + 1) * widthHz));
      }
    }
    bands.sort(Comparator.comparingDouble(Band::kurtosis).reversed());
    return bands;
  }

  /** Bands of a level: 1, 2, 3, 4, 6, 8, 12, … */
  static int count(int level) {
    if (level == 0) {
      return 1;
    }
    return level % 2 == 1 ? 2 << (level / 2) : 3 << (level / 2 - 1);
  }

  static Band band(AnalyticSpectrum spectrum, double lowHz, double highHz) {
    return new Band(lowHz, highHz, spectrum.coarseEnvelope(lowHz, highHz).kurtosis());
  }
}
