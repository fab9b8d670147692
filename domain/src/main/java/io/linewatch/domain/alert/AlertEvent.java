package io.linewatch.domain.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One transition of one alert, with the alert as it is afterwards. The alerts topic is the log of
 * these.
 *
 * @param actor the person who did it, or null when the line or a timer did
 * @param findingId the finding behind it, or null
 * @param text reason or comment; empty when there is none
 */
public record AlertEvent(
    Alert alert,
    Transition transition,
    Instant time,
    @Nullable String actor,
    @Nullable String findingId,
    String text) {

  /** Transitions; the names are wire format. */
  public enum Transition {
    RAISED,
    RE_RAISED,
    SEVERITY_ROSE,
    SEVERITY_FELL,
    RE_ALARMED,
    ACKNOWLEDGED,
    CLEARED,
    RESET,
    SHELVED,
    UNSHELVED,
    SHELVING_EXPIRED,
    SUPPRESSED,
    UNSUPPRESSED,
    OUT_OF_SERVICE,
    IN_SERVICE,
    COMMENTED
  }
}
