package io.linewatch.domain.decision;

/**
 * The one place that decides whether a value is wrong: live at the edge and again in the console's
 * what-if, so both say the same. Pure: time comes with the input.
 */
public final class AlarmDecision {
  private AlarmDecision() {}

  /** Walks one input under a policy. */
  public static Decision decide(DecisionState state, DecisionInput input, AlarmPolicy policy) {
    throw new UnsupportedOperationException();
  }
}
