package io.linewatch.domain.vibration;

/** Zones of ISO 20816-1: how a machine's vibration is judged. */
public enum SeverityZone {
  /** As of a new machine. */
  A(1),
  /** Fine for long running. */
  B(2),
  /** For a limited time only: plan the repair. */
  C(3),
  /** Damage is to be expected. */
  D(4);

  private final int number;

  SeverityZone(int number) {
    this.number = number;
  }

  /** 1 of zone A to 4 of zone D, where a zone must be a number. */
  public int number() {
    return number;
  }
}
