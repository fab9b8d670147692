package io.linewatch.central.kafka;

/**
 * Why a record is not processed.
 *
 * @param message one sentence for people; becomes the dead letter's reason
 */
public record Refusal(Reason reason, String message) {
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
