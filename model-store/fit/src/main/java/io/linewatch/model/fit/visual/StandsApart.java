package io.linewatch.model.fit.visual;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which of many scores stand far above all others: at least {@value #TIMES} times as far above the
 * middle as the highest of those, and beyond what an outlier is by the modified z-score (Iglewicz
 * and Hoaglin, How to Detect and Handle Outliers, ASQC 1993: 3.5), here of logarithms, since scores
 * are skewed. Several that stand apart together are found together. Pure.
 */
final class StandsApart {
  /**
   * Of eighty good pictures the highest may stand two and a half times as far out as the next;
   * defects stood four times and more (rendered parts, three heads).
   */
  static final double TIMES = 3;

  private static final double OUTLIER = 3.5;

  /** 0.75 quantile of the normal distribution: a median deviation in standard deviations. */
  private static final double MEDIAN_DEVIATION = 0.6745;

  private static final double LEAST = 1e-9;

  /** More than that share is not apart from the others, it is one of two kinds. */
  private static final int MOST_ONE_IN = 4;

  private StandsApart() {}

  /**
   * @param scores above 0
   * @param doubtful whether the score at a place may be doubted; others never stand apart
   * @return places, the highest first
   */
  static List<Integer> of(double[] scores, IntPredicate doubtful) {
    List<Integer> falling =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> scores[i]).reversed())
            .toList();
    double middle = median(scores);
    double[] spreads = spreads(scores);
    int apart = 0;
    for (int k = 1; k <= scores.length / MOST_ONE_IN; k++) {
      int lowest = falling.get(k - 1);
      if (!doubtful.test(lowest) || spreads[lowest] <= OUTLIER) {
        break;
      }
      double highestOther = scores[falling.get(k)] - middle;
      if (scores[lowest] - middle >= TIMES * Math.max(LEAST, highestOther)) {
        apart = k;
      }
    }
    return falling.subList(0, apart);
  }

  /** Modified z-scores of the logarithms. */
  private static double[] spreads(double[] scores) {
    double[] logs = Arrays.stream(scores).map(s -> Math.log(Math.max(LEAST, s))).toArray();
    double median = median(logs);
    double deviation =
        Math.max(LEAST, median(Arrays.stream(logs).map(l -> Math.abs(l - median)).toArray()));
    return Arrays.stream(logs).map(l -> MEDIAN_DEVIATION * (l - median) / deviation).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
