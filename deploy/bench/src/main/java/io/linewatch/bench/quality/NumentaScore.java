package io.linewatch.bench.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The score of the Numenta Anomaly Benchmark (Lavin and Ahmad, ICMLA 2015), as its repository
 * computes it. In a labelled window the earliest detection counts, by a sigmoid that falls from its
 * left edge to its right one; a window without one costs; a detection outside windows costs the
 * more the further it lies behind the window before it. The first 15 % of a series, at most 750
 * rows, are not judged. 100 is every window found at its left edge, 0 is saying nothing.
 *
 * <p>One threshold holds for all series. The official figure takes the best one, which needs the
 * labels; {@link #at} takes one that was fixed before. One thread.
 */
final class NumentaScore {
  /** A detection that far behind a window, in widths of it, costs in full. */
  private static final double FAR_BEHIND = 3;

  private static final double AT_LEFT_EDGE = sigmoid(-1);

  private final List<Row> rows = new ArrayList<>();
  private int windows;

  /**
   * What the kinds of errors weigh.
   *
   * @param found worth of a window found at its left edge
   * @param falseAlarm cost of a detection far from windows
   * @param missed cost of a window without a detection
   */
  record Profile(String name, double found, double falseAlarm, double missed) {
    static final Profile STANDARD = new Profile("standard", 1, 0.11, 1);
    static final Profile LOW_FALSE_ALARMS = new Profile("low false alarms", 1, 0.22, 1);
    static final Profile LOW_MISSES = new Profile("low misses", 1, 0.11, 2);
  }

  /** A labelled window: its first and its last row. */
  record Window(int first, int last) {}

  /**
   * What a threshold gives.
   *
   * @param missed windows without a detection
   * @param falseAlarms detections outside windows
   */
  record Result(double score, double threshold, int missed, int falseAlarms) {}

  /** One judged row. {@code window} is −1 outside; {@code worth} is not weighted. */
  private record Row(double score, int window, double worth) {}

  /** How many rows at the beginning of a series are not judged. */
  static int probation(int rows) {
    return (int) Math.min(Math.floor(0.15 * rows), 0.15 * 5000);
  }

  /**
   * Adds a series.
   *
   * @param scores by row, 0 to 1, each from rows up to it
   * @param labelled in order of time, apart from each other
   */
  void add(double[] scores, List<Window> labelled) {
    int next = 0;
    int behind = -1;
    for (int i = 0; i < scores.length; i++) {
      if (next < labelled.size() && i > labelled.get(next).last()) {
        behind = next++;
      }
      boolean inside = next < labelled.size() && i >= labelled.get(next).first();
      if (i >= probation(scores.length)) {
        double worth =
            inside
                ? worthInside(labelled.get(next), i)
                : behind < 0 ? -1 : worthBehind(labelled.get(behind), i);
        rows.add(new Row(scores[i], inside ? windows + next : -1, worth));
      }
    }
    windows += labelled.size();
  }

  /** With the threshold that is best for the profile, as the benchmark defines its score. */
  Result best(Profile profile) {
    return sweep(profile, Double.NaN);
  }

  /** With a threshold that was fixed before. */
  Result at(Profile profile, double threshold) {
    return sweep(profile, threshold);
  }

  /** Rows by falling score; after each group of equal scores the sum is that of its threshold. */
  private Result sweep(Profile profile, double fixed) {
    List<Row> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparingDouble(Row::score).reversed());
    double[] found = new double[windows];
    Arrays.fill(found, -profile.missed());
    double sum = -profile.missed() * windows;
    int missed = windows;
    int falseAlarms = 0;
    Result best = result(profile, sum, Double.isNaN(fixed) ? 1.1 : fixed, missed, falseAlarms);
    for (int i = 0; i < sorted.size(); i++) {
      Row row = sorted.get(i);
      if (!Double.isNaN(fixed) && row.score() < fixed) {
        break;
      }
      if (row.window() < 0) {
        sum += profile.falseAlarm() * row.worth();
        falseAlarms++;
      } else {
        double worth = profile.found() * row.worth() / AT_LEFT_EDGE;
        double before = found[row.window()];
        missed -= before == -profile.missed() ? 1 : 0;
        found[row.window()] = Math.max(before, worth);
        sum += found[row.window()] - before;
      }
      boolean lastOfItsScore = i + 1 == sorted.size() || sorted.get(i + 1).score() < row.score();
      Result here = result(profile, sum, row.score(), missed, falseAlarms);
      if (lastOfItsScore && (!Double.isNaN(fixed) || here.score() > best.score())) {
        best = here;
      }
    }
    return best;
  }

  private Result result(
      Profile profile, double sum, double threshold, int missed, int falseAlarms) {
    double nothing = -profile.missed() * windows;
    double perfect = profile.found() * windows;
    return new Result(100 * (sum - nothing) / (perfect - nothing), threshold, missed, falseAlarms);
  }

  private static double worthInside(Window window, int row) {
    double width = window.last() - window.first() + 1;
    return sigmoid(-(window.last() - row + 1) / width);
  }

  private static double worthBehind(Window window, int row) {
    double position = (double) (row - window.last()) / (window.last() - window.first());
    return position >= FAR_BEHIND ? -1 : sigmoid(position);
  }

  /** {@code 2 / (1 + e^(5y)) − 1}: near 1 at −1, 0 at 0, near −1 at 1. */
  private static double sigmoid(double y) {
    return 2 / (1 + Math.exp(5 * y)) - 1;
  }
}
