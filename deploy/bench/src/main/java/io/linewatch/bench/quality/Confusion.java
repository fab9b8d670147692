package io.linewatch.bench.quality;

/** Rows by what was said of them and what they were. Pure. */
record Confusion(long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {
  static final Confusion NONE = new Confusion(0, 0, 0, 0);

  Confusion plus(boolean said, boolean was) {
    return new Confusion(
        truePositives + (said && was ? 1 : 0),
        falsePositives + (said && !was ? 1 : 0),
        trueNegatives + (!said && !was ? 1 : 0),
        falseNegatives + (!said && was ? 1 : 0));
  }

  long rows() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  double f1() {
    return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  /** FP / (FP + TN), in percent. */
  double falseAlarmPercent() {
    return 100 * share(falsePositives, falsePositives + trueNegatives);
  }

  /** FN / (FN + TP), in percent. */
  double missedAlarmPercent() {
    return 100 * share(falseNegatives, falseNegatives + truePositives);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
