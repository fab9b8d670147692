package io.linewatch.model.tabular;

import io.linewatch.model.fit.FitRefused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Refuses records nothing sound can be learned from, with the reason and what to do. */
final class RecordChecks {
  static final int LEAST_FAILURES = 20;
  static final int LEAST_ROWS = 200;

  /** A flag is set where the machine failed, and hardly anywhere else. */
  private static final double FLAG_SHARE = 0.95;

  private static final int FLAG_ROWS = 5;

  /** One column alone ranks the failures above all others. */
  private static final double PERFECT_AUC = 0.999;

  private static final int MEASURED_VALUES = 20;
  private static final double GROUP_SHARE = 0.01;
  private static final double GAP_RANGES = 10;

  private RecordChecks() {}

  static void require(Records records) throws FitRefused {
    requireEnough(records);
    requireNoLeak(records);
    for (int c = 0; c < records.channels().size(); c++) {
      requireOneUnit(records.name(c), records.column(c));
    }
  }

  private static void requireEnough(Records records) throws FitRefused {
    int failures = records.failures();
    int good = records.size() - failures;
    if (records.size() < LEAST_ROWS || failures < LEAST_FAILURES || good < LEAST_FAILURES) {
      throw new FitRefused(
          "too few records: at least "
              + LEAST_ROWS
              + " are needed, "
              + LEAST_FAILURES
              + " of them failures and "
              + LEAST_FAILURES
              + " not; these are "
              + records.size()
              + " with "
              + failures
              + " failures. Record longer; without failures learn normal running with"
              + " 'linewatch-models fit'");
    }
  }

  private static void requireNoLeak(Records records) throws FitRefused {
    List<String> leaks = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int c = 0; c < records.channels().size(); c++) {
      String leak = leak(records, c);
      if (leak != null) {
        leaks.add(records.name(c) + " " + leak);
        names.add(records.channels().get(c).header().strip());
      }
    }
    if (!leaks.isEmpty()) {
      throw new FitRefused(
          "the answer is among the columns: "
              + String.join("; ", leaks)
              + ". Before a machine fails nobody knows that. Leave out with --leave-out \""
              + String.join(",", names)
              + "\"");
    }
  }

  private static @Nullable String leak(Records records, int channel) {
    float[] values = records.column(channel);
    double auc = Ranking.areaUnderRoc(values, records.failed());
    if (Math.max(auc, 1 - auc) > PERFECT_AUC) {
      return "alone tells every failure";
    }
    double[] distinct = distinct(values);
    if (distinct.length != 2) {
      return null;
    }
    double base = (double) records.failures() / records.size();
    for (double value : distinct) {
      int set = 0;
      int failed = 0;
      for (int i = 0; i < values.length; i++) {
        set += values[i] == value ? 1 : 0;
        failed += values[i] == value && records.failed()[i] ? 1 : 0;
      }
      if (set >= FLAG_ROWS && failed >= FLAG_SHARE * set && base < 0.5) {
        return "is a flag that is set where the machine failed (" + failed + " of " + set + ")";
      }
    }
    return null;
  }

  /** Two groups of values, each narrow, far from each other: kelvin and degrees Celsius. */
  private static void requireOneUnit(String name, float[] values) throws FitRefused {
    double[] distinct = distinct(values);
    if (distinct.length < MEASURED_VALUES) {
      return;
    }
    int at = 0;
    for (int i = 1; i + 1 < distinct.length; i++) {
      at = distinct[i + 1] - distinct[i] > distinct[at + 1] - distinct[at] ? i : at;
    }
    double gap = distinct[at + 1] - distinct[at];
    double below = distinct[at] - distinct[0];
    double above = distinct[distinct.length - 1] - distinct[at + 1];
    double border = (distinct[at] + distinct[at + 1]) / 2;
    long high = 0;
    for (float value : values) {
      high += value > border ? 1 : 0;
    }
    double share = (double) Math.min(high, values.length - high) / values.length;
    if (share >= GROUP_SHARE && gap > GAP_RANGES * Math.max(below, above)) {
      throw new FitRefused(
          "column "
              + name
              + " has two groups of values far from each other, up to "
              + distinct[at]
              + " and from "
              + distinct[at + 1]
              + ": two units? Convert one, or leave the column out with --leave-out");
    }
  }

  private static double[] distinct(float[] values) {
    double[] all = new double[values.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = values[i];
    }
    return Arrays.stream(all).sorted().distinct().toArray();
  }
}
