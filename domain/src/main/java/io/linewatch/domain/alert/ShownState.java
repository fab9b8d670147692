package io.linewatch.domain.alert;

/**
 * What the feed shows of an alert; one word out of state and flags, by precedence (low to high as
 * listed; ISA-18.2 flags over state, order as in JAWS).
 */
public enum ShownState {
  NORMAL,
  RETURNED_UNACKNOWLEDGED,
  ACKNOWLEDGED,
  UNACKNOWLEDGED,
  LATCHED_ACKNOWLEDGED,
  LATCHED_UNACKNOWLEDGED,
  SHELVED,
  SUPPRESSED,
  OUT_OF_SERVICE;

  public static ShownState of(Alert alert) {
    if (alert.outOfService()) {
      return OUT_OF_SERVICE;
    }
    if (alert.suppressed()) {
      return SUPPRESSED;
    }
    return alert.shelving() != null ? SHELVED : beneathFlags(alert);
  }

  /** The state that shows again once no flag covers it. */
  public static ShownState beneathFlags(Alert alert) {
    if (alert.latched()) {
      return alert.acknowledged() ? LATCHED_ACKNOWLEDGED : LATCHED_UNACKNOWLEDGED;
    }
    if (alert.active()) {
      return alert.acknowledged() ? ACKNOWLEDGED : UNACKNOWLEDGED;
    }
    return alert.acknowledged() ? NORMAL : RETURNED_UNACKNOWLEDGED;
  }
}
