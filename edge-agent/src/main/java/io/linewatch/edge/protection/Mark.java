package io.linewatch.edge.protection;

import java.time.Duration;

/**
 * Two marks with a distance between them, and how long a value must stand beyond one before it
 * counts; so that nothing flickers. The form of a dead-band with on- and off-delay (ISA-18.2). One
 * thread; pure.
 */
final class Mark {
  private final double raise;
  private final double clear;
  private final boolean above;
  private final long holdNanos;
  private boolean raised;
  private boolean beyond;
  private long beyondSince;

  /**
   * @param raise counts from here on; above {@code clear} when high is bad, below it when low is
   * @param clear is over from here on
   * @param hold how long a value must stand there without a break
   */
  Mark(double raise, double clear, Duration hold) {
    if (raise == clear) {
      throw new IllegalArgumentException("the two marks must lie apart");
    }
    this.raise = raise;
    this.clear = clear;
    this.above = raise > clear;
    this.holdNanos = hold.toNanos();
  }

  /**
   * @param value not a number leaves all as it is
   * @param nowNanos rising, from any beginning
   * @return whether it is raised now
   */
  boolean judge(double value, long nowNanos) {
    if (Double.isNaN(value)) {
      return raised;
    }
    boolean crosses = raised ? isGood(value) : isBad(value);
    if (!crosses) {
      beyond = false;
      return raised;
    }
    if (!beyond) {
      beyond = true;
      beyondSince = nowNanos;
    }
    if (nowNanos - beyondSince >= holdNanos) {
      raised = !raised;
      beyond = false;
    }
    return raised;
  }

  private boolean isBad(double value) {
    return above ? value >= raise : value <= raise;
  }

  private boolean isGood(double value) {
    return above ? value <= clear : value >= clear;
  }
}
