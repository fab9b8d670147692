package io.linewatch.domain.inspection;

/** What the reject gate is told to do with a part; the names are wire format. */
public enum GateAction {
  PASS,
  /** Set aside, for a person to look at. */
  HOLD,
  REJECT;

  /** The stricter of two. */
  public GateAction or(GateAction other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
