package io.linewatch.domain.vibration;

/** Zones of ISO 20816-1: how a machine's vibration is judged. */
public enum SeverityZone {
  /** As of a new machine. */
  A,
  /** Fine for long running. */
  B,
  /** For a limited time only: plan the repair. */
  C,
  /** Damage is to be expected. */
  D
}
