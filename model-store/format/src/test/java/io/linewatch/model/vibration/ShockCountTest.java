package io.linewatch.model.vibration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShockCountTest {
  private static final MeasuredMachine MACHINE = new MeasuredMachine("[g]", 1_500, null);
  private static final double RATE_HZ = 10_000;
  private static final int SAMPLES = 1_024;
  private static final int HEALTHY = 60;
  private static final long SEED = 5;

  /** By scipy 1.14: beta.ppf(0.999, x + 1, n − x), then binom.isf(1e-6, 30, p). */
  @Test
  void whatChanceExplainsIsThatOfPublishedDistributions() {
    assertThat(ShockCount.allowed(0, 60)).isEqualTo(13);
    assertThat(ShockCount.allowed(1, 60)).isEqualTo(15);
    assertThat(ShockCount.allowed(3, 60)).isEqualTo(18);
    assertThat(ShockCount.allowed(4, 90)).isEqualTo(16);
  }

  @Test
  void aMachineThatStrikesByItselfTellsNothingByIt() {
    assertThat(ShockCount.allowed(4, 60)).isNegative();
    assertThat(ShockCount.allowed(0, 0)).isNegative();
  }

  @Test
  void noiseIsNotStruckAndOneBlowIs() {
    Random random = new Random(SEED);
    assertThat(ShockCount.isStruck(TimeFeatures.of(quiet(random)))).isFalse();
    assertThat(ShockCount.isStruck(TimeFeatures.of(struck(random)))).isTrue();
  }

  @Test
  void blowsThatComeMoreOftenAreToldBeforeTheLevelRises() {
    System.out.println("seed " + SEED);
    Random random = new Random(SEED);
    VibrationTrend trend = new VibrationTrend(MACHINE, HEALTHY);
    for (int i = 0; i < HEALTHY - 1; i++) {
      assertThat(accept(trend, quiet(random)).shockPercent()).isNaN();
    }
    double[] percent = new double[60];
    double mostRise = 0;
    for (int i = 0; i < percent.length; i++) {
      VibrationTrend.Assessment now =
          accept(trend, i >= 30 && i % 2 == 0 ? struck(random) : quiet(random));
      percent[i] = now.shockPercent();
      mostRise = Math.max(mostRise, now.riseDb());
    }
    // 13 of 30 are what chance explains; every second block is 15.
    assertThat(Arrays.stream(percent, 0, 30).max().orElseThrow()).isZero();
    assertThat(percent[59]).isEqualTo(100.0 * 15 / 13);
    assertThat(mostRise).isLessThan(VibrationTrend.RISE_LIMIT_DB);
  }

  @Test
  void aReferenceFromBeforeBlowsWereCountedTellsNothing() {
    double[] levels =
        new double
            [ThirdOctaves.levelsDb(Spectrum.forLevels(new double[SAMPLES], RATE_HZ), RATE_HZ)
                .length];
    VibrationReference old = new VibrationReference(levels, levels, levels, Map.of(), 0, 0);
    VibrationTrend trend = new VibrationTrend(MACHINE, old);
    assertThat(accept(trend, struck(new Random(SEED))).shockPercent()).isNaN();
  }

  private static VibrationTrend.Assessment accept(VibrationTrend trend, double[] block) {
    return trend.accept(BlockFeatures.of(block, RATE_HZ, MACHINE));
  }

  private static double[] quiet(Random random) {
    return Signals.noise(SAMPLES, 1, random);
  }

  private static double[] struck(Random random) {
    return Signals.plus(
        quiet(random), Signals.strikesAt(SAMPLES, RATE_HZ, List.of(0.05), 3_000, 30));
  }
}
