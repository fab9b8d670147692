package io.linewatch.model.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TailLimitTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long SEED = 20_171_101;

  @Test
  void anExponentialTailIsRecognised() {
    ParetoTail tail = ParetoTail.fit(exponential(4_000, 2.5, SEED));

    assertThat(tail.shape()).isEqualTo(0, within(0.06));
    assertThat(tail.scale()).isEqualTo(2.5, within(0.2));
  }

  @Test
  void heavyAndBoundedTailsAreRecognised() {
    for (double shape : new double[] {-0.3, 0.3}) {
      ParetoTail drawn = new ParetoTail(shape, 1.5);
      SplittableRandom random = new SplittableRandom(SEED);
      double[] excesses =
          random.doubles(4_000).map(u -> drawn.exceededBy(1 - u)).filter(y -> y > 0).toArray();

      ParetoTail fitted = ParetoTail.fit(excesses);

      assertThat(fitted.shape()).isEqualTo(shape, within(0.07));
      assertThat(fitted.scale()).isEqualTo(1.5, within(0.15));
    }
  }

  @Test
  void theLimitOfIndependentRowsIsTheOneTheoryNames() throws SampleTooSmall {
    double[] scores = exponential(50_000, 10, SEED);
    FalseAlarmBudget budget = new FalseAlarmBudget(Duration.ofSeconds(200_000));

    TailLimit limit = TailLimit.of(scores, SECOND, budget, 1);

    // P(score > x) = exp(−x / 10) = 1 / 200,000.
    double theory = 10 * Math.log(200_000);
    assertThat(limit.limit()).isEqualTo(theory, within(0.15 * theory));
    assertThat(limit.low()).isLessThan(theory);
    assertThat(limit.high()).isGreaterThan(theory);
  }

  @Test
  void theIntervalHoldsTheTrueLimitAboutNineTimesInTen() throws SampleTooSmall {
    double theory = 10 * Math.log(100_000);
    int held = 0;
    for (int i = 0; i < 40; i++) {
      double[] scores = exponential(6_000, 10, SEED + i);
      TailLimit limit =
          TailLimit.of(scores, SECOND, new FalseAlarmBudget(Duration.ofSeconds(100_000)), 1);
      held += limit.low() <= theory && theory <= limit.high() ? 1 : 0;
    }

    assertThat(held).isBetween(30, 40);
  }

  @Test
  void rowsThatCopyTheirNeighboursKeepTheBudgetInExcursions() throws SampleTooSmall {
    // Twenty equal rows in a row: one excursion is one alarm, not twenty.
    double[] independent = exponential(20_000, 10, SEED);
    double[] copies = new double[independent.length * 20];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = independent[i / 20];
    }
    FalseAlarmBudget budget = new FalseAlarmBudget(Duration.ofSeconds(1_000_000));

    TailLimit limit = TailLimit.of(copies, SECOND, budget, 1);

    // One in 1,000,000 rows is one in 50,000 excursions' chances.
    double theory = 10 * Math.log(50_000);
    assertThat(limit.limit()).isEqualTo(theory, within(0.15 * theory));
  }

  @Test
  void theBudgetIsKeptOnRowsThatWereNotSeen() throws SampleTooSmall {
    int weeks = 40;
    int perWeek = 6_048;
    double[] seen = exponential(4 * perWeek, 1, SEED);
    double[] unseen = exponential(weeks * perWeek, 1, SEED + 1);

    TailLimit limit = TailLimit.of(seen, Duration.ofSeconds(100), FalseAlarmBudget.ONE_A_WEEK, 1);

    long alarms = Arrays.stream(unseen).filter(score -> score > limit.limit()).count();
    assertThat(alarms).isBetween(weeks / 3L, weeks * 3L);
  }

  @Test
  void tooFewRowsAreRefusedWithTheNumberNeeded() {
    assertThatThrownBy(
            () -> TailLimit.of(exponential(400, 1, SEED), SECOND, FalseAlarmBudget.ONE_A_WEEK, 1))
        .isInstanceOfSatisfying(
            SampleTooSmall.class, refused -> assertThat(refused.rowsNeeded()).isEqualTo(12_096))
        .hasMessageContaining("12096 rows");
  }

  @Test
  void rowsWithoutSeparatePeaksAreRefused() {
    double[] one = new double[20_000];
    Arrays.fill(one, 100, 120, 5.0);

    assertThatThrownBy(() -> TailLimit.of(one, SECOND, FalseAlarmBudget.ONE_A_WEEK, 10))
        .isInstanceOf(SampleTooSmall.class)
        .hasMessageContaining("separate peaks");
  }

  @Test
  void aMissingScoreIsNoPeak() {
    double[] scores = {0, Double.NaN, 5, Double.POSITIVE_INFINITY, 0, 0, 7, 0};

    Peaks peaks = Peaks.over(1, scores, 2);

    assertThat(peaks.excesses()).containsExactly(4, 6);
  }

  private static double[] exponential(int count, double mean, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return random.doubles(count).map(u -> -mean * Math.log(1 - u)).toArray();
  }
}
