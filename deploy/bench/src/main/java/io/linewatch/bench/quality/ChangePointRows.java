package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Change points in the table.
 *
 * @param published what others reached, best first
 */
record ChangePointRows(String set, List<Other> published) {
  /** Leaderboard of the set's own repository, change points. */
  static final ChangePointRows SKAB =
      new ChangePointRows(
          "skab changes",
          List.of(
              new Other("MSCRED", 32.42, 55, 342),
              new Other("Isolation forest", 26.16, 76, 135),
              new Other("T-squared+Q (PCA)", 25.35, 72, 232),
              new Other("Conv-AE", 23.61, 82, 23)));

  ChangePointRows {
    published = List.copyOf(published);
  }

  /** One published line. */
  record Other(String name, double score, int missed, int falseAlarms) {}

  /**
   * @param clock the same score for a cry every half minute
   */
  void add(BenchReport report, ChangePoints ours, ChangePoints clock) {
    report.row(
        row("Linewatch, decisions that change", ours.score(), ours.missed(), ours.falseAlarms()));
    report.row(row("a cry every half minute", clock.score(), clock.missed(), clock.falseAlarms()));
    for (Other other : published) {
      Map<String, Object> cells =
          row(other.name(), other.score(), other.missed(), other.falseAlarms());
      cells.put("source", "waico/SKAB, README");
      report.row(cells);
    }
  }

  /** One line more of ours. */
  void add(BenchReport report, String who, ChangePoints ours) {
    report.row(row(who, ours.score(), ours.missed(), ours.falseAlarms()));
  }

  private Map<String, Object> row(String who, double score, int missed, int falseAlarms) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("set", set);
    cells.put("who", who);
    cells.put("NAB", score);
    cells.put("missed", missed);
    cells.put("false alarms", falseAlarms);
    cells.put("source", "this run");
    return cells;
  }
}
