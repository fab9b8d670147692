package io.linewatch.bench.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * The change-point score of SKAB's leaderboard: the Numenta score with a window of 60 seconds to
 * the right of each labelled change. In a window the first detection counts, by a falling curve
 * from 1 at the change to the price of a false alarm at the window's end; a window without one
 * costs 1; every detection outside windows has the price of a false alarm. 100 is every change told
 * at its own row, 0 is saying nothing. Windows that overlap are cut where the next change begins.
 *
 * <p>Beware: nothing in it punishes regular guessing enough. A clock that cries every half minute
 * scores above 60. Immutable.
 */
record ChangePoints(double sum, int changes, int missed, int falseAlarms) {
  static final ChangePoints NONE = new ChangePoints(0, 0, 0, 0);

  /** Price of a detection outside windows, of the standard profile. */
  static final double FALSE_ALARM = 0.11;

  private static final long WINDOW_MICROS = 60_000_000;

  /**
   * Adds one run.
   *
   * @param timesMicros by row, rising
   * @param changes by row: whether the run is labelled as changing there
   * @param said by row: whether a change was told there
   * @param from the first row that is judged
   */
  ChangePoints plus(long[] timesMicros, boolean[] changes, boolean[] said, int from) {
    List<Integer> labelled = new ArrayList<>();
    for (int i = from; i < changes.length; i++) {
      if (changes[i]) {
        labelled.add(i);
      }
    }
    double sumNow = sum;
    int missedNow = missed;
    int falseNow = falseAlarms;
    int next = from;
    for (int k = 0; k < labelled.size(); k++) {
      int at = labelled.get(k);
      long begin = timesMicros[at];
      long end = begin + WINDOW_MICROS;
      int until = k + 1 < labelled.size() ? labelled.get(k + 1) : changes.length;
      falseNow += count(said, next, at);
      int row = at;
      boolean found = false;
      for (; row < until && timesMicros[row] <= end; row++) {
        if (said[row] && !found) {
          found = true;
          sumNow += worth((double) (timesMicros[row] - begin) / WINDOW_MICROS);
        }
      }
      if (!found) {
        missedNow++;
        sumNow--;
      }
      next = row;
    }
    falseNow += count(said, next, said.length);
    sumNow -= FALSE_ALARM * (falseNow - falseAlarms);
    return new ChangePoints(sumNow, changes() + labelled.size(), missedNow, falseNow);
  }

  /** 100 · (sum − null) / (perfect − null). */
  double score() {
    return changes == 0 ? Double.NaN : 100 * (sum + changes) / (2.0 * changes);
  }

  /** Worth of a detection at a part of the window, 0 to 1: a hyperbolic tangent over ± π/2. */
  static double worth(double part) {
    double x = Math.PI * (part - 0.5);
    double half = (1 + FALSE_ALARM) / 2;
    return half - FALSE_ALARM - half * Math.tanh(x) / Math.tanh(Math.PI / 2);
  }

  private static int count(boolean[] said, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += said[i] ? 1 : 0;
    }
    return count;
  }
}
