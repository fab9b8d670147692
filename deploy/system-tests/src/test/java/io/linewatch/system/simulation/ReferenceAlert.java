package io.linewatch.system.simulation;

import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.FindingId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One alert as the state table of ISA-18.2 has it, in the plainest form: a table of text, and a
 * list of what happened that is never shortened. Written from the table, not from the product.
 */
final class ReferenceAlert {
  /** now, event, then, then if latching, what the log says. */
  private static final List<List<String>> TABLE =
      """
      Normal     true    Unack    Unack       RAISED
      Returned   true    Unack    Unack       RE_RAISED
      LatchUnack true    Unack    Unack       RE_RAISED
      LatchAck   true    Unack    Unack       RE_RAISED
      Unack      true    Unack    Unack       RE_RAISED
      Ack        true    Unack    Unack       RE_RAISED
      Unack      ack     Ack      Ack         ACKNOWLEDGED
      Returned   ack     Normal   Normal      ACKNOWLEDGED
      LatchUnack ack     LatchAck LatchAck    ACKNOWLEDGED
      Unack      clear   Returned LatchUnack  CLEARED
      Ack        clear   Normal   LatchAck    CLEARED
      Ack        realarm Unack    Unack       RE_ALARMED
      Ack        rises   Unack    Unack       SEVERITY_ROSE
      Unack      rises   Unack    Unack       SEVERITY_ROSE
      Ack        falls   Ack      Ack         SEVERITY_FELL
      Unack      falls   Unack    Unack       SEVERITY_FELL
      LatchAck   reset   Normal   Normal      RESET
      """
          .lines()
          .map(row -> List.of(row.strip().split("\\s+", -1)))
          .toList();

  final String source;
  final String line;
  String gateway;
  FindingId last;
  @Nullable String id;
  String state = "Normal";
  boolean outOfService;
  @Nullable Instant shelvedUntil;
  private boolean oneShot;
  private String shelvedBy = "";
  boolean latching;
  @Nullable Duration reAlarm;
  Severity severity;
  Severity highest;
  int occurrences;
  private @Nullable Instant acknowledgedAt;
  private @Nullable String clearCause;
  private final List<String> happened = new ArrayList<>();
  private final Set<String> commentsTaken = new HashSet<>();
  private final List<String> told;

  /**
   * @param told where everything that happens is written down, for comparison
   */
  ReferenceAlert(
      String source,
      String line,
      String gateway,
      FindingId first,
      Severity severity,
      List<String> told) {
    this.source = source;
    this.line = line;
    this.gateway = gateway;
    this.last = first;
    this.severity = severity;
    this.highest = severity;
    this.told = told;
  }

  boolean active() {
    return state.equals("Unack") || state.equals("Ack");
  }

  boolean acknowledged() {
    return state.equals("Ack") || state.equals("LatchAck") || state.equals("Normal");
  }

  boolean latched() {
    return state.startsWith("Latch");
  }

  /** Nothing is left of it: closed, and no flag set. */
  boolean isGone() {
    return state.equals("Normal") && !outOfService && shelvedUntil == null;
  }

  private boolean move(String event) {
    for (List<String> row : TABLE) {
      if (row.get(0).equals(state) && row.get(1).equals(event)) {
        state = row.get(latching ? 3 : 2);
        boolean first = happened.isEmpty();
        tell(event.equals("true") && !first ? "RE_RAISED" : row.get(4));
        return true;
      }
    }
    return false;
  }

  private void tell(String what) {
    happened.add(what);
    told.add(
        "%s %s revision=%d active=%s acknowledged=%s latched=%s shelved=%s outOfService=%s severity=%s highest=%s occurrences=%d cause=%s"
            .formatted(
                source,
                what,
                happened.size(),
                active(),
                acknowledged(),
                latched(),
                shelvedUntil != null,
                outOfService,
                severity,
                highest,
                occurrences,
                clearCause));
  }

  /** The condition is true: for the first time, or again. */
  void raise(Severity now) {
    if (happened.isEmpty() || (!active() && acknowledged())) {
      highest = now;
    }
    see(now);
    occurrences++;
    clearCause = null;
    acknowledgedAt = null;
    boolean _ = move("true");
  }

  void changeSeverity(Severity now) {
    int change = now.compareTo(severity);
    if (change != 0) {
      see(now);
      if (change > 0) {
        acknowledgedAt = null;
      }
      boolean _ = move(change > 0 ? "rises" : "falls");
    }
  }

  private void see(Severity now) {
    severity = now;
    highest = highest.compareTo(now) < 0 ? now : highest;
  }

  void clear(String cause) {
    clearCause = cause;
    boolean _ = move("clear");
    if (shelvedUntil != null && oneShot) {
      shelvedUntil = null;
      tell("SHELVING_EXPIRED");
    }
  }

  void timePasses(Instant now) {
    if (shelvedUntil != null && !now.isBefore(shelvedUntil)) {
      shelvedUntil = null;
      tell("SHELVING_EXPIRED");
    }
    if (active()
        && acknowledgedAt != null
        && reAlarm != null
        && !now.isBefore(acknowledgedAt.plus(reAlarm))) {
      acknowledgedAt = null;
      boolean _ = move("realarm");
    }
  }

  /** What the person is answered. */
  String ask(AlertCommand command) {
    if (isSoAlready(command)) {
      return "ACCEPTED";
    }
    List<String> unseen =
        happened.subList((int) Math.min(command.seenRevision(), happened.size()), happened.size());
    boolean isComment = command.kind() == AlertCommand.Kind.COMMENT;
    if (!isComment && unseen.stream().anyMatch(what -> !what.equals("COMMENTED"))) {
      return "STALE";
    }
    return carryOut(command) ? "ACCEPTED" : "REFUSED";
  }

  private boolean isSoAlready(AlertCommand command) {
    return switch (command.kind()) {
      case ACKNOWLEDGE -> acknowledged();
      case SHELVE -> shelvedUntil != null && shelvedBy.equals(command.id());
      case UNSHELVE -> shelvedUntil == null;
      case RESET -> state.equals("Normal");
      case COMMENT -> commentsTaken.contains(command.id());
      case TAKE_OUT_OF_SERVICE -> outOfService;
      case RETURN_TO_SERVICE -> !outOfService;
    };
  }

  private boolean carryOut(AlertCommand command) {
    Duration duration = command.duration();
    return switch (command.kind()) {
      case ACKNOWLEDGE -> {
        acknowledgedAt = command.time();
        yield move("ack");
      }
      case RESET -> move("reset");
      case SHELVE -> {
        boolean fits =
            duration == null
                ? active()
                : duration.isPositive() && duration.compareTo(Duration.ofHours(24)) <= 0;
        if (!fits || state.equals("Normal") || command.text().isBlank()) {
          yield false;
        }
        oneShot = duration == null;
        shelvedUntil = command.time().plus(duration == null ? Duration.ofHours(24) : duration);
        shelvedBy = command.id();
        tell("SHELVED");
        yield true;
      }
      case UNSHELVE -> {
        shelvedUntil = null;
        tell("UNSHELVED");
        yield true;
      }
      case COMMENT -> !command.text().isBlank() && noted(command);
      case TAKE_OUT_OF_SERVICE -> !command.text().isBlank() && service(false);
      case RETURN_TO_SERVICE -> service(true);
    };
  }

  private boolean noted(AlertCommand command) {
    commentsTaken.add(command.id());
    tell("COMMENTED");
    return true;
  }

  private boolean service(boolean inService) {
    outOfService = !inService;
    tell(inService ? "IN_SERVICE" : "OUT_OF_SERVICE");
    return true;
  }

  @Override
  public String toString() {
    return "%s %s%s".formatted(source, state.toLowerCase(Locale.ROOT), active() ? " !" : "");
  }
}
