package io.linewatch.bench.report;

import java.util.Locale;

/**
 * What was reached beside what was wanted.
 *
 * @param name what is measured, with its unit
 * @param bound whether the goal is the least or the most
 * @param value NaN when it could not be measured: never met
 */
public record Target(String name, Bound bound, double goal, double value) {
  /** Which side of the goal is good. */
  public enum Bound {
    AT_LEAST("≥"),
    AT_MOST("≤");

    private final String sign;

    Bound(String sign) {
      this.sign = sign;
    }
  }

  public static Target atLeast(String name, double goal, double value) {
    return new Target(name, Bound.AT_LEAST, goal, value);
  }

  public static Target atMost(String name, double goal, double value) {
    return new Target(name, Bound.AT_MOST, goal, value);
  }

  public boolean met() {
    return bound == Bound.AT_LEAST ? value >= goal : value <= goal;
  }

  /** Such as {@code ≥ 1.5}. */
  public String goalText() {
    return bound.sign + " " + number(goal);
  }

  /** The value as people read it. */
  String valueText() {
    return number(value);
  }

  String sentence() {
    String reached = Double.isNaN(value) ? "not measured" : number(value);
    return "%-6s %s: %s (goal %s)".formatted(met() ? "met" : "MISSED", name, reached, goalText());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3g", value).replaceFirst("(\\.\\d*[1-9])0+$|\\.0+$", "$1");
  }
}
