package io.linewatch.domain.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that {@link AlarmDecision} remembers of one detector. Saved with every change, in the
 * transaction that saves the finding, so that a restart decides exactly what an uninterrupted run
 * would have.
 *
 * @param phase where the detector stands
 * @param severity severity of the active condition, or of the pending one; null when normal
 * @param since when the present violation (or return) began; null when normal
 * @param pendingSeverity while active: another severity waiting for its delay; null when none
 * @param pendingSince when {@code pendingSeverity} began
 * @param episode number of the last condition raised; 0 before the first
 * @param transition number of the last transition within the episode, from 0
 * @param lastTime event time of the last input decided; what is not newer is a repetition and
 *     decides nothing
 * @param lastValue value of the last input decided, for the rate of change
 */
public record DecisionState(
    Phase phase,
    @Nullable Severity severity,
    @Nullable Instant since,
    @Nullable Severity pendingSeverity,
    @Nullable Instant pendingSince,
    long episode,
    int transition,
    @Nullable Instant lastTime,
    double lastValue) {

  /** Where a detector stands. */
  public enum Phase {
    NORMAL,
    /** In violation, the on-delay not over. */
    ON_DELAYED,
    ACTIVE,
    /** Back in range, the off-delay not over. */
    OFF_DELAYED
  }

  public static final DecisionState INITIAL =
      new DecisionState(Phase.NORMAL, null, null, null, null, 0, 0, null, Double.NaN);
}
