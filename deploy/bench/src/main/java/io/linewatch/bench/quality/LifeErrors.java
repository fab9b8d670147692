package io.linewatch.bench.quality;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Foretold lives beside true ones. Pure.
 *
 * @param machines that were judged
 * @param rmse root of the mean squared error in cycles, against the true life cut to the cap
 * @param rmseUncapped the same against the whole true life
 * @param nasaScore sum of exp(−d/13) − 1 for early and exp(d/10) − 1 for late ones, d = foretold −
 *     true, cut to the cap (Saxena, Goebel, Simon and Eklund, PHM 2008)
 * @param coverage share of true lives, cut to the cap, that lie in the interval; NaN without one
 * @param width mean width of the interval in cycles; NaN without one
 */
record LifeErrors(
    int machines,
    double rmse,
    double rmseUncapped,
    double nasaScore,
    double coverage,
    double width) {
  private static final double EARLY = 13;
  private static final double LATE = 10;

  /**
   * @param foretold by machine
   * @param low by machine, lower end; null without an interval
   * @param high by machine, upper end
   * @param truth by machine, uncapped
   */
  static LifeErrors of(
      double[] foretold,
      double @Nullable [] low,
      double @Nullable [] high,
      double[] truth,
      double cap) {
    double square = 0;
    double squareUncapped = 0;
    double nasa = 0;
    double inside = 0;
    double width = 0;
    for (int i = 0; i < foretold.length; i++) {
      double capped = Math.min(cap, truth[i]);
      double d = foretold[i] - capped;
      square += d * d;
      squareUncapped += (foretold[i] - truth[i]) * (foretold[i] - truth[i]);
      nasa += d < 0 ? Math.exp(-d / EARLY) - 1 : Math.exp(d / LATE) - 1;
      if (low != null && high != null) {
        inside += capped >= low[i] && capped <= high[i] ? 1 : 0;
        width += high[i] - low[i];
      }
    }
    int n = foretold.length;
    return new LifeErrors(
        n,
        Math.sqrt(square / n),
        Math.sqrt(squareUncapped / n),
        nasa,
        low == null ? Double.NaN : inside / n,
        low == null ? Double.NaN : width / n);
  }

  Map<String, Object> row(String set, String who) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("set", set);
    cells.put("who", who);
    cells.put("RMSE", rmse);
    cells.put("RMSE uncapped", rmseUncapped);
    cells.put("NASA score", nasaScore);
    if (!Double.isNaN(coverage)) {
      cells.put("coverage %", 100 * coverage);
      cells.put("width", width);
    }
    cells.put("rows", machines);
    cells.put("source", "this run");
    return cells;
  }
}
