package io.linewatch.bench.quality;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.model.format.ModelSpec;
import java.time.Duration;

/** The package's own policy without its delays and dead-band: every row judged by itself. */
final class RowPolicy {
  private RowPolicy() {}

  static AlarmPolicy of(ModelSpec spec) {
    AlarmPolicy policy = spec.defaultPolicy();
    return new AlarmPolicy(
        policy.revision(),
        policy.alarmClass(),
        policy.limits(),
        policy.maxRatePerSecond(),
        policy.rateSeverity(),
        Duration.ZERO,
        Duration.ZERO,
        0,
        policy.latching(),
        policy.reAlarm(),
        policy.machineStates(),
        policy.schedule(),
        policy.cause(),
        policy.consequence(),
        policy.operatorAction());
  }
}
