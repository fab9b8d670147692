package io.linewatch.domain.plant;

/** How much the plant depends on an asset; orders work, never the severity of a finding. */
public enum Criticality {
  LOW,
  MEDIUM,
  HIGH
}
