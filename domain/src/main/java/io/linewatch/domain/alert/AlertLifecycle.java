package io.linewatch.domain.alert;

import io.linewatch.domain.alert.Alert.ClearCause;
import io.linewatch.domain.alert.Alert.Shelving;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.finding.FindingId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of an alert (ISA-18.2, IEC 62682; precedence of what is shown as in JAWS).
 * Pure.
 *
 * <p>State is (active, acknowledged, latched):
 *
 * <pre>
 * now                      input                               then, event
 * (no alert)               raised or severity changed          UNACKNOWLEDGED, RAISED
 * UNACKNOWLEDGED           acknowledge                         ACKNOWLEDGED, ACKNOWLEDGED
 * UNACKNOWLEDGED           cleared, absent                     RETURNED_UNACKNOWLEDGED, CLEARED;
 *                                                              latching: LATCHED_UNACKNOWLEDGED
 * ACKNOWLEDGED             cleared, absent                     NORMAL (closed), CLEARED;
 *                                                              latching: LATCHED_ACKNOWLEDGED
 * ACKNOWLEDGED             re-alarm time runs out (tick)       UNACKNOWLEDGED, RE_ALARMED
 * either of the two        severity rises                      UNACKNOWLEDGED, SEVERITY_ROSE
 * either of the two        severity falls                      the same, SEVERITY_FELL
 * either of the two        raised with a newer episode         UNACKNOWLEDGED, RE_RAISED
 * RETURNED_UNACKNOWLEDGED  acknowledge                         NORMAL (closed), ACKNOWLEDGED
 * LATCHED_UNACKNOWLEDGED   acknowledge                         LATCHED_ACKNOWLEDGED, ACKNOWLEDGED
 * LATCHED_ACKNOWLEDGED     reset                               NORMAL (closed), RESET
 * any that is not active   raised or severity changed          UNACKNOWLEDGED, RE_RAISED
 * </pre>
 *
 * <p>Three flags overlap with any state and cover what is shown ({@link ShownState}): shelved
 * (SHELVED; UNSHELVED by a person, SHELVING_EXPIRED by a tick or, one-shot, when the condition
 * clears), suppressed (SUPPRESSED, UNSUPPRESSED), out of service (OUT_OF_SERVICE, IN_SERVICE). A
 * closed alert lives on while a flag is set, and is raised again under its old id.
 *
 * <p>An input that changes nothing brings no event and leaves the alert untouched: a repeated
 * finding, one of an older episode or transition of the same outbox epoch, a CLEARED where nothing
 * is active or where another gateway or outbox epoch has raised it, anything but a CLEARED of class
 * LOG.
 */
public final class AlertLifecycle {
  /** The longest shelving, timed or one-shot. */
  public static final Duration MAX_SHELVING = Duration.ofHours(24);

  private AlertLifecycle() {}

  /**
   * What an input did.
   *
   * @param alert the alert from now on; null when there was none and there is none. A closed alert
   *     is returned once, and then forgotten by the caller if it is {@link Alert#isForgettable}
   * @param events transitions in order; empty when nothing changed
   * @param reply answer to a command; null for other inputs
   */
  public record Outcome(
      @Nullable Alert alert, List<AlertEvent> events, @Nullable CommandReply reply) {
    static Outcome unchanged(@Nullable Alert alert) {
      return new Outcome(alert, List.of(), null);
    }

    static Outcome of(AlertDraft draft) {
      return new Outcome(draft.alert(), draft.events(), null);
    }
  }

  /**
   * @param current the live alert of the input's source, or null when there is none
   */
  public static Outcome on(@Nullable Alert current, AlertInput input) {
    return switch (input) {
      case AlertInput.Condition condition ->
          found(current, Occurrence.of(condition.finding()), condition.snapshotTime());
      case AlertInput.GatewayCondition condition ->
          found(current, Occurrence.of(condition.finding()), condition.snapshotTime());
      case AlertInput.Absent absent ->
          current == null || !current.active()
              ? Outcome.unchanged(current)
              : clear(current, absent.cause(), absent.time(), null);
      case AlertInput.Suppress suppress -> suppress(current, suppress);
      case AlertInput.Command command -> CommandDesk.answer(current, command.command());
      case AlertInput.Tick tick -> tick(current, tick.now());
    };
  }

  private static Outcome found(
      @Nullable Alert current, Occurrence occurrence, @Nullable Instant snapshotTime) {
    return switch (occurrence.kind()) {
      case CLEARED ->
          current == null || !current.active() || !ends(occurrence.id(), current.lastFinding())
              ? Outcome.unchanged(current)
              : clear(current, occurrence.endsAs(), occurrence.time(), occurrence.id());
      case RAISED, SEVERITY_CHANGED ->
          occurrence.alarmClass() == AlarmClass.LOG
              ? Outcome.unchanged(current)
              : holds(current, occurrence, snapshotTime);
    };
  }

  /** The condition holds, says a finding. */
  private static Outcome holds(
      @Nullable Alert current, Occurrence occurrence, @Nullable Instant snapshotTime) {
    if (current == null) {
      AlertDraft draft = new AlertDraft(occurrence, snapshotTime);
      begin(draft, occurrence, Transition.RAISED);
      return Outcome.of(draft);
    }
    FindingId last = current.lastFinding();
    if (!isNews(occurrence.id(), snapshotTime, last)) {
      return Outcome.unchanged(current);
    }
    if (!current.active()) {
      return raiseAgain(current, occurrence);
    }
    if (occurrence.id().equals(last)) {
      return Outcome.unchanged(current);
    }
    return isSameEpisode(occurrence.id(), last)
        ? changeSeverity(current, occurrence)
        : raiseAgain(current, occurrence);
  }

  private static Outcome raiseAgain(Alert current, Occurrence occurrence) {
    AlertDraft draft = new AlertDraft(current);
    if (!current.active() && current.acknowledged()) {
      draft.highestSeverity = occurrence.severity();
    }
    begin(draft, occurrence, Transition.RE_RAISED);
    return Outcome.of(draft);
  }

  private static void begin(AlertDraft draft, Occurrence occurrence, Transition transition) {
    draft.tell(occurrence);
    draft.active = true;
    draft.latched = false;
    draft.clearedAt = null;
    draft.clearCause = null;
    draft.occurrences++;
    draft.unacknowledge();
    draft.happened(transition, occurrence.time(), occurrence.id(), "");
  }

  private static Outcome changeSeverity(Alert current, Occurrence occurrence) {
    int change = occurrence.severity().compareTo(current.severity());
    if (change == 0) {
      return Outcome.unchanged(current);
    }
    AlertDraft draft = new AlertDraft(current);
    draft.tell(occurrence);
    if (change > 0) {
      draft.unacknowledge();
    }
    draft.happened(
        change > 0 ? Transition.SEVERITY_ROSE : Transition.SEVERITY_FELL,
        occurrence.time(),
        occurrence.id(),
        "");
    return Outcome.of(draft);
  }

  private static Outcome clear(
      Alert current, ClearCause cause, Instant time, @Nullable FindingId finding) {
    AlertDraft draft = new AlertDraft(current);
    draft.active = false;
    draft.latched = current.latching();
    draft.clearedAt = time;
    draft.clearCause = cause;
    draft.happened(Transition.CLEARED, time, finding, "");
    Shelving shelving = current.shelving();
    if (shelving != null && shelving.until() == null) {
      draft.shelving = null;
      draft.happened(Transition.SHELVING_EXPIRED, time, null, "");
    }
    return Outcome.of(draft);
  }

  private static Outcome suppress(@Nullable Alert current, AlertInput.Suppress input) {
    if (current == null || current.suppressed() == input.suppressed()) {
      return Outcome.unchanged(current);
    }
    AlertDraft draft = new AlertDraft(current);
    draft.suppressed = input.suppressed();
    draft.happened(
        input.suppressed() ? Transition.SUPPRESSED : Transition.UNSUPPRESSED,
        input.time(),
        null,
        input.reason());
    return Outcome.of(draft);
  }

  private static Outcome tick(@Nullable Alert current, Instant now) {
    if (current == null || !(shelvingIsOver(current, now) || reAlarmIsDue(current, now))) {
      return Outcome.unchanged(current);
    }
    AlertDraft draft = new AlertDraft(current);
    if (shelvingIsOver(current, now)) {
      draft.shelving = null;
      draft.happened(Transition.SHELVING_EXPIRED, now, null, "");
    }
    if (reAlarmIsDue(current, now)) {
      draft.unacknowledge();
      draft.happened(Transition.RE_ALARMED, now, null, "");
    }
    return Outcome.of(draft);
  }

  private static boolean shelvingIsOver(Alert alert, Instant now) {
    Shelving shelving = alert.shelving();
    return shelving != null
        && !now.isBefore(shelving.until() == null ? shelving.latest() : shelving.until());
  }

  private static boolean reAlarmIsDue(Alert alert, Instant now) {
    return alert.active()
        && alert.acknowledgedAt() != null
        && alert.reAlarm() != null
        && Duration.between(alert.acknowledgedAt(), now).compareTo(alert.reAlarm()) >= 0;
  }

  /**
   * Whether a finding says more than the last one that was applied, however often it is sent. A
   * snapshot may repeat that last one: it then says that the condition holds still.
   *
   * @param snapshotTime of the snapshot that repeats the finding; null when the finding came itself
   */
  public static boolean isNews(FindingId id, @Nullable Instant snapshotTime, FindingId last) {
    return !isOlder(id, last) && (snapshotTime != null || !id.equals(last));
  }

  /** A condition ends for whom it began: another gateway or outbox knows nothing of it. */
  private static boolean ends(FindingId cleared, FindingId last) {
    return isSameEpoch(cleared, last) && !isOlder(cleared, last);
  }

  /** Only within one outbox epoch can ids be compared; a new epoch is always news. */
  private static boolean isOlder(FindingId id, FindingId last) {
    if (!isSameEpoch(id, last)) {
      return false;
    }
    return id.episode() < last.episode()
        || (id.episode() == last.episode() && id.transition() < last.transition());
  }

  private static boolean isSameEpisode(FindingId id, FindingId last) {
    return isSameEpoch(id, last) && id.episode() == last.episode();
  }

  private static boolean isSameEpoch(FindingId id, FindingId last) {
    return id.gateway().equals(last.gateway()) && id.epoch().equals(last.epoch());
  }
}
