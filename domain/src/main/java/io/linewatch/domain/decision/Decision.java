package io.linewatch.domain.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one input did to a detector.
 *
 * @param state the state to keep from now on
 * @param durable whether the state must be saved before the input is acknowledged: more than {@code
 *     lastTime} and {@code lastValue} changed, or the policy limits the rate of change, which is
 *     told by these two
 * @param change what to tell the world, or null when nothing
 * @param reason why, for people, logs and tests
 */
public record Decision(
    DecisionState state, boolean durable, @Nullable Change change, Reason reason) {

  /**
   * A transition of the condition.
   *
   * @param severity severity now; for CLEARED the severity that ended
   * @param limit the limit that decided, or null when a rate of change or a switched-off policy did
   * @param since when the violation (or the return to normal) began
   */
  public record Change(Kind kind, Severity severity, @Nullable Limit limit, Instant since) {}

  /** Kinds of transition; the names are wire format. */
  public enum Kind {
    RAISED,
    SEVERITY_CHANGED,
    CLEARED
  }

  /** Why a decision came out as it did; bounded, so it may be a metric tag. */
  public enum Reason {
    IN_RANGE,
    VIOLATION_BEGINS,
    VIOLATION_WAITS_FOR_ON_DELAY,
    VIOLATION_RAISED,
    VIOLATION_CONTINUES,
    VIOLATION_PASSED_BEFORE_ON_DELAY,
    SEVERITY_CHANGED,
    RETURN_BEGINS,
    RETURN_WAITS_FOR_OFF_DELAY,
    RETURN_INTERRUPTED,
    RETURNED,
    REPEATED_OR_OUT_OF_ORDER,
    BAD_QUALITY,
    POLICY_ASLEEP
  }
}
