package io.linewatch.domain.decision;

/** How urgent a condition is; the order is the meaning. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
