package io.linewatch.domain.alert;

/**
 * What the feed shows of an alert; one word out of state and flags, by precedence (low to high as
 * listed).
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
  OUT_OF_SERVICE
}
