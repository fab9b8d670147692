package io.linewatch.central.plant;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Limit;
import java.time.Duration;
import java.util.List;

/**
 * What an engineer changes of a policy; the rest stays.
 *
 * @param deadBand in the unit of the limits
 */
public record LimitChange(
    List<Limit> limits, Duration onDelay, Duration offDelay, double deadBand) {
  /**
   * @throws IllegalArgumentException when the result would be no policy
   */
  public AlarmPolicy to(AlarmPolicy old) {
    return new AlarmPolicy(
        old.revision(),
        old.alarmClass(),
        limits,
        old.maxRatePerSecond(),
        old.rateSeverity(),
        onDelay,
        offDelay,
        deadBand,
        old.latching(),
        old.reAlarm(),
        old.machineStates(),
        old.schedule(),
        old.cause(),
        old.consequence(),
        old.operatorAction());
  }
}
