package io.linewatch.model.fit.visual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StandsApartTest {
  /** As scores of good pictures lie: skewed, above 0. */
  private static double[] usual(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles(count).map(u -> 10 + 3 * u + 2 * Math.pow(u, 6)).toArray();
  }

  @Test
  void amongScoresOfOneKindNoneStandsApart() {
    for (long seed = 0; seed < 500; seed++) {
      assertThat(StandsApart.of(usual(10 + (int) seed, seed), _ -> true))
          .as("seed " + seed)
          .isEmpty();
    }
  }

  @Test
  void severalThatStandApartTogetherAreFoundTogether() {
    double[] scores = usual(40, 1);
    scores[7] = 40;
    scores[3] = 41;
    scores[20] = 140;

    assertThat(StandsApart.of(scores, _ -> true)).containsExactly(20, 3, 7);
  }

  @Test
  void whatIsNotDoubtedAndWhatIsBelowItStays() {
    double[] scores = usual(40, 1);
    scores[7] = 40;
    scores[3] = 41;
    scores[20] = 140;

    assertThat(StandsApart.of(scores, i -> i != 20)).isEmpty();
    assertThat(StandsApart.of(scores, i -> i != 7)).containsExactly(20);
  }

  @Test
  void aSecondKindOfGoodPartsIsNotApart() {
    double[] scores = usual(40, 1);
    for (int i = 0; i < 15; i++) {
      scores[i] += 40;
    }

    assertThat(StandsApart.of(scores, _ -> true)).isEmpty();
  }
}
