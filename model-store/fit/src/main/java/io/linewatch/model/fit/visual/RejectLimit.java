package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.limit.FalseAlarmBudget;
import io.linewatch.model.limit.SampleTooSmall;
import io.linewatch.model.limit.TailLimit;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The score that no more than a share of good parts reaches, from scores of good pictures the model
 * has not learned from. Pure.
 */
final class RejectLimit {
  /** From so many scores on their tail is fitted; of fewer an order statistic is taken. */
  private static final int TAIL_FROM = 200;

  /** One part a second, so that a share of parts is a time. */
  private static final Duration PART = Duration.ofSeconds(1);

  private static final long SEED = 1;

  private RejectLimit() {}

  /** Good pictures a share needs: of n good parts one more is the highest once in n + 1 times. */
  static int needed(double share) {
    return (int) Math.ceil(1 / share - 1e-9) - 1;
  }

  /**
   * @param scores of good pictures, not learned from
   * @param share of good parts that may reach the limit
   * @throws FitRefused when there are too few, with the number needed
   */
  static double of(double[] scores, double share) throws FitRefused {
    if (scores.length < needed(share)) {
      throw new FitRefused(
          String.format(
              Locale.ROOT,
              "%d good pictures cannot promise that at most %.2g %% of good parts are rejected:"
                  + " add pictures until there are %d, or allow more false rejects"
                  + " (--false-rejects %.3f)",
              scores.length,
              100 * share,
              needed(share),
              1.0 / (scores.length + 1) + 5e-4));
    }
    if (scores.length >= TAIL_FROM) {
      try {
        Duration every = Duration.ofNanos(Math.round(1e9 / share));
        return TailLimit.of(shuffled(scores), PART, new FalseAlarmBudget(every), 1).limit();
      } catch (SampleTooSmall tooSmall) {
        // Neighbouring pictures so alike that few peaks stand apart; there are enough for the
        // share.
        return orderStatistic(scores, share);
      }
    }
    return orderStatistic(scores, share);
  }

  /**
   * How many good pictures would be rejected by limits from the others alone.
   *
   * @param folds which fold each score belongs to
   */
  static int rejected(double[] scores, int[] folds, double share) {
    int rejected = 0;
    int last = Arrays.stream(folds).max().orElse(0);
    for (int fold = 0; fold <= last; fold++) {
      int present = fold;
      double[] others = picked(scores, folds, f -> f != present);
      double limit = orderStatistic(others, share);
      for (double score : picked(scores, folds, f -> f == present)) {
        rejected += score > limit ? 1 : 0;
      }
    }
    return rejected;
  }

  /**
   * Pictures taken one after the other are alike and would count as one excursion; a share of parts
   * counts every one.
   */
  private static double[] shuffled(double[] scores) {
    double[] shuffled = scores.clone();
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = shuffled.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      double held = shuffled[i];
      shuffled[i] = shuffled[other];
      shuffled[other] = held;
    }
    return shuffled;
  }

  /** The k-th highest, k the number of scores the share stands for; at least the highest. */
  private static double orderStatistic(double[] scores, double share) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    int k = (int) Math.max(1, Math.floor(share * (scores.length + 1) + 1e-9));
    return sorted[Math.max(0, sorted.length - k)];
  }

  private static double[] picked(
      double[] scores, int[] folds, java.util.function.IntPredicate wanted) {
    return java.util.stream.IntStream.range(0, scores.length)
        .filter(i -> wanted.test(folds[i]))
        .mapToDouble(i -> scores[i])
        .toArray();
  }
}
