package io.linewatch.model.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.model.stream.ContextNovelty.Settings;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContextNoveltyTest {
  private static final Settings SETTINGS = new Settings(8, 1, 4, 300, 50, 0.75, 5_000);

  @Test
  void nothingIsToldOfWhatRepeatsItself() {
    ContextNovelty detector = new ContextNovelty(SETTINGS);
    double greatest = 0;
    for (int i = 0; i < 2_000; i++) {
      greatest = Math.max(greatest, detector.accept(wave(i)));
    }
    assertThat(greatest).isZero();
  }

  @Test
  void aValueOutOfAllRangeIsNewInEveryContext() {
    ContextNovelty detector = trained(600);
    assertThat(detector.accept(40)).isEqualTo(1);
  }

  @Test
  void aUsualValueAtTheWrongTimeIsNewInTheLongContextsOnly() {
    ContextNovelty detector = trained(600);
    // Value 600 would be the wave's zero on its way up; its greatest value was seen, but never
    // after one just below zero: new in four of five contexts.
    assertThat(detector.accept(wave(PERIOD / 4))).isEqualTo(0.8);
  }

  @Test
  void anEventIsToldOnceAndTheDetectorGoesOnLearning() {
    ContextNovelty detector = trained(600);
    assertThat(detector.accept(40)).isEqualTo(1);
    for (int i = 0; i < 2 * SETTINGS.restingValues(); i++) {
      assertThat(detector.accept(80)).isZero();
    }
    assertThat(detector.accept(-900)).isEqualTo(1);
  }

  @Test
  void aKnownRangeNeedsNoValuesToFindItAndStillLearnsBeforeItTells() {
    ContextNovelty detector = new ContextNovelty(SETTINGS, -5, 5);
    for (int i = 0; i < SETTINGS.learningValues(); i++) {
      assertThat(detector.accept(wave(i))).isZero();
    }
    assertThat(detector.accept(1_000)).isEqualTo(1);
  }

  @Test
  void whatIsNoNumberIsCountedAndEndsTheContext() {
    ContextNovelty detector = trained(600);
    assertThat(detector.accept(Double.NaN)).isNaN();
    assertThat(detector.accept(wave(3 * PERIOD / 4))).isZero();
    assertThat(detector.counts().unusable()).isEqualTo(1);
  }

  @Test
  void memoryIsBoundedAndWhatIsForgottenIsCounted() {
    Settings small = new Settings(8, 1, 4, 300, 50, 0.75, 200);
    ContextNovelty detector = new ContextNovelty(small);
    Random random = new Random(5);
    for (int i = 0; i < 5_000; i++) {
      detector.accept(random.nextGaussian());
    }
    assertThat(detector.counts().contexts()).isEqualTo(200);
    assertThat(detector.counts().forgotten()).isPositive();
  }

  @Test
  void aConstantSeriesAndAbsurdValuesAreJudgedToo() {
    ContextNovelty detector = new ContextNovelty(SETTINGS);
    for (int i = 0; i < 400; i++) {
      assertThat(detector.accept(45)).isZero();
    }
    assertThat(detector.accept(Double.MAX_VALUE)).isEqualTo(1);
    assertThat(detector.accept(-Double.MAX_VALUE)).isZero();
  }

  @Test
  void levelsRiseWithTheValueAndCoverEveryNumber() {
    ValueLevels levels = new ValueLevels(0, 8, 8);
    int before = -1;
    for (double value : new double[] {-1e300, -100, -5, -0.1, 0, 1.5, 7.99, 8, 8.1, 13, 1e300}) {
      int level = levels.of(value);
      assertThat(level).as("of %s", value).isBetween(Math.max(0, before), levels.count() - 1);
      before = level;
    }
    assertThat(levels.of(1.5) - levels.of(0.5)).isEqualTo(1);
    assertThat(levels.of(8)).isEqualTo(levels.of(7.99));
  }

  @Test
  void settingsThatMeanNothingAreRefused() {
    assertThatThrownBy(() -> new Settings(1, 1, 4, 300, 50, 0.75, 200))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 to 32 levels");
    assertThatThrownBy(() -> new Settings(8, 1, 4, 300, 50, 1.5, 200))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not at 1.5");
  }

  private static final int PERIOD = 40;

  private static ContextNovelty trained(int values) {
    ContextNovelty detector = new ContextNovelty(SETTINGS);
    for (int i = 0; i < values; i++) {
      detector.accept(wave(i));
    }
    return detector;
  }

  private static double wave(int i) {
    return 3 * Math.sin(2 * Math.PI * (i % PERIOD) / PERIOD);
  }
}
