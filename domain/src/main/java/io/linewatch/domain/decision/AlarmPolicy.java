package io.linewatch.domain.decision;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a decision input becomes a condition, and what people are told about it.
 *
 * @param revision rises with every change; findings carry the revision that decided them
 * @param limits at least one; several severities and both sides are allowed
 * @param maxRatePerSecond greatest allowed rate of change in unit/s, or null when the rate does not
 *     matter
 * @param rateSeverity severity of a rate violation; present exactly when {@code maxRatePerSecond}
 *     is
 * @param onDelay how long a violation must last before it is a condition
 * @param offDelay how long the value must be back before the condition is cleared
 * @param deadBand how far back past the limit the value must come, in the input's unit
 * @param latching whether the alert stays until an operator resets it
 * @param reAlarm after how long an acknowledged, still active alert announces itself again, or null
 *     for never
 * @param machineStates states of the machine in which this policy is awake; empty for all
 * @param schedule times in which this policy is awake, or null for always
 * @param cause likely cause, in one plain phrase
 * @param consequence what happens if nobody acts
 * @param operatorAction what to do; an ALARM must have one
 */
public record AlarmPolicy(
    long revision,
    AlarmClass alarmClass,
    List<Limit> limits,
    @Nullable Double maxRatePerSecond,
    @Nullable Severity rateSeverity,
    Duration onDelay,
    Duration offDelay,
    double deadBand,
    boolean latching,
    @Nullable Duration reAlarm,
    Set<String> machineStates,
    @Nullable WeeklySchedule schedule,
    String cause,
    String consequence,
    String operatorAction) {

  public AlarmPolicy {
    limits = List.copyOf(limits);
    machineStates = Set.copyOf(machineStates);
    if (limits.isEmpty() && maxRatePerSecond == null) {
      throw new IllegalArgumentException("a policy needs at least one limit or a rate of change");
    }
    if ((maxRatePerSecond == null) != (rateSeverity == null)) {
      throw new IllegalArgumentException(
          "a rate of change needs its severity, and the other way round");
    }
    if (onDelay.isNegative() || offDelay.isNegative() || !(deadBand >= 0)) {
      throw new IllegalArgumentException("delays and dead-band must not be negative");
    }
    if (alarmClass == AlarmClass.ALARM && operatorAction.isBlank()) {
      throw new IllegalArgumentException(
          "an alarm needs an operator action; without one it is an advisory (EEMUA 191)");
    }
  }
}
