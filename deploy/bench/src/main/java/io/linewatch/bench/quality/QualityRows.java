package io.linewatch.bench.quality;

import io.linewatch.standalone.replay.Confusion;
import java.util.LinkedHashMap;
import java.util.Map;

/** The columns of the table, the same for everybody in it. */
final class QualityRows {
  private QualityRows() {}

  static Map<String, Object> ours(String set, String who, Confusion rows) {
    Map<String, Object> cells = row(set, who);
    cells.put("F1", rows.f1());
    cells.put("FAR %", rows.falseAlarmPercent());
    cells.put("MAR %", rows.missedAlarmPercent());
    cells.put("rows", rows.rows());
    cells.put("source", "this run");
    return cells;
  }

  static Map<String, Object> published(String set, Published other) {
    Map<String, Object> cells = row(set, other.name());
    cells.put("F1", other.f1());
    if (!Double.isNaN(other.falseAlarmPercent())) {
      cells.put("FAR %", other.falseAlarmPercent());
    }
    if (!Double.isNaN(other.missedAlarmPercent())) {
      cells.put("MAR %", other.missedAlarmPercent());
    }
    cells.put("source", other.source());
    return cells;
  }

  private static Map<String, Object> row(String set, String who) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("set", set);
    cells.put("who", who);
    return cells;
  }
}
