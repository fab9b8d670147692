package io.linewatch.model.vibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.domain.vibration.BearingFault;
import io.linewatch.domain.vibration.BearingOrders;
import io.linewatch.domain.vibration.Diagnosis;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BearingLinesTest {
  private static final double RATE_HZ = 25_600;
  private static final int SAMPLES = 51_200;
  private static final double SPEED_RPM = 1_797;
  private static final BearingOrders BEARING = new BearingOrders(0.39828, 3.5848, 5.4152, 2.35675);
  private static final MeasuredMachine MACHINE = new MeasuredMachine("m/s2", SPEED_RPM, BEARING);

  @Test
  void theTreeOfBandsIsAntonis() {
    assertThat(List.of(0, 1, 2, 3, 4, 5, 6).stream().map(Kurtogram::count))
        .containsExactly(1, 2, 3, 4, 6, 8, 12);
  }

  @Test
  void theKurtogramFindsTheBandThatRings() {
    double[] block =
        Signals.plus(
            Signals.strikes(SAMPLES, RATE_HZ, 100, 4_300, 4),
            Signals.noise(SAMPLES, 0.5, new Random(1)));

    Kurtogram.Band best = Kurtogram.ranked(block, RATE_HZ, 500).getFirst();

    assertThat(best.lowHz()).isLessThanOrEqualTo(4_300);
    assertThat(best.highHz()).isGreaterThanOrEqualTo(4_300);
    assertThat(best.highHz() - best.lowHz()).isLessThan(RATE_HZ / 4);
    assertThat(best.kurtosis()).isGreaterThan(2);
  }

  @Test
  void theComplexKurtosisOfNoiseIsZeroAndOfASineMinusOne() {
    double[] noise = Signals.noise(SAMPLES, 1, new Random(1));
    double[] sine = Signals.sine(SAMPLES, RATE_HZ, 2_000, 1);

    assertThat(AnalyticSpectrum.of(noise, RATE_HZ).coarseEnvelope(2_000, 8_000).kurtosis())
        .isCloseTo(0, within(0.1));
    assertThat(AnalyticSpectrum.of(sine, RATE_HZ).coarseEnvelope(1_000, 3_000).kurtosis())
        .isCloseTo(-1, within(0.05));
  }

  @Test
  void anEnvelopeSpectrumOfNoiseLiesOnItsFloor() {
    double[] noise = Signals.noise(SAMPLES, 1, new Random(1));

    EnvelopeSpectrum spectrum =
        EnvelopeSpectrum.of(AnalyticSpectrum.of(noise, RATE_HZ).envelope(0, RATE_HZ / 2), 500, 90);

    assertThat(Arrays.stream(spectrum.overFloor()).average().orElseThrow())
        .isCloseTo(1, within(0.15));
  }

  @Test
  void eachFaultIsNamedByItsLinesWithItsSlip() {
    for (BearingFault fault :
        List.of(BearingFault.OUTER_RACE, BearingFault.INNER_RACE, BearingFault.ROLLING_ELEMENT)) {
      double slip = 0.015;
      double strikesHz = BEARING.of(fault) * SPEED_RPM / 60 * (1 + slip);
      double[] block =
          Signals.plus(
              Signals.strikes(SAMPLES, RATE_HZ, strikesHz, 3_400, 2),
              Signals.noise(SAMPLES, 0.5, new Random(1)));

      Diagnosis diagnosis =
          new VibrationTrend(MACHINE, 0)
              .accept(BlockFeatures.of(block, RATE_HZ, MACHINE))
              .diagnosis();

      assertThat(diagnosis).as(fault.name()).isNotNull();
      assertThat(diagnosis.fault()).isEqualTo(fault);
      assertThat(diagnosis.slipPercent()).isCloseTo(1.5, within(0.2));
      assertThat(diagnosis.lines().getFirst().frequencyHz()).isCloseTo(strikesHz, within(0.5));
      assertThat(diagnosis.sentence()).contains(fault.words(), fault.line(), "dB above");
    }
  }

  @Test
  void anInnerRaceThatTurnsThroughTheLoadZoneHasSideBandsAtTheShaftsSpeed() {
    double strikesHz = BEARING.of(BearingFault.INNER_RACE) * SPEED_RPM / 60;
    assertThat(sideBands(strikesHz, SPEED_RPM / 60)).isGreaterThanOrEqualTo(4);
    assertThat(sideBands(strikesHz, 0)).isZero();
  }

  /**
   * @param modulatedHz how often the strikes grow and fade
   */
  private static int sideBands(double strikesHz, double modulatedHz) {
    double[] block = Signals.strikes(SAMPLES, RATE_HZ, strikesHz, 3_400, 4);
    for (int n = 0; n < block.length; n++) {
      block[n] *= 1 + 0.9 * Math.cos(2 * Math.PI * modulatedHz * n / RATE_HZ);
    }
    Diagnosis diagnosis =
        new VibrationTrend(MACHINE, 0)
            .accept(
                BlockFeatures.of(
                    Signals.plus(block, Signals.noise(SAMPLES, 0.5, new Random(1))),
                    RATE_HZ,
                    MACHINE))
            .diagnosis();
    assertThat(diagnosis).isNotNull();
    assertThat(diagnosis.fault()).isEqualTo(BearingFault.INNER_RACE);
    return diagnosis.sideBands();
  }

  @Test
  void noiseAloneIsNoFault() {
    Random random = new Random(1);
    VibrationTrend trend = new VibrationTrend(MACHINE, 0);
    for (int block = 0; block < 40; block++) {
      double[] noise = Signals.noise(8_192, 1, random);

      assertThat(trend.accept(BlockFeatures.of(noise, RATE_HZ, MACHINE)).diagnosis()).isNull();
    }
  }

  @Test
  void withoutABearingThereIsNoLineAndTheRestIsThere() {
    MeasuredMachine unknown = new MeasuredMachine("m/s2", SPEED_RPM, null);
    double[] noise = Signals.noise(25_600, 1, new Random(1));

    BlockFeatures features = BlockFeatures.of(noise, RATE_HZ, unknown);
    VibrationTrend.Assessment assessment = new VibrationTrend(unknown, 0).accept(features);

    assertThat(features.velocity().mmPerS()).isPositive();
    assertThat(assessment.lineDb()).isNaN();
    assertThat(assessment.diagnosis()).isNull();
  }

  @Test
  void aRiseIsToldInDecibelsOverTheHealthyReference() {
    Random random = new Random(1);
    VibrationTrend trend = new VibrationTrend(MACHINE, 10);
    for (int block = 0; block < 9; block++) {
      assertThat(accept(trend, Signals.noise(8_192, 1, random)).riseDb()).isNaN();
    }
    accept(trend, Signals.noise(8_192, 1, random));
    double same = 0;
    double doubled = 0;
    for (int block = 0; block < 5; block++) {
      same = accept(trend, Signals.noise(8_192, 1, random)).riseDb();
    }
    for (int block = 0; block < 5; block++) {
      doubled = accept(trend, Signals.noise(8_192, 2, random)).riseDb();
    }

    assertThat(same).isCloseTo(0, within(0.5));
    assertThat(doubled).isCloseTo(20 * Math.log10(2), within(0.5));
  }

  @Test
  void twoShocksInFiveBlocksMoveTheirOwnRiseAndNotThePoints() {
    Random random = new Random(1);
    VibrationTrend trend = new VibrationTrend(MACHINE, 10);
    for (int block = 0; block < 15; block++) {
      accept(trend, Signals.noise(8_192, 1, random));
    }

    for (int shock = 0; shock < 2; shock++) {
      VibrationTrend.Assessment shaken = accept(trend, Signals.noise(8_192, 10, random));
      assertThat(shaken.blockRiseDb()).isCloseTo(20, within(1.0));
      assertThat(shaken.riseDb()).isCloseTo(0, within(1.0));
    }
    assertThat(accept(trend, Signals.noise(8_192, 10, random)).riseDb())
        .as("three of five are no shock any more")
        .isCloseTo(20, within(1.0));
  }

  @Test
  void weakLinesAHealthyMachineHasAreNoFaultUntilTheyGrow() {
    Random random = new Random(1);
    VibrationTrend trend = new VibrationTrend(MACHINE, 5);
    for (int block = 0; block < 10; block++) {
      VibrationTrend.Assessment own = accept(trend, struck(0.5, random));

      assertThat(Objects.requireNonNull(own.evidence().get(BearingFault.OUTER_RACE)).prominenceDb())
          .isBetween(VibrationTrend.LINE_LIMIT_DB, 15.0);
      assertThat(own.diagnosis()).isNull();
    }

    Diagnosis grown = null;
    for (int block = 0; block < 15; block++) {
      grown = accept(trend, struck(1, random)).diagnosis();
    }

    assertThat(grown).isNotNull();
    assertThat(grown.fault()).isEqualTo(BearingFault.OUTER_RACE);
  }

  @Test
  void aBearingThatWasDamagedBeforeWeCameIsNamedWhileWeLearn() {
    VibrationTrend trend = new VibrationTrend(MACHINE, 5);

    Diagnosis atOnce = accept(trend, struck(1, new Random(1))).diagnosis();

    assertThat(atOnce).isNotNull();
    assertThat(atOnce.fault()).isEqualTo(BearingFault.OUTER_RACE);
  }

  private static double[] struck(double amplitude, Random random) {
    double strikesHz = BEARING.outerRace() * SPEED_RPM / 60;
    return Signals.plus(
        Signals.strikes(25_600, RATE_HZ, strikesHz, 3_400, amplitude),
        Signals.noise(25_600, 0.5, random));
  }

  private static VibrationTrend.Assessment accept(VibrationTrend trend, double[] block) {
    return trend.accept(BlockFeatures.of(block, RATE_HZ, MACHINE));
  }
}
