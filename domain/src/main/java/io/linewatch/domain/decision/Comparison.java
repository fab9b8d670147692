package io.linewatch.domain.decision;

/** On which side of a limit trouble lies. */
public enum Comparison {
  ABOVE {
    @Override
    public boolean holds(double value, double limit) {
      return value > limit;
    }

    @Override
    public boolean holdsWithin(double value, double limit, double deadBand) {
      return value > limit - deadBand;
    }
  },
  BELOW {
    @Override
    public boolean holds(double value, double limit) {
      return value < limit;
    }

    @Override
    public boolean holdsWithin(double value, double limit, double deadBand) {
      return value < limit + deadBand;
    }
  };

  /**
   * Whether {@code value} is on the wrong side. A value on the limit is not: a boundary belongs to
   * the better side.
   */
  public abstract boolean holds(double value, double limit);

  /**
   * Whether a condition that already holds still does, the value having to come back by {@code
   * deadBand}.
   */
  public abstract boolean holdsWithin(double value, double limit, double deadBand);
}
