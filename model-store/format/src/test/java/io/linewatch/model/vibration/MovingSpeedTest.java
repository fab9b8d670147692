package io.linewatch.model.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.domain.vibration.BearingFault;
import io.linewatch.domain.vibration.BearingOrders;
import io.linewatch.domain.vibration.Diagnosis;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A damaged bearing on a shaft whose speed moves while a block is taken. */
class MovingSpeedTest {
  private static final double RATE_HZ = 25_600;
  private static final int SAMPLES = 102_400;
  private static final BearingOrders BEARING = new BearingOrders(0.39828, 3.5848, 5.4152, 2.35675);
  private static final MeasuredMachine MACHINE = new MeasuredMachine("m/s2", 1_500, BEARING);

  /** From 1,200 to 1,680 r/min within four seconds: ±17 % about the mean, slip is at most ±3 %. */
  private static final ShaftProfile RUN_UP = profile(20, 28);

  private static ShaftProfile profile(double fromHz, double toHz) {
    double[] speeds = new double[64];
    for (int i = 0; i < speeds.length; i++) {
      speeds[i] = fromHz + (toHz - fromHz) * i / (speeds.length - 1);
    }
    return new ShaftProfile(speeds);
  }

  /** A part is struck whenever the shaft has turned on by one over its order. */
  private static double[] struck(ShaftProfile shaft, double order) {
    List<Double> strikes = new ArrayList<>();
    double turns = 0;
    for (int n = 0; n < SAMPLES; n++) {
      double next = turns + shaft.at((double) n / (SAMPLES - 1)) / RATE_HZ;
      if (Math.floor(next * order) > Math.floor(turns * order)) {
        strikes.add(n / RATE_HZ);
      }
      turns = next;
    }
    return Signals.plus(
        Signals.strikesAt(SAMPLES, RATE_HZ, strikes, 3_400, 1),
        Signals.noise(SAMPLES, 0.5, new Random(1)));
  }

  @Test
  void withItsSpeedAFaultIsNamedThroughARunUpAndWithoutItIsNot() {
    double[] block = struck(RUN_UP, BEARING.innerRace());

    Diagnosis followed =
        new VibrationTrend(MACHINE, 0)
            .accept(BlockFeatures.tracked(block, RATE_HZ, MACHINE, RUN_UP))
            .diagnosis();
    Diagnosis atItsMean =
        new VibrationTrend(MACHINE, 0)
            .accept(BlockFeatures.of(block, RATE_HZ, MACHINE, 24.0 / 25))
            .diagnosis();

    assertThat(followed).isNotNull();
    assertThat(followed.fault()).isEqualTo(BearingFault.INNER_RACE);
    assertThat(followed.prominenceDb()).isGreaterThan(20);
    // Told where it is at nominal speed.
    assertThat(followed.lines().getFirst().frequencyHz())
        .isCloseTo(BEARING.innerRace() * 25, within(0.5));
    assertThat(atItsMean).as("smeared over a third of its frequency").isNull();
  }

  @Test
  void atASteadySpeedBothWaysSeeTheSameLine() {
    ShaftProfile steady = profile(23.5, 23.5);
    double[] block = struck(steady, BEARING.outerRace());

    Diagnosis followed =
        new VibrationTrend(MACHINE, 0)
            .accept(BlockFeatures.tracked(block, RATE_HZ, MACHINE, steady))
            .diagnosis();
    Diagnosis told =
        new VibrationTrend(MACHINE, 0)
            .accept(BlockFeatures.of(block, RATE_HZ, MACHINE, 23.5 / 25))
            .diagnosis();

    assertThat(followed).isNotNull();
    assertThat(told).isNotNull();
    assertThat(followed.fault()).isEqualTo(BearingFault.OUTER_RACE).isEqualTo(told.fault());
    assertThat(followed.prominenceDb()).isCloseTo(told.prominenceDb(), within(2.0));
    assertThat(followed.lines().getFirst().frequencyHz())
        .isCloseTo(told.lines().getFirst().frequencyHz(), within(0.3));
  }

  @Test
  void blocksAtSpeedsThatDifferALittleAddUp() {
    VibrationTrend trend = new VibrationTrend(MACHINE, 0);
    Diagnosis last = null;
    for (int block = 0; block < 6; block++) {
      // About the speed at which the number of samples by angle passes a power of two.
      ShaftProfile shaft = profile(25 + 0.3 * (block % 3 - 1), 25 + 0.3 * (block % 2));
      last =
          trend
              .accept(
                  BlockFeatures.tracked(
                      struck(shaft, BEARING.outerRace()), RATE_HZ, MACHINE, shaft))
              .diagnosis();
    }

    assertThat(last).isNotNull();
    assertThat(last.fault()).isEqualTo(BearingFault.OUTER_RACE);
    assertThat(last.prominenceDb()).isGreaterThan(20);
  }

  @Test
  void noiseUnderARunUpIsNoFault() {
    VibrationTrend trend = new VibrationTrend(MACHINE, 0);
    Random random = new Random(1);
    for (int block = 0; block < 20; block++) {
      double[] noise = Signals.noise(16_384, 1, random);

      assertThat(trend.accept(BlockFeatures.tracked(noise, RATE_HZ, MACHINE, RUN_UP)).diagnosis())
          .isNull();
    }
  }

  @Test
  void aShaftThatStandsHasNoProfile() {
    assertThatThrownBy(() -> new ShaftProfile(new double[] {25, 0}))
        .hasMessageContaining("stands still");
  }
}
