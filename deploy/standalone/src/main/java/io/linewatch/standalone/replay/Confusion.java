package io.linewatch.standalone.replay;

/** Rows by what was said of them and what they were. Pure. */
public record Confusion(
    long truePositives, long falsePositives, long trueNegatives, long falseNegatives) {
  public static final Confusion NONE = new Confusion(0, 0, 0, 0);

  public Confusion plus(boolean said, boolean was) {
    return new Confusion(
        truePositives + (said && was ? 1 : 0),
        falsePositives + (said && !was ? 1 : 0),
        trueNegatives + (!said && !was ? 1 : 0),
        falseNegatives + (!said && was ? 1 : 0));
  }

  public Confusion plus(Confusion other) {
    return new Confusion(
        truePositives + other.truePositives,
        falsePositives + other.falsePositives,
        trueNegatives + other.trueNegatives,
        falseNegatives + other.falseNegatives);
  }

  public long rows() {
    return truePositives + falsePositives + trueNegatives + falseNegatives;
  }

  /** The same rows under an alarm that is always on: what any figure must be held against. */
  public Confusion alwaysOn() {
    return new Confusion(truePositives + falseNegatives, falsePositives + trueNegatives, 0, 0);
  }

  /** NaN when nothing was said. */
  public double precision() {
    return share(truePositives, truePositives + falsePositives);
  }

  /** NaN when there was nothing to find. */
  public double recall() {
    return share(truePositives, truePositives + falseNegatives);
  }

  public double f1() {
    return share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  /** False-alarm rate: FP / (FP + TN), in percent. */
  public double falseAlarmPercent() {
    return 100 * share(falsePositives, falsePositives + trueNegatives);
  }

  /** Missed-alarm rate: FN / (FN + TP), in percent. */
  public double missedAlarmPercent() {
    return 100 * share(falseNegatives, falseNegatives + truePositives);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
