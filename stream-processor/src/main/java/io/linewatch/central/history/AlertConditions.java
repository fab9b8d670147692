package io.linewatch.central.history;

import static io.linewatch.central.history.RecordRows.time;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The WHERE clause of an {@link AlertFilter}: fixed text with named values, never the user's words.
 */
record AlertConditions(String where, Map<String, Object> values) {

  static AlertConditions of(AlertFilter filter, @Nullable AlertCursor before) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    if (filter.under() != null) {
      conditions.add("(asset = :under or (asset >= :underFrom and asset < :underTo))");
      values.put("under", filter.under());
      values.put("underFrom", filter.under() + "/");
      values.put("underTo", filter.under() + "0");
    }
    if (filter.open() != null) {
      conditions.add(filter.open() ? "open" : "not open");
    }
    if (filter.leastSeverity() != null) {
      conditions.add("highest_severity >= :severity");
      values.put("severity", RecordRows.rank(filter.leastSeverity()));
    }
    if (filter.alarmClass() != null) {
      conditions.add("alarm_class = :alarmClass");
      values.put("alarmClass", filter.alarmClass().name());
    }
    if (filter.raisedFrom() != null) {
      conditions.add("raised_at >= :raisedFrom");
      values.put("raisedFrom", time(filter.raisedFrom()));
    }
    if (filter.raisedBefore() != null) {
      conditions.add("raised_at < :raisedBefore");
      values.put("raisedBefore", time(filter.raisedBefore()));
    }
    if (before != null) {
      conditions.add("(raised_at, id) < (:cursorTime, :cursorId)");
      values.put("cursorTime", time(before.raisedAt()));
      values.put("cursorId", before.id());
    }
    return new AlertConditions(
        conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions),
        Map.copyOf(values));
  }
}
