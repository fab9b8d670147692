package io.linewatch.model.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PcaModelTest {
  private static final double[] NO_FLOOR = {0, 0};

  /** Four points on the diagonals: correlation 0.6, so eigenvalues 1.6 and 0.4 of 2. */
  private static final float[][] ROWS = {{2, 2}, {-2, -2}, {1, -1}, {-1, 1}};

  @Test
  void statisticsOfTwoFeaturesAreTheirClosedForms() {
    PcaModel model = PcaModel.fit(ROWS, NO_FLOOR, 0.75);
    assertThat(model.components()).isEqualTo(1);
    assertThat(model.eigenvalue(0)).isCloseTo(1.6, within(1e-9));
    assertThat(model.explained()).isCloseTo(0.8, within(1e-9));
    double scale = Math.sqrt(10 / 3.0);
    // (3, 1): 4/√2 along the retained diagonal, 2/√2 along the other, each over the scale.
    NormalModel.Statistics statistics = model.statistics(new float[] {3, 1});
    assertThat(statistics.t2()).isCloseTo(8 / (scale * scale) / 1.6, within(1e-9));
    assertThat(statistics.spe()).isCloseTo(2 / (scale * scale), within(1e-9));
  }

  @Test
  void aFeatureThatHardlyMovesIsScaledByItsFloor() {
    float[][] rows = {{1, 5}, {2, 5}, {3, 5.000001f}, {4, 5}};
    assertThat(PcaModel.fit(rows, new double[] {0, 0.5}, 0.9).scale(1)).isEqualTo(0.5);
  }

  @Test
  void theClassicalLimitsAreThoseOfTheTables() {
    // F(0.95; 2, 20) = 3.4928, F(0.99; 5, 10) = 5.6363, z(0.999) = 3.0902
    assertThat(Distributions.fQuantile(0.95, 2, 20)).isCloseTo(3.4928, within(1e-4));
    assertThat(Distributions.fQuantile(0.99, 5, 10)).isCloseTo(5.6363, within(1e-4));
    assertThat(Distributions.normalQuantile(0.999)).isCloseTo(3.0902, within(1e-4));
    // With very many rows T² has the chi-square distribution: χ²(0.999; 3) = 16.266
    assertThat(ControlLimits.classicalT2(3, 10_000_000)).isCloseTo(16.266, within(1e-2));
  }

  @Test
  void jacksonMudholkarIsNearChiSquareWhenTheResidualsAreAlike() {
    // Two features, one kept: the residual is λ₂·χ²(1), whose 99.9 % quantile is 10.828·λ₂.
    PcaModel model = PcaModel.fit(ROWS, NO_FLOOR, 0.75);
    assertThat(ControlLimits.classicalSpe(model)).isCloseTo(0.4 * 10.828, within(0.4 * 0.6));
  }
}
