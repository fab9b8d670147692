package io.linewatch.model.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankingTest {
  private static final boolean[] FAILED = {true, false, true, false, false};

  @Test
  void averagePrecisionIsTheMeanPrecisionAtEachFailureFound() {
    // Found at rank 1 and rank 3: (1/1 + 2/3) / 2.
    assertThat(Ranking.averagePrecision(new double[] {5, 4, 3, 2, 1}, FAILED))
        .isCloseTo(5.0 / 6, within(1e-12));
    assertThat(Ranking.averagePrecision(new double[] {5, 1, 4, 2, 3}, FAILED)).isEqualTo(1);
  }

  @Test
  void whatTellsNothingApartHasTheShareOfFailures() {
    assertThat(Ranking.averagePrecision(new double[5], FAILED)).isCloseTo(0.4, within(1e-12));
    assertThat(Ranking.areaUnderRoc(new float[5], FAILED)).isEqualTo(0.5);
  }

  @Test
  void areaUnderRocIsTheShareOfPairsInOrder() {
    // Of six pairs the failure is greater in five.
    assertThat(Ranking.areaUnderRoc(new float[] {5, 4, 3, 2, 1}, FAILED))
        .isCloseTo(5.0 / 6, within(1e-12));
  }

  @Test
  void theBestLimitLiesBetweenTheLastAlarmAndTheNextScore() {
    assertThat(Ranking.bestLimit(new double[] {0.9, 0.2, 0.8, 0.1, 0.3}, FAILED))
        .isCloseTo(0.55, within(1e-12));
  }
}
