package io.linewatch.central.kafka;

import io.linewatch.domain.config.Excerpt;

/**
 * Why a record is not processed.
 *
 * @param message one sentence for people; becomes the dead letter's reason; its beginning when it
 *     quotes too much
 */
public record Refusal(Reason reason, String message) {
  private static final int MAX_MESSAGE = 2_000;

  public Refusal {
    message = Excerpt.of(message, MAX_MESSAGE);
  }

  /** Bounded, for metrics; the names are part of the dead letter's reason. */
  public enum Reason {
    UNSIGNED,
    KEY_REVOKED,
    FORGED,
    MALFORMED,
    WRONG_KEY,
    WRONG_GATEWAY,
    UNKNOWN_GATEWAY,
    FOREIGN_ASSET,
    TOO_LARGE,
    NOT_STORABLE,
    FAILED
  }

  /** Text of the reason header. */
  public String text() {
    return reason + ": " + message;
  }
}
