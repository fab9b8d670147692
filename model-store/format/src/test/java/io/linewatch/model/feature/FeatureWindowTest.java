package io.linewatch.model.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.domain.signal.Quality;
import io.linewatch.model.format.ModelSpec.Feature;
import io.linewatch.model.format.Specs;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FeatureWindowTest {
  private static Row row(long second, double a, double b) {
    return new Row(second * 1_000_000, new double[] {a, b}, Quality.GOOD);
  }

  @Test
  void allFeaturesOfAShortWindowAreTheirPlainDefinitionsLessTheOffset() {
    FeatureWindow window = new FeatureWindow(Specs.of(3, List.of(Feature.values()), List.of(0)));
    assertThat(window.accept(row(1, 101, 0))).isNull();
    assertThat(window.accept(row(2, 102, 0))).isNull();
    float[] made = Objects.requireNonNull(window.accept(row(3, 106, 0))).values();
    // MEAN, STD, MIN, MAX, LAST, SLOPE of 1, 2, 6
    float[] expected = {3, 2.6457512f, 1, 6, 6, 2.5f, 0, 0, 0, 0, 0, 0};
    assertThat(made).containsExactly(expected, within(1e-6f));
    assertThat(window.counts().notFull()).isEqualTo(2);
  }

  @Test
  void aWindowOfOneRowScoresEveryRow() {
    FeatureWindow window =
        new FeatureWindow(
            Specs.of(1, List.of(Feature.LAST, Feature.STD, Feature.SLOPE), List.of(0)));
    assertThat(Objects.requireNonNull(window.accept(row(1, 101, 5))).values())
        .containsExactly(1, 0, 0, 5, 0, 0);
  }

  @Test
  void lagsLookBackByRows() {
    FeatureWindow window = new FeatureWindow(Specs.of(1, List.of(Feature.LAST), List.of(0, 2)));
    window.accept(row(1, 101, 1));
    window.accept(row(2, 102, 2));
    assertThat(Objects.requireNonNull(window.accept(row(3, 103, 3))).values())
        .containsExactly(3, 3, 1, 1);
  }

  @Test
  void aMissingInputSilencesTheWindowUntilItHasLeftIt() {
    FeatureWindow window = new FeatureWindow(Specs.of(2, List.of(Feature.MEAN), List.of(0)));
    window.accept(row(1, 101, 1));
    window.accept(new Row(2_000_000, new double[] {101, Double.NaN}, Quality.BAD));
    assertThat(window.accept(row(3, 101, 1))).isNull();
    assertThat(window.accept(row(4, 101, 1))).isNotNull();
    assertThat(window.counts().badInput()).isEqualTo(2);
  }

  @Test
  void noWindowReachesOverAJumpInTime() {
    FeatureWindow window = new FeatureWindow(Specs.of(2, List.of(Feature.MEAN), List.of(0)));
    window.accept(row(1, 101, 1));
    assertThat(window.accept(row(2, 101, 1))).isNotNull();
    assertThat(window.accept(row(9, 101, 1))).isNull();
    assertThat(window.accept(row(10, 101, 1))).isNotNull();
    assertThat(window.counts().timeJumps()).isEqualTo(1);
  }

  @Test
  void aSmallChangeOnALargeValueKeepsItsDigits() {
    FeatureWindow window = new FeatureWindow(Specs.of(1, List.of(Feature.LAST), List.of(0)));
    float made = Objects.requireNonNull(window.accept(row(1, 100.000001, 0))).values()[0];
    assertThat((double) made).isCloseTo(1e-6, within(1e-11));
  }
}
