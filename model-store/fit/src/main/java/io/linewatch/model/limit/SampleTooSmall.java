package io.linewatch.model.limit;

import java.io.Serial;

/** Nothing sound can be said of so rare an event from so few rows; names how many are needed. */
public final class SampleTooSmall extends Exception {
  @Serial private static final long serialVersionUID = 1;

  private final long rowsNeeded;

  SampleTooSmall(String message, long rowsNeeded) {
    super(message);
    this.rowsNeeded = rowsNeeded;
  }

  public long rowsNeeded() {
    return rowsNeeded;
  }
}
