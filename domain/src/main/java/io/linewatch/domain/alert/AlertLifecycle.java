package io.linewatch.domain.alert;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of an alert (ISA-18.2, IEC 62682; precedence of what is shown as in JAWS).
 * Pure.
 */
public final class AlertLifecycle {
  public static final Duration MAX_SHELVING = Duration.ofHours(24);

  private AlertLifecycle() {}

  /**
   * What an input did.
   *
   * @param alert the alert from now on; null when there was none and there is none. A closed alert
   *     ({@link Alert#isClosed}) is returned once, and then forgotten by the caller unless it is
   *     shelved or out of service
   * @param events transitions in order; empty when nothing changed
   * @param reply answer to a command; null for other inputs
   */
  public record Outcome(
      @Nullable Alert alert, List<AlertEvent> events, @Nullable CommandReply reply) {}

  /**
   * @param current the live alert of the input's source, or null when there is none
   */
  public static Outcome on(@Nullable Alert current, AlertInput input) {
    throw new UnsupportedOperationException();
  }
}
