package io.linewatch.central.feedback;

import java.io.Serial;

/** A decision on a label that cannot be taken. */
public final class LabelRefused extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final Reason reason;

  /** Why. */
  public enum Reason {
    NO_SUCH_LABEL,
    /** It was decided already. */
    DECIDED,
    /** The author cannot approve. */
    OWN_LABEL,
    /** An approved label of the same picture says the opposite. */
    CONTRADICTS
  }

  LabelRefused(Reason reason) {
    super(reason.name());
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
