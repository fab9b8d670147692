package io.linewatch.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Answer to an {@link AlertCommand}.
 *
 * @param reason the same as {@code message} for programs: with {@code outcome} and {@code alert} it
 *     is enough to say it in another language
 * @param message what happened and, when refused, what to do next
 * @param alert the alert as it is now, or null when there is none
 */
public record CommandReply(
    String commandId,
    Outcome outcome,
    Reason reason,
    String message,
    @Nullable Alert alert,
    Instant time) {
  /** Outcomes; the names are wire format. */
  public enum Outcome {
    ACCEPTED,
    /** The alert changed after the person saw it; {@code alert} says to what. */
    STALE,
    REFUSED,
    NO_SUCH_ALERT
  }

  /** Reasons; the names are wire format. */
  public enum Reason {
    DONE,
    /** It was so already: a repeated command, or somebody was faster. */
    ALREADY_SO,
    /** See {@code Alert.lastTransition}. */
    CHANGED_SINCE_SEEN,
    NONE_OPEN,
    /** The alert meant is closed; another one of the same source is open. */
    REPLACED_BY_ANOTHER,
    TEXT_MISSING,
    TEXT_TOO_LONG,
    DURATION_OUT_OF_RANGE,
    /** One-shot shelving of a condition that has already cleared would never end. */
    NOTHING_TO_WAIT_FOR,
    CLOSED,
    STILL_ACTIVE,
    NOT_ACKNOWLEDGED,
    NOT_LATCHED,
    /** Refused before the alert was looked at, such as for want of a permission. */
    NOT_ALLOWED
  }
}
