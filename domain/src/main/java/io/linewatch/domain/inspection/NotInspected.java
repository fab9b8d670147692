package io.linewatch.domain.inspection;

/** Why a part was not inspected; the names are wire format. */
public enum NotInspected {
  /** No product is set up at the station, or one that the station has no recipe for. */
  NO_RECIPE,
  /** The recipe's model is not loaded. */
  MODEL_NOT_READY,
  /** The part was announced, and no picture came in time. */
  NO_PICTURE,
  /** A picture came, and its verdict was not made in time. */
  TOO_LATE,
  /** What came is no picture that can be judged. */
  UNREADABLE_PICTURE,
  /** The model failed. */
  SCORING_FAILED
}
