package io.linewatch.edge.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading.TimeSource;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Each fault on a signal that has it, and on an honest one that has not. */
class SignalMeasuresTest {
  private static final long T0 = 1_772_352_000_000_000L;
  private static final long SECOND = 1_000_000L;
  private static final long SEED = 5;

  private final Random random = new Random(SEED);

  private static SignalReading at(double second, double value) {
    long micros = T0 + Math.round(second * SECOND);
    return new SignalReading(micros, micros, value, Quality.GOOD, TimeSource.SENSOR);
  }

  private static SignalReading arrived(double timeSecond, double arrivalSecond, double value) {
    return new SignalReading(
        T0 + Math.round(timeSecond * SECOND),
        T0 + Math.round(arrivalSecond * SECOND),
        value,
        Quality.GOOD,
        TimeSource.SENSOR);
  }

  private static SignalReading bad(double second) {
    long micros = T0 + Math.round(second * SECOND);
    return new SignalReading(micros, micros, 1, Quality.BAD, TimeSource.SENSOR);
  }

  /** The greatest number over a signal of one reading a second. */
  private static double most(SignalMeasure measure, int seconds, IntToDoubleFunction signal) {
    double most = 0;
    for (int i = 0; i < seconds; i++) {
      double number = measure.take(at(i, signal.applyAsDouble(i)));
      most = Double.isNaN(number) ? most : Math.max(most, number);
    }
    return most;
  }

  @Test
  void rangeIsHowFarBeyondTheEndAValueLies() {
    SignalMeasure range = ValueMeasures.range(0, 10);

    assertThat(range.take(at(0, 5))).isZero();
    assertThat(range.take(at(1, 12))).isEqualTo(2);
    assertThat(range.take(at(2, -3))).isEqualTo(3);
    assertThat(range.take(bad(3))).isNaN();
  }

  @Test
  void rateIsTheChangePerSecondOfEventTime() {
    SignalMeasure rate = new ValueMeasures.Rate();

    assertThat(rate.take(at(0, 5))).isNaN();
    assertThat(rate.take(at(0.5, 6))).isEqualTo(2);
    assertThat(rate.take(at(0.5, 9))).as("no time has gone by").isNaN();
    assertThat(rate.take(at(2.5, 5))).isEqualTo(0.5);
  }

  @Test
  void aFlatLineIsAsLongAsTheValueStands() {
    SignalMeasure flat = new ValueMeasures.FlatLine();

    assertThat(most(flat, 100, i -> 5)).isEqualTo(99);
    assertThat(flat.take(at(100, 5.001))).isZero();
    assertThat(most(new ValueMeasures.FlatLine(), 1_000, _ -> random.nextGaussian())).isLessThan(3);
  }

  @Test
  void saturationIsTheShareOfReadingsAtTheEndOfTheRange() {
    assertThat(most(new ValueMeasures.Saturation(0, 10), 200, i -> i % 2 == 0 ? 10 : 9))
        .isEqualTo(50);
    assertThat(most(new ValueMeasures.Saturation(0, 10), 200, _ -> 9.9)).isZero();
  }

  @Test
  void aDropOutIsTheTimeSinceTheLastUsableValueCame() {
    SignalMeasure dropOut = new TimeMeasures.DropOut();

    assertThat(dropOut.silent(T0)).as("a source that never spoke is another matter").isNaN();
    assertThat(dropOut.take(at(0, 5))).isZero();
    assertThat(dropOut.silent(T0 + 30 * SECOND)).isEqualTo(30);
    assertThat(dropOut.take(bad(40))).as("a bad value is none").isEqualTo(40);
    assertThat(dropOut.take(at(50, 5))).isZero();
  }

  @Test
  void aClockIsOffByTheLeastOfTheLastReadings() {
    SignalMeasure skew = new TimeMeasures.ClockSkew();
    double number = Double.NaN;
    for (int i = 0; i < 40; i++) {
      // Messages are held up by up to 20 s now and then; the clock is 7 s slow.
      number = skew.take(arrived(i, i + 7 + (i % 5 == 0 ? 20 : 0.1), 1));
    }
    assertThat(number).isCloseTo(7.1, within(1e-6));

    SignalMeasure honest = new TimeMeasures.ClockSkew();
    for (int i = 0; i < 40; i++) {
      number = honest.take(arrived(i, i + (i % 3 == 0 ? 12 : 0.05), 1));
    }
    assertThat(number).isLessThan(0.1);
  }

  @Test
  void aTimeThatHadToBeReplacedCountsAsADay() {
    SignalMeasure skew = new TimeMeasures.ClockSkew();
    double number = Double.NaN;
    for (int i = 0; i < 16; i++) {
      long micros = T0 + i * SECOND;
      number =
          skew.take(new SignalReading(micros, micros, 1, Quality.UNCERTAIN, TimeSource.REPLACED));
    }
    assertThat(number).isEqualTo(86_400);
  }

  @Test
  void duplicatesAndLateReadingsAreSharesOfTheLast64() {
    SignalMeasure duplicate = new TimeMeasures.Duplicate();
    SignalMeasure late = new TimeMeasures.OutOfOrder();
    double twice = 0;
    double tooLate = 0;
    for (int i = 0; i < 200; i++) {
      twice = duplicate.take(at(Math.floorDiv(i, 2), Math.floorDiv(i, 2)));
      tooLate = late.take(at(i % 4 == 3 ? i - 2.5 : i, i));
    }
    assertThat(twice).isEqualTo(50);
    assertThat(tooLate).isEqualTo(25);
    assertThat(most(new TimeMeasures.Duplicate(), 200, _ -> 5)).as("same value, later").isZero();
    assertThat(most(new TimeMeasures.OutOfOrder(), 200, _ -> 5)).isZero();
  }

  @Test
  void aMistakenUnitIsSeenByTheLevelItJumpsTo() {
    assertThat(most(new UnitMismatch("Cel"), 600, i -> noisy(i < 400 ? 60 : 60 * 1.8 + 32)))
        .isGreaterThan(80);
    assertThat(most(new UnitMismatch("bar"), 600, i -> noisy(i < 400 ? 6 : 87.02)))
        .isGreaterThan(60);
    assertThat(most(new UnitMismatch("mm/s"), 600, i -> noisy(i < 400 ? 3_000 : 3)))
        .isGreaterThan(60);
  }

  @Test
  void theUnitStaysWrongForAsLongAsItIs() {
    UnitMismatch unit = new UnitMismatch("Cel");
    double number = 0;
    for (int i = 0; i < 5_000; i++) {
      number = unit.take(at(i, noisy(i < 400 ? 60 : 140)));
    }
    assertThat(number).isGreaterThan(80);
    for (int i = 5_000; i < 5_200; i++) {
      number = unit.take(at(i, noisy(60)));
    }
    assertThat(number).isZero();
  }

  @Test
  void aMachineThatWarmsUpOrDoublesItsLoadIsNoMistakenUnit() {
    assertThat(most(new UnitMismatch("Cel"), 4_000, i -> noisy(20 + Math.min(60, i * 0.02))))
        .isZero();
    assertThat(most(new UnitMismatch("A"), 800, i -> noisy(i < 400 ? 40 : 80))).isZero();
    assertThat(most(new UnitMismatch("A"), 800, i -> i < 400 ? noisy(3_000) : 0))
        .as("a machine that stops")
        .isZero();
  }

  private double noisy(double value) {
    return value + 0.05 * random.nextGaussian();
  }

  @Test
  void aRecordingThatIsPlayedAgainIsCountedFromWhereItRepeats() {
    double[] recorded = new double[300];
    for (int i = 0; i < recorded.length; i++) {
      recorded[i] = Math.round(1_000 * Math.sin(i / 10.0) + 20 * random.nextGaussian()) / 100.0;
    }
    assertThat(most(new ReplayedLoop(), 900, i -> recorded[i % 300])).isGreaterThan(550);
  }

  @Test
  void honestSignalsDoNotRepeatThemselves() {
    assertThat(most(new ReplayedLoop(), 20_000, i -> 5 + 0.1 * random.nextGaussian())).isZero();
    assertThat(most(new ReplayedLoop(), 20_000, _ -> 5)).as("it stands still").isZero();
    assertThat(most(new ReplayedLoop(), 20_000, i -> Math.floorDiv(i, 600) % 2))
        .as("on and off")
        .isZero();
    assertThat(
            most(
                new ReplayedLoop(),
                20_000,
                i -> Math.round(10 * (Math.sin(i / 7.0) + 0.3 * random.nextGaussian())) / 10.0))
        .as("a coarse sensor repeats a few readings by chance, not many")
        .isLessThan(32);
  }

  @Test
  void twoChannelsThatShouldAgreeAreComparedWhileBothAreFresh() {
    SignalMeasure apart =
        new Inconsistent("other", (_, earliest) -> earliest <= T0 ? 20 : SignalMeasure.NOTHING);

    assertThat(apart.take(at(0, 22))).isEqualTo(2);
    assertThat(apart.take(at(120, 22))).as("the other is silent").isNaN();
    assertThat(apart.take(bad(1))).isNaN();
  }
}
