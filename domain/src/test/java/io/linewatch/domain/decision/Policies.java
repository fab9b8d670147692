package io.linewatch.domain.decision;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds policies for tests: what a test does not name plays no part. */
final class Policies {
  private final List<Limit> limits = new ArrayList<>();
  private @Nullable Double maxRate;
  private @Nullable Severity rateSeverity;
  private Duration onDelay = Duration.ZERO;
  private Duration offDelay = Duration.ZERO;
  private double deadBand;
  private Set<String> machineStates = Set.of();
  private @Nullable WeeklySchedule schedule;

  static Policies above(Severity severity, double limit) {
    return new Policies().andAbove(severity, limit);
  }

  static Policies below(Severity severity, double limit) {
    return new Policies().andBelow(severity, limit);
  }

  static Policies rate(Severity severity, double perSecond) {
    return new Policies().andRate(severity, perSecond);
  }

  Policies andAbove(Severity severity, double limit) {
    limits.add(new Limit(severity, Comparison.ABOVE, limit));
    return this;
  }

  Policies andBelow(Severity severity, double limit) {
    limits.add(new Limit(severity, Comparison.BELOW, limit));
    return this;
  }

  Policies andRate(Severity severity, double perSecond) {
    maxRate = perSecond;
    rateSeverity = severity;
    return this;
  }

  Policies onDelay(long seconds) {
    onDelay = Duration.ofSeconds(seconds);
    return this;
  }

  Policies offDelay(long seconds) {
    offDelay = Duration.ofSeconds(seconds);
    return this;
  }

  Policies deadBand(double width) {
    deadBand = width;
    return this;
  }

  Policies machineStates(String... states) {
    machineStates = Set.of(states);
    return this;
  }

  Policies schedule(@Nullable WeeklySchedule hours) {
    schedule = hours;
    return this;
  }

  AlarmPolicy build() {
    return new AlarmPolicy(
        1,
        AlarmClass.ADVISORY,
        limits,
        maxRate,
        rateSeverity,
        onDelay,
        offDelay,
        deadBand,
        false,
        null,
        machineStates,
        schedule,
        "",
        "",
        "");
  }
}
