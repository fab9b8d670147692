package io.linewatch.model.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Figures that others have published, with where they stand. */
class PublishedVectorsTest {
  private static final double RATE_HZ = 25_600;
  private static final int SAMPLES = 204_800;

  /**
   * NIST Statistical Reference Datasets, univariate summary statistics, NumAcc2, NumAcc3 and
   * NumAcc4 (itl.nist.gov/div898/strd/univ): 1,001 values, an offset and then in turn 0.1 below and
   * above it; certified mean the offset, certified standard deviation 0.1 (divisor n−1), exactly.
   * The last is of higher difficulty: squares without the mean taken away first lose all digits.
   */
  @Test
  void rmsOfNistsDataSetsIsTheCertifiedDeviation() {
    for (double offset : new double[] {1.2, 1_000_000.2, 10_000_000.2}) {
      double[] values = new double[1_001];
      values[0] = offset;
      for (int n = 1; n < values.length; n++) {
        values[n] = offset + (n % 2 == 1 ? -0.1 : 0.1);
      }

      double population = 0.1 * Math.sqrt(1_000.0 / 1_001);
      assertThat(TimeFeatures.of(values).rms()).isCloseTo(population, within(1e-8));
    }
  }

  /**
   * J. Antoni, The spectral kurtosis: a useful tool for characterising non-stationary signals, MSSP
   * 20 (2006), 282–307: stationary noise of power ρ times the signal's lowers its spectral kurtosis
   * K to K/(1+ρ)².
   */
  @Test
  void noiseLowersTheKurtosisOfABandAsAntoniHasIt() {
    double lowHz = 3_000;
    double highHz = 5_000;
    double[] strikes = Signals.strikes(SAMPLES, RATE_HZ, 37, 4_000, 4);
    double alone = kurtosis(strikes, lowHz, highHz);
    for (double deviation : new double[] {0.2, 0.4, 0.8}) {
      double[] noise = Signals.noise(SAMPLES, deviation, new Random(1));
      double ratio = power(noise, lowHz, highHz) / power(strikes, lowHz, highHz);

      double measured = kurtosis(Signals.plus(strikes, noise), lowHz, highHz);

      assertThat(measured)
          .as("noise of %.2f times the power", ratio)
          .isCloseTo(alone / Math.pow(1 + ratio, 2), within(0.05 * alone));
    }
  }

  private static double kurtosis(double[] block, double lowHz, double highHz) {
    return AnalyticSpectrum.of(block, RATE_HZ).coarseEnvelope(lowHz, highHz).kurtosis();
  }

  private static double power(double[] block, double lowHz, double highHz) {
    double rms = Spectrum.of(block, RATE_HZ).rms(lowHz, highHz);
    return rms * rms;
  }
}
