package io.linewatch.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {
  private static Trend trend() {
    return new Trend("memory", "MiB", 16);
  }

  @Test
  void whatGrowsOnlyAtTheBeginningIsFlat() {
    Trend trend = trend();
    for (int second = 0; second <= 100; second++) {
      trend.add(second, Math.min(second, 40));
    }

    assertThat(trend.rise()).isCloseTo(0, within(1e-9));
    assertThat(trend.greatest()).isEqualTo(40);
  }

  @Test
  void whatGoesOnGrowingRisesByItsSlopeOverTheSecondHalf() {
    Trend trend = trend();
    for (int second = 0; second <= 100; second += 5) {
      trend.add(second, 100 + 0.5 * second + (second % 10 == 0 ? 1 : -1));
    }

    assertThat(trend.rise()).isCloseTo(25, within(2.0));
    assertThat(trend.slope()).isCloseTo(0.5, within(0.05));
  }

  @Test
  void whatWasHardlyLookedAtIsNotCalledFlat() {
    Trend trend = trend();
    trend.add(0, 1);

    assertThat(trend.rise()).isNaN();
  }
}
