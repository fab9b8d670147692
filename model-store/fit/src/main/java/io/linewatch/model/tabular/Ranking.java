package io.linewatch.model.tabular;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How well numbers rank failures above the rest. Pure. */
public final class Ranking {
  private Ranking() {}

  /**
   * Average precision: the mean of the precision at each failure found, falling through the scores;
   * equal scores count as found together. An unbiased form of the area under the precision–recall
   * curve (Davis and Goadrich, ICML 2006, on why it is not interpolated).
   *
   * @return NaN without failures
   */
  public static double averagePrecision(double[] scores, boolean[] failed) {
    int[] order = falling(scores);
    double sum = 0;
    int found = 0;
    int failures = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      int more = 0;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        more += failed[order[to++]] ? 1 : 0;
      }
      found += more;
      sum += more * ((double) found / to);
      failures += more;
      from = to;
    }
    return failures == 0 ? Double.NaN : sum / failures;
  }

  /** The score from which on calling it a failure has the best F1. */
  static double bestLimit(double[] scores, boolean[] failed) {
    int[] order = falling(scores);
    int failures = 0;
    for (boolean one : failed) {
      failures += one ? 1 : 0;
    }
    double best = -1;
    double limit = 1;
    int found = 0;
    for (int i = 0; i < order.length; i++) {
      found += failed[order[i]] ? 1 : 0;
      boolean last = i + 1 == order.length || scores[order[i + 1]] < scores[order[i]];
      double f1 = 2.0 * found / (i + 1 + failures);
      if (last && f1 > best) {
        best = f1;
        double next = i + 1 == order.length ? scores[order[i]] : scores[order[i + 1]];
        limit = (scores[order[i]] + next) / 2;
      }
    }
    return limit;
  }

  /** Probability that a failure's number is greater than another's; 0.5 says nothing. */
  static double areaUnderRoc(float[] values, boolean[] failed) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double wins = 0;
    long good = 0;
    long bad = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      long goodHere = 0;
      long badHere = 0;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        badHere += failed[order[to]] ? 1 : 0;
        goodHere += failed[order[to++]] ? 0 : 1;
      }
      wins += badHere * (good + goodHere / 2.0);
      good += goodHere;
      bad += badHere;
      from = to;
    }
    return good == 0 || bad == 0 ? 0.5 : wins / ((double) good * bad);
  }

  private static int[] falling(double[] scores) {
    Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -scores[i]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }
}
