package io.linewatch.central.historian;

/** What becomes of times that the clock showed twice, in the hour it was set back. */
public enum RepeatedHour {
  /** They are left out and counted. */
  REJECT,
  /** All are taken for the first pass, in summer time. */
  FIRST,
  /** All are taken for the second pass. */
  SECOND,
  /** The second pass begins where a channel's times fall back; for files in order of time. */
  IN_ORDER
}
