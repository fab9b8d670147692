package io.linewatch.model.fit.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linewatch.model.fit.FitRefused;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RejectLimitTest {
  @Test
  void aShareNeedsItsNumberOfPictures() throws Exception {
    assertThat(RejectLimit.needed(0.01)).isEqualTo(99);
    assertThat(RejectLimit.needed(0.05)).isEqualTo(19);
    RejectLimit.of(scores(19, 1), 0.05);
    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> RejectLimit.of(scores(18, 1), 0.05))
        .withMessageContaining("19");
  }

  /** Over many draws new good parts are above the limit about as often as was allowed. */
  @Test
  void thePromiseIsKeptOnFreshGoodParts() throws Exception {
    for (int count : new int[] {30, 120, 400}) {
      double share = count < 99 ? 0.05 : 0.01;
      double above = 0;
      int draws = 300;
      for (int draw = 0; draw < draws; draw++) {
        double limit = RejectLimit.of(scores(count, draw), share);
        double[] fresh = scores(500, 10_000 + draw);
        above += IntStream.range(0, 500).filter(i -> fresh[i] > limit).count() / 500.0 / draws;
      }
      assertThat(above).as("%s scores, %s allowed", count, share).isLessThan(1.35 * share);
      assertThat(above).as("%s scores, %s allowed", count, share).isGreaterThan(0.3 * share);
    }
  }

  @Test
  void theLimitsOfTheOthersRejectFewOfAFold() {
    double[] scores = scores(200, 5);
    int[] folds = IntStream.range(0, 200).map(i -> i % 5).toArray();

    assertThat(RejectLimit.rejected(scores, folds, 0.05)).isBetween(3, 20);
  }

  private static double[] scores(int count, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, count)
        .mapToDouble(_ -> Math.exp(0.3 * random.nextGaussian()))
        .toArray();
  }
}
