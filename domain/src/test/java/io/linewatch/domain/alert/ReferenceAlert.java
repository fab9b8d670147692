package io.linewatch.domain.alert;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Decision.Kind;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.FindingId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state table of ISA-18.2 as text, and around it the simplest book-keeping: it remembers all it
 * ever heard and all that ever happened, and searches through it.
 */
final class ReferenceAlert {
  /** state, event, next state (non-latching / latching), transition. */
  private static final String TABLE =
      """
      NONE   raise       UNACK/UNACK                        RAISED
      UNACK  acknowledge ACK/ACK                            ACKNOWLEDGED
      UNACK  clear       RETURNED/LATCHED_UNACK             CLEARED
      ACK    clear       CLOSED/LATCHED_ACK                 CLEARED
      RETURNED acknowledge CLOSED/CLOSED                    ACKNOWLEDGED
      RETURNED raise     UNACK/UNACK                        RE_RAISED
      ACK    realarm     UNACK/UNACK                        RE_ALARMED
      ACK    rise        UNACK/UNACK                        SEVERITY_ROSE
      UNACK  rise        UNACK/UNACK                        SEVERITY_ROSE
      ACK    fall        ACK/ACK                            SEVERITY_FELL
      UNACK  fall        UNACK/UNACK                        SEVERITY_FELL
      ACK    raise       UNACK/UNACK                        RE_RAISED
      UNACK  raise       UNACK/UNACK                        RE_RAISED
      LATCHED_UNACK acknowledge LATCHED_ACK/LATCHED_ACK     ACKNOWLEDGED
      LATCHED_ACK reset  CLOSED/CLOSED                      RESET
      LATCHED_UNACK raise UNACK/UNACK                       RE_RAISED
      LATCHED_ACK raise  UNACK/UNACK                        RE_RAISED
      CLOSED raise       UNACK/UNACK                        RE_RAISED
      """;

  private static final List<String[]> ROWS =
      TABLE.lines().map(line -> line.strip().split("\\s+", -1)).toList();

  private final boolean latching;
  private final @Nullable Duration reAlarm;
  String state = "NONE";
  boolean suppressed;
  boolean outOfService;
  @Nullable Instant shelvedUntil;
  private boolean oneShot;
  @Nullable Severity severity;
  @Nullable Severity highest;
  private @Nullable Instant acknowledgedAt;
  private final List<FindingId> heard = new ArrayList<>();

  /** Every transition of the open alert; its size is the revision. */
  final List<String> happened = new ArrayList<>();

  ReferenceAlert(boolean latching, @Nullable Duration reAlarm) {
    this.latching = latching;
    this.reAlarm = reAlarm;
  }

  boolean isActive() {
    return state.equals("UNACK") || state.equals("ACK");
  }

  private boolean isAcknowledged() {
    return state.equals("ACK") || state.equals("LATCHED_ACK") || state.equals("CLOSED");
  }

  String shown() {
    if (outOfService) {
      return "OUT_OF_SERVICE";
    }
    if (suppressed) {
      return "SUPPRESSED";
    }
    if (shelvedUntil != null) {
      return "SHELVED";
    }
    return switch (state) {
      case "UNACK" -> "UNACKNOWLEDGED";
      case "ACK" -> "ACKNOWLEDGED";
      case "RETURNED" -> "RETURNED_UNACKNOWLEDGED";
      case "LATCHED_UNACK" -> "LATCHED_UNACKNOWLEDGED";
      case "LATCHED_ACK" -> "LATCHED_ACKNOWLEDGED";
      default -> "NORMAL";
    };
  }

  private boolean move(String event) {
    for (String[] row : ROWS) {
      if (row[0].equals(state) && row[1].equals(event)) {
        state = row[2].split("/", -1)[latching ? 1 : 0];
        happened.add(row[3]);
        return true;
      }
    }
    return false;
  }

  void hear(ConditionFinding finding) {
    boolean raises = finding.kind() != Kind.CLEARED;
    if (raises && finding.alarmClass() == AlarmClass.LOG) {
      return;
    }
    boolean older = heard.stream().anyMatch(id -> isNewer(id, finding.id()));
    boolean ofAnotherOutbox =
        !heard.isEmpty() && !heard.getLast().epoch().equals(finding.id().epoch());
    if (older || heard.contains(finding.id())) {
      return;
    }
    if (!raises && (!isActive() || ofAnotherOutbox)) {
      return;
    }
    boolean sameEpisode =
        heard.stream()
            .anyMatch(id ->
                id.epoch().equals(finding.id().epoch()) && id.episode() == finding.id().episode());
    Severity before = severity;
    boolean fresh = isAcknowledged() && !isActive();
    boolean moved;
    if (!raises) {
      moved = clear();
    } else if (isActive() && sameEpisode && before != null) {
      int change = finding.severity().compareTo(before);
      moved = change != 0 && move(change > 0 ? "rise" : "fall");
    } else {
      moved = move("raise");
    }
    if (moved) {
      heard.add(finding.id());
    }
    if (moved && raises) {
      severity = finding.severity();
      highest = highest == null || fresh || severity.compareTo(highest) > 0 ? severity : highest;
    }
    forgetIfClosed();
  }

  private static boolean isNewer(FindingId one, FindingId other) {
    return one.epoch().equals(other.epoch())
        && (one.episode() > other.episode()
            || (one.episode() == other.episode() && one.transition() > other.transition()));
  }

  void absent() {
    if (isActive()) {
      clear();
      forgetIfClosed();
    }
  }

  private boolean clear() {
    boolean moved = move("clear");
    if (oneShot && shelvedUntil != null) {
      shelvedUntil = null;
      happened.add("SHELVING_EXPIRED");
    }
    return moved;
  }

  void suppress(boolean on) {
    if (!state.equals("NONE") && suppressed != on) {
      suppressed = on;
      happened.add(on ? "SUPPRESSED" : "UNSUPPRESSED");
      forgetIfClosed();
    }
  }

  void tick(Instant now) {
    if (shelvedUntil != null && !now.isBefore(shelvedUntil)) {
      shelvedUntil = null;
      happened.add("SHELVING_EXPIRED");
    }
    boolean due =
        reAlarm != null && acknowledgedAt != null && !now.isBefore(acknowledgedAt.plus(reAlarm));
    if (due) {
      move("realarm");
    }
    forgetIfClosed();
  }

  /** The outcome's name. */
  String ask(AlertCommand command) {
    if (state.equals("NONE")) {
      return "NO_SUCH_ALERT";
    }
    if (isAlreadySo(command)) {
      return "ACCEPTED";
    }
    List<String> unseen =
        happened.subList((int) Math.min(command.seenRevision(), happened.size()), happened.size());
    if (command.kind() != AlertCommand.Kind.COMMENT
        && unseen.stream().anyMatch(what -> !what.equals("COMMENTED"))) {
      return "STALE";
    }
    boolean done = carryOut(command);
    forgetIfClosed();
    return done ? "ACCEPTED" : "REFUSED";
  }

  private boolean isAlreadySo(AlertCommand command) {
    return switch (command.kind()) {
      case ACKNOWLEDGE -> isAcknowledged();
      case UNSHELVE -> shelvedUntil == null;
      case TAKE_OUT_OF_SERVICE -> outOfService;
      case RETURN_TO_SERVICE -> !outOfService;
      case RESET -> state.equals("CLOSED");
      case SHELVE, COMMENT -> false;
    };
  }

  private boolean carryOut(AlertCommand command) {
    Duration duration = command.duration();
    switch (command.kind()) {
      case ACKNOWLEDGE -> acknowledgedAt = command.time();
      case SHELVE -> {
        boolean fits =
            duration == null ? isActive() : duration.compareTo(Duration.ofHours(24)) <= 0;
        if (!fits || state.equals("CLOSED")) {
          return false;
        }
        oneShot = duration == null;
        shelvedUntil = command.time().plus(duration == null ? Duration.ofHours(24) : duration);
      }
      case UNSHELVE -> shelvedUntil = null;
      case TAKE_OUT_OF_SERVICE -> outOfService = true;
      case RETURN_TO_SERVICE -> outOfService = false;
      case RESET, COMMENT -> {}
    }
    return switch (command.kind()) {
      case ACKNOWLEDGE -> move("acknowledge");
      case RESET -> move("reset");
      case SHELVE -> happened.add("SHELVED");
      case UNSHELVE -> happened.add("UNSHELVED");
      case COMMENT -> happened.add("COMMENTED");
      case TAKE_OUT_OF_SERVICE -> happened.add("OUT_OF_SERVICE");
      case RETURN_TO_SERVICE -> happened.add("IN_SERVICE");
    };
  }

  /** What happened in the last input stays readable until the next one begins. */
  private void forgetIfClosed() {
    if (state.equals("CLOSED") && shelvedUntil == null && !suppressed && !outOfService) {
      state = "NONE";
    }
  }

  /** Call before each input: an alert that was forgotten leaves nothing behind. */
  void settle() {
    if (state.equals("NONE")) {
      happened.clear();
      heard.clear();
      severity = null;
      highest = null;
      acknowledgedAt = null;
    }
  }
}
