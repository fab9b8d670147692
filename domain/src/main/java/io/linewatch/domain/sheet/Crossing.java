package io.linewatch.domain.sheet;

/** What a limit of the sheet watches. */
public enum Crossing {
  /** The value is above the limit. */
  ABOVE,
  /** The value is below the limit. */
  BELOW,
  /** The value changes by more than the limit, in unit/s, in either direction. */
  RATE
}
