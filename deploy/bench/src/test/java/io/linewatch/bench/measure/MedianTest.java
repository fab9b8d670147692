package io.linewatch.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MedianTest {
  @Test
  void oneDisturbedRoundDoesNotMoveIt() {
    assertThat(Median.of(List.of(3.0, 1000.0, 2.0))).isEqualTo(3.0);
    assertThat(Median.of(List.of(1.0, 2.0, 3.0, 4.0))).isEqualTo(2.5);
    assertThat(Median.of(List.of())).isNaN();
  }

  @Test
  void aRatioIsOfOneRoundAndNotOfMedians() {
    // The machine was slow in the second round, for both alike.
    assertThat(Median.ofRatios(List.of(20.0, 2.0, 24.0), List.of(10.0, 1.0, 12.0))).isEqualTo(2.0);
  }

  @Test
  void aQuantileIsOneOfTheValues() {
    double[] values = {5, 1, 4, 2, 3};

    assertThat(Median.quantile(values, 0.5)).isEqualTo(3);
    assertThat(Median.quantile(values, 0.99)).isEqualTo(5);
    assertThat(Median.quantile(new double[0], 0.5)).isNaN();
  }
}
