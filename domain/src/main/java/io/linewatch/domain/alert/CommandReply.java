package io.linewatch.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param message what happened and, when refused, what to do next
 * @param alert the alert as it is now, or null when there is none
 */
public record CommandReply(
    String commandId, Outcome outcome, String message, @Nullable Alert alert, Instant time) {
  /** Outcomes; the names are wire format. */
  public enum Outcome {
    ACCEPTED,
    /** The alert changed after the person saw it; {@code alert} says to what. */
    STALE,
    REFUSED,
    NO_SUCH_ALERT
  }
}
