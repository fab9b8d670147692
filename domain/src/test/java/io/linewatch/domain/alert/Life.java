package io.linewatch.domain.alert;

import io.linewatch.domain.alert.AlertLifecycle.Outcome;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Decision.Kind;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.signal.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One source's alert through its life, as the topology would lead it: forgotten when it may be. */
final class Life {
  static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
  static final AssetPath PUMP = AssetPath.of("demo/hall-1/line-1/pump-101");
  static final DetectorId DETECTOR = DetectorId.of(PUMP + "/limit:vibration_rms");

  private final boolean latching;
  private final @Nullable Duration reAlarm;
  AlarmClass alarmClass = AlarmClass.ALARM;
  String epoch = "e1";
  int minute;
  @Nullable Alert alert;
  Outcome last = new Outcome(null, List.of(), null);
  final List<AlertEvent> log = new ArrayList<>();

  Life(boolean latching, @Nullable Duration reAlarm) {
    this.latching = latching;
    this.reAlarm = reAlarm;
  }

  static Life plain() {
    return new Life(false, null);
  }

  static Life latching() {
    return new Life(true, null);
  }

  static Life reAlarmingAfter(int minutes) {
    return new Life(false, Duration.ofMinutes(minutes));
  }

  static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  /** Feeds an input; returns the transitions in words, such as {@code CLEARED SHELVING_EXPIRED}. */
  String feed(AlertInput input) {
    last = AlertLifecycle.on(alert, input);
    alert = last.alert() == null || last.alert().isForgettable() ? null : last.alert();
    log.addAll(last.events());
    return String.join(" ", last.events().stream().map(e -> e.transition().name()).toList());
  }

  ConditionFinding finding(long episode, int transition, Kind kind, Severity severity) {
    return new ConditionFinding(
        new FindingId("gw-1", epoch, DETECTOR.toString(), episode, transition),
        DETECTOR,
        kind,
        severity,
        alarmClass,
        at(minute),
        at(minute).minusSeconds(15),
        7.25,
        "mm/s",
        new Limit(severity, Comparison.ABOVE, 4.5),
        Quality.GOOD,
        true,
        null,
        episode,
        latching,
        reAlarm,
        "bearing wear",
        "the pump stops",
        "check the grease",
        Evidence.NONE);
  }

  String raise(long episode, Severity severity) {
    return condition(episode, 0, Kind.RAISED, severity);
  }

  String change(long episode, int transition, Severity severity) {
    return condition(episode, transition, Kind.SEVERITY_CHANGED, severity);
  }

  String clear(long episode, int transition) {
    return condition(episode, transition, Kind.CLEARED, Severity.LOW);
  }

  String condition(long episode, int transition, Kind kind, Severity severity) {
    minute++;
    return feed(new AlertInput.Condition(finding(episode, transition, kind, severity)));
  }

  /** A snapshot says that the condition holds, and repeats the finding that raised it. */
  String repeated(ConditionFinding finding) {
    minute++;
    return feed(new AlertInput.Condition(finding, at(minute)));
  }

  String gateway(long episode, int transition, boolean active, Severity severity) {
    minute++;
    return feed(
        new AlertInput.GatewayCondition(
            new GatewayFinding(
                new FindingId("gw-1", epoch, "gateway:CLOCK_UNTRUSTED:", episode, transition),
                AssetPath.of("demo/hall-1/line-1/gw-1"),
                GatewayFinding.Kind.CLOCK_UNTRUSTED,
                active,
                severity,
                "",
                "The clock is not synchronised. Check NTP.",
                at(minute))));
  }

  String absent(Alert.ClearCause cause) {
    minute++;
    return feed(new AlertInput.Absent(cause, at(minute)));
  }

  String suppress(boolean suppressed) {
    minute++;
    return feed(new AlertInput.Suppress(suppressed, "line in start-up", at(minute)));
  }

  String tickAt(int toMinute) {
    minute = toMinute;
    return feed(new AlertInput.Tick(at(minute)));
  }

  /** A command from a screen that is up to date, with a text. */
  String command(AlertCommand.Kind kind) {
    return command(kind, null);
  }

  String command(AlertCommand.Kind kind, @Nullable Duration duration) {
    Alert seen = Objects.requireNonNull(alert);
    return command(kind, seen.id(), seen.revision(), "because", duration);
  }

  String command(
      AlertCommand.Kind kind,
      String alertId,
      long seenRevision,
      String text,
      @Nullable Duration duration) {
    minute++;
    return feed(
        new AlertInput.Command(
            new AlertCommand(
                "c-" + minute,
                kind,
                alertId,
                DETECTOR.toString(),
                PUMP,
                seenRevision,
                "mei",
                text,
                duration,
                at(minute))));
  }

  String acknowledge() {
    return command(AlertCommand.Kind.ACKNOWLEDGE);
  }

  String shelve(@Nullable Duration duration) {
    return command(AlertCommand.Kind.SHELVE, duration);
  }

  ShownState shown() {
    return alert == null ? ShownState.NORMAL : ShownState.of(alert);
  }

  Alert open() {
    return Objects.requireNonNull(alert, "no alert is open");
  }

  CommandReply reply() {
    return Objects.requireNonNull(last.reply(), "no reply was given");
  }

  /** Outcome and reason of the last reply, such as {@code REFUSED NOT_LATCHED}. */
  String answer() {
    return reply().outcome() + " " + reply().reason();
  }
}
