package io.linewatch.domain.alert;

import io.linewatch.domain.alert.Alert.Comment;
import io.linewatch.domain.alert.Alert.Shelving;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.alert.AlertLifecycle.Outcome;
import io.linewatch.domain.alert.CommandReply.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What people ask of an alert, and the answer they get.
 *
 * <p>In this order: no such alert; what is so already is accepted without an event, so a command
 * delivered twice does nothing the second time; a command given on a screen older than the alert's
 * last change is stale (comments never are, and comments by others make nobody's screen stale); a
 * command that does not fit is refused with what to do instead.
 */
final class CommandDesk {
  /** Longest reason or comment, in UTF-16 units. */
  static final int MAX_TEXT = 1_000;

  private CommandDesk() {}

  static Outcome answer(@Nullable Alert alert, AlertCommand command) {
    if (alert == null) {
      return answer(
          null,
          command,
          CommandReply.Outcome.NO_SUCH_ALERT,
          Reason.NONE_OPEN,
          "This alert is closed; nothing is left to do. Its history is kept.");
    }
    if (!alert.id().equals(command.alertId())) {
      return answer(
          alert,
          command,
          CommandReply.Outcome.NO_SUCH_ALERT,
          Reason.REPLACED_BY_ANOTHER,
          "This alert is closed and a newer one of the same source is open. Open that one.");
    }
    String already = alreadySo(alert, command);
    if (already != null) {
      return answer(alert, command, CommandReply.Outcome.ACCEPTED, Reason.ALREADY_SO, already);
    }
    if (command.kind() != AlertCommand.Kind.COMMENT
        && command.seenRevision() < alert.stateRevision()) {
      return answer(
          alert,
          command,
          CommandReply.Outcome.STALE,
          Reason.CHANGED_SINCE_SEEN,
          "This alert changed after you saw it: %s. It is now %s, severity %s. Look again, and repeat if it still fits."
              .formatted(
                  inWords(alert.lastTransition()),
                  inWords(ShownState.of(alert)),
                  inWords(alert.severity())));
    }
    Refusal refusal = refusal(alert, command);
    return refusal == null
        ? carryOut(alert, command)
        : answer(alert, command, CommandReply.Outcome.REFUSED, refusal.reason(), refusal.message());
  }

  private static @Nullable String alreadySo(Alert alert, AlertCommand command) {
    return switch (command.kind()) {
      case ACKNOWLEDGE ->
          alert.acknowledged()
              ? "Already acknowledged by %s at %s."
                  .formatted(alert.acknowledgedBy(), alert.acknowledgedAt())
              : null;
      case SHELVE ->
          alert.shelving() != null
                  && isInRange(command.duration())
                  && alert.shelving().equals(shelvingOf(command))
              ? "Already shelved."
              : null;
      case UNSHELVE -> alert.shelving() == null ? "It is not shelved." : null;
      case COMMENT -> alert.comments().contains(commentOf(command)) ? "Already noted." : null;
      case TAKE_OUT_OF_SERVICE -> alert.outOfService() ? "It is already out of service." : null;
      case RETURN_TO_SERVICE -> alert.outOfService() ? null : "It is already in service.";
      case RESET -> alert.isClosed() ? "It is already closed." : null;
    };
  }

  private record Refusal(Reason reason, String message) {}

  private static @Nullable Refusal refusal(Alert alert, AlertCommand command) {
    if (command.text().length() > MAX_TEXT) {
      return new Refusal(
          Reason.TEXT_TOO_LONG, "The text is longer than " + MAX_TEXT + " characters. Shorten it.");
    }
    return switch (command.kind()) {
      case ACKNOWLEDGE, UNSHELVE, RETURN_TO_SERVICE -> null;
      case SHELVE -> shelvingRefusal(alert, command);
      case RESET -> resetRefusal(alert);
      case COMMENT ->
          command.text().isBlank()
              ? new Refusal(Reason.TEXT_MISSING, "An empty comment says nothing. Write one.")
              : null;
      case TAKE_OUT_OF_SERVICE ->
          command.text().isBlank()
              ? new Refusal(Reason.TEXT_MISSING, "Say why it is taken out of service.")
              : null;
    };
  }

  private static @Nullable Refusal shelvingRefusal(Alert alert, AlertCommand command) {
    Duration duration = command.duration();
    if (command.text().isBlank()) {
      return new Refusal(Reason.TEXT_MISSING, "Say why it is shelved.");
    }
    if (alert.isClosed()) {
      return new Refusal(Reason.CLOSED, "This alert is closed: there is nothing to shelve.");
    }
    if (duration == null) {
      return alert.active()
          ? null
          : new Refusal(
              Reason.NOTHING_TO_WAIT_FOR,
              "The condition has already cleared, so shelving until it clears would never end. Shelve it for a time instead, or acknowledge it.");
    }
    return isInRange(duration)
        ? null
        : new Refusal(
            Reason.DURATION_OUT_OF_RANGE,
            "An alert can be shelved for up to "
                + AlertLifecycle.MAX_SHELVING.toHours()
                + " hours. Choose a shorter time, or take it out of service.");
  }

  private static boolean isInRange(@Nullable Duration shelving) {
    return shelving == null
        || (shelving.isPositive() && shelving.compareTo(AlertLifecycle.MAX_SHELVING) <= 0);
  }

  private static @Nullable Refusal resetRefusal(Alert alert) {
    if (alert.active()) {
      return new Refusal(
          Reason.STILL_ACTIVE, "The condition still holds. Reset the alert after it has cleared.");
    }
    if (!alert.latched()) {
      return new Refusal(
          Reason.NOT_LATCHED, "This alert needs no reset. Acknowledge it and it closes.");
    }
    return alert.acknowledged()
        ? null
        : new Refusal(Reason.NOT_ACKNOWLEDGED, "Acknowledge the alert first, then reset it.");
  }

  private static Outcome carryOut(Alert alert, AlertCommand command) {
    AlertDraft draft = new AlertDraft(alert);
    switch (command.kind()) {
      case ACKNOWLEDGE -> {
        draft.acknowledge(command.actor(), command.time());
        draft.done(Transition.ACKNOWLEDGED, command);
      }
      case SHELVE -> {
        draft.shelving = shelvingOf(command);
        draft.done(Transition.SHELVED, command);
      }
      case UNSHELVE -> {
        draft.shelving = null;
        draft.done(Transition.UNSHELVED, command);
      }
      case RESET -> {
        draft.latched = false;
        draft.done(Transition.RESET, command);
      }
      case COMMENT -> {
        draft.comment(commentOf(command));
        draft.done(Transition.COMMENTED, command);
      }
      case TAKE_OUT_OF_SERVICE -> {
        draft.outOfService = true;
        draft.done(Transition.OUT_OF_SERVICE, command);
      }
      case RETURN_TO_SERVICE -> {
        draft.outOfService = false;
        draft.done(Transition.IN_SERVICE, command);
      }
    }
    Alert after = draft.alert();
    CommandReply reply =
        new CommandReply(
            command.id(),
            CommandReply.Outcome.ACCEPTED,
            Reason.DONE,
            "Done. The alert is now " + inWords(ShownState.of(after)) + ".",
            after,
            command.time());
    return new Outcome(after, draft.events(), reply);
  }

  private static Shelving shelvingOf(AlertCommand command) {
    Duration duration = command.duration();
    return new Shelving(
        command.actor(),
        command.text(),
        command.time(),
        duration == null ? null : command.time().plus(duration),
        command.time().plus(AlertLifecycle.MAX_SHELVING));
  }

  private static Comment commentOf(AlertCommand command) {
    return new Comment(command.actor(), command.time(), command.text());
  }

  private static Outcome answer(
      @Nullable Alert alert,
      AlertCommand command,
      CommandReply.Outcome outcome,
      Reason reason,
      String message) {
    return new Outcome(
        alert,
        List.of(),
        new CommandReply(command.id(), outcome, reason, message, alert, command.time()));
  }

  private static String inWords(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
