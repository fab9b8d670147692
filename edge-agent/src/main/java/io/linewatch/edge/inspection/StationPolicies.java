package io.linewatch.edge.inspection;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.edge.config.StationConfig;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** What people are told of a station, and from which number on. Pure. */
final class StationPolicies {
  private static final String NG_CAUSE = "A part looks unlike the good ones.";
  private static final String NG_ACTION =
      "Look at the parts that were set aside; check the process before the station.";

  private StationPolicies() {}

  static AlarmPolicy advisory(Severity severity, double above, String cause, String action) {
    return policy(AlarmClass.ADVISORY, severity, above, false, cause, action);
  }

  static AlarmPolicy missed(String said) {
    return policy(
        AlarmClass.ADVISORY,
        Severity.HIGH,
        0,
        true,
        said.isEmpty() ? "A known part was judged wrongly." : said,
        "Hold the suspect parts; find out what has changed at the station; show the part again.");
  }

  static AlarmPolicy ng(StationConfig station, double above) {
    StationConfig.Alarm alarm = station.alarm();
    AlarmClass alarmClass = alarm == null ? null : alarm.alarmClass();
    Severity severity = alarm == null ? null : alarm.severity();
    String action = alarm == null ? null : alarm.action();
    return policy(
        alarmClass == null ? AlarmClass.ADVISORY : alarmClass,
        severity == null ? Severity.MEDIUM : severity,
        above,
        false,
        NG_CAUSE,
        action == null ? NG_ACTION : action);
  }

  private static AlarmPolicy policy(
      AlarmClass alarmClass,
      Severity severity,
      double above,
      boolean latching,
      String cause,
      String action) {
    return new AlarmPolicy(
        1,
        alarmClass,
        List.of(new Limit(severity, Comparison.ABOVE, above)),
        null,
        null,
        Duration.ZERO,
        Duration.ZERO,
        0,
        latching,
        null,
        Set.of(),
        null,
        cause,
        "",
        action);
  }
}
