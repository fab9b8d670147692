package io.linewatch.domain.decision;

/** What a condition asks of people (ISA-18.2; EEMUA 191: no operator action, no alarm). */
public enum AlarmClass {
  /** Needs a person now; has an action text, sounds, counts in the KPIs. */
  ALARM,
  /** Work to plan. */
  ADVISORY,
  /** Kept for the record only. */
  LOG
}
