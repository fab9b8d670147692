package io.linewatch.domain.decision;

/** One line a value must not cross, in the unit of the decision input. */
public record Limit(Severity severity, Comparison comparison, double value) {
  public Limit {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("a limit must be a finite number, not " + value);
    }
  }
}
