package io.linewatch.model.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpectrumTest {
  private static final double RATE_HZ = 25_600;

  @Test
  void aLineHasItsAmplitudeWhateverTheLength() {
    for (int samples : new int[] {8_192, 10_000, 12_800}) {
      Spectrum spectrum = Spectrum.of(Signals.sine(samples, RATE_HZ, 400, 3), RATE_HZ);

      int bin = (int) Math.round(400 / spectrum.binHz());
      // Between two bins of the padded transform a Hann window loses little.
      assertThat(spectrum.amplitude(bin)).isBetween(2.9, 3.001);
      assertThat(spectrum.rms(300, 500)).isCloseTo(3 / Math.sqrt(2), within(1e-3));
      assertThat(spectrum.rms(1_000, 12_000)).isLessThan(1e-2);
    }
  }

  @Test
  void whiteNoiseHasItsPowerSpreadEvenly() {
    Spectrum spectrum = Spectrum.of(Signals.noise(100_000, 2, new Random(1)), RATE_HZ);

    assertThat(spectrum.rms(0, RATE_HZ)).isCloseTo(2, within(0.04));
    assertThat(spectrum.rms(0, RATE_HZ / 4)).isCloseTo(2 / Math.sqrt(2), within(0.04));
  }

  @Test
  void velocityIsAccelerationOverOmega() {
    double hz = 1_000 / (2 * Math.PI);
    double[] acceleration = Signals.sine(25_600, RATE_HZ, hz, 1);

    VelocityRms inMetres =
        VelocityRms.of(Spectrum.of(acceleration, RATE_HZ), RATE_HZ, "m/s2", 1_500);
    VelocityRms inG = VelocityRms.of(Spectrum.of(acceleration, RATE_HZ), RATE_HZ, "[g]", 1_500);

    assertThat(inMetres.mmPerS()).isCloseTo(1 / Math.sqrt(2), within(1e-3));
    assertThat(inG.mmPerS()).isCloseTo(9.80665 / Math.sqrt(2), within(1e-2));
  }

  @Test
  void driftAndWhatLiesAboveTheBandDoNotCount() {
    double[] wanted = Signals.sine(51_200, RATE_HZ, 100, 1);
    double[] drifting = Signals.plus(wanted, Signals.sine(51_200, RATE_HZ, 0.3, 50));
    double[] loud = Signals.plus(drifting, Signals.sine(51_200, RATE_HZ, 5_000, 50));

    double expected = 1_000 / (2 * Math.PI * 100) / Math.sqrt(2);

    assertThat(VelocityRms.of(Spectrum.of(loud, RATE_HZ), RATE_HZ, "m/s2", 1_500).mmPerS())
        .isCloseTo(expected, within(0.02 * expected));
  }

  @Test
  void aZoneIsRefusedWithItsReason() {
    Spectrum slow = Spectrum.of(Signals.sine(2_000, 2_000, 100, 1), 2_000);
    Spectrum shortBlock = Spectrum.of(Signals.sine(2_560, RATE_HZ, 100, 1), RATE_HZ);
    Spectrum good = Spectrum.of(Signals.sine(25_600, RATE_HZ, 100, 1), RATE_HZ);

    assertThat(VelocityRms.of(slow, 2_000, "m/s2", 1_500).refusal())
        .contains("do not cover 1000 Hz");
    assertThat(VelocityRms.of(shortBlock, RATE_HZ, "m/s2", 1_500).refusal()).contains("too short");
    assertThat(VelocityRms.of(good, RATE_HZ, "Cel", 1_500).refusal())
        .contains("no unit of vibration");
    assertThat(VelocityRms.of(good, RATE_HZ, null, 1_500).refusal()).contains("declares no unit");
    assertThat(VelocityRms.of(good, RATE_HZ, "m/s2", 1_500).refusal()).isNull();
  }

  @Test
  void thirdOctavesOfWhiteNoiseRiseByOneDecibelABand() {
    double[] levels =
        ThirdOctaves.levelsDb(
            Spectrum.of(Signals.noise(256_000, 1, new Random(1)), RATE_HZ), RATE_HZ);

    // Each band is 2^(1/3) wider than the one before: 10·log10 of that is 1.003 dB.
    double[] last = Arrays.copyOfRange(levels, levels.length - 10, levels.length);
    assertThat((last[9] - last[0]) / 9).isCloseTo(1.003, within(0.05));
  }

  @Test
  void orderTrackingHoldsALineStillWhileTheSpeedMoves() {
    int samples = 25_600;
    double[] shaftHz = new double[samples];
    double[] block = new double[samples];
    double turns = 0;
    for (int n = 0; n < samples; n++) {
      shaftHz[n] = 20 + 20.0 * n / samples;
      turns += n == 0 ? 0 : (shaftHz[n] + shaftHz[n - 1]) / 2 / RATE_HZ;
      block[n] = Math.sin(2 * Math.PI * 3.5848 * turns);
    }

    double[] resampled = OrderTracking.resample(block, RATE_HZ, shaftHz, 64);
    Spectrum orders = Spectrum.of(resampled, 64);

    assertThat(orders.rms(3.4, 3.8)).isCloseTo(1 / Math.sqrt(2), within(0.01));
    assertThat(Spectrum.of(block, RATE_HZ).rms(3.4 * 30, 3.8 * 30)).isLessThan(0.5);
  }
}
