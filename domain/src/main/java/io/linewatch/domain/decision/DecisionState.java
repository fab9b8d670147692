package io.linewatch.domain.decision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that {@link AlarmDecision} remembers of one detector. Saved with every change, in the
 * transaction that saves the finding, so that a restart decides exactly what an uninterrupted run
 * would have.
 *
 * <p>Every severity has a latch of its own, with its own delays running: a value that swings
 * between two limits neither restarts the lower one's delay nor raises the higher one early. What
 * violates a severity violates all below it, so the latches that are not normal are always the
 * lowest ones.
 *
 * @param levels the latches that are not normal, from {@link Severity#LOW} upwards without a hole;
 *     empty when normal
 * @param limit the limit that raised or last changed the active condition; null when normal, or
 *     when a rate of change decided
 * @param episode number of the last condition raised; 0 before the first
 * @param transition number of the last transition within the episode, from 0
 * @param lastTime event time of the last input decided; what is not newer is a repetition and
 *     decides nothing
 * @param lastValue value of the last input decided, for the rate of change
 */
public record DecisionState(
    List<Level> levels,
    @Nullable Limit limit,
    long episode,
    int transition,
    @Nullable Instant lastTime,
    double lastValue) {

  private static final Severity[] SEVERITIES = Severity.values();

  /** Where a detector, or one severity of it, stands. */
  public enum Phase {
    NORMAL,
    /** In violation, the on-delay not over. */
    ON_DELAYED,
    ACTIVE,
    /** Back in range, the off-delay not over. */
    OFF_DELAYED;

    /** Whether the condition holds for people: raised and not yet cleared. */
    public boolean isOn() {
      return this == ACTIVE || this == OFF_DELAYED;
    }
  }

  /**
   * The latch of one severity.
   *
   * @param since when the present violation (or, off-delayed, the return) began
   */
  public record Level(Severity severity, Phase phase, Instant since) {}

  public static final DecisionState INITIAL =
      new DecisionState(List.of(), null, 0, 0, null, Double.NaN);

  public DecisionState {
    levels = List.copyOf(levels);
    for (int i = 0; i < levels.size(); i++) {
      if (levels.get(i).severity() != SEVERITIES[i] || levels.get(i).phase() == Phase.NORMAL) {
        throw new IllegalArgumentException(
            "levels must be the severities from LOW upwards, none of them normal: " + levels);
      }
    }
  }

  /**
   * The same under another clock: what was timed by the old one is timed anew from {@code now}, and
   * what holds holds. For a last time that cannot be right, behind which every input would read as
   * a repetition.
   */
  public DecisionState timedFrom(Instant now) {
    List<Level> timed = new ArrayList<>(levels.size());
    for (Level level : levels) {
      boolean waits = level.phase() != Phase.ACTIVE;
      timed.add(waits ? new Level(level.severity(), level.phase(), now) : level);
    }
    return new DecisionState(timed, limit, episode, transition, null, Double.NaN);
  }

  /** Where the detector as a whole stands: where its least severity does. */
  public Phase phase() {
    return levels.isEmpty() ? Phase.NORMAL : levels.getFirst().phase();
  }

  /** Severity of the active condition, or of the pending one; null when normal. */
  public @Nullable Severity severity() {
    Severity active = activeSeverity();
    return active != null || levels.isEmpty() ? active : levels.getLast().severity();
  }

  /** Severity of the active condition; null when none is. */
  public @Nullable Severity activeSeverity() {
    Severity highest = null;
    for (Level level : levels) {
      if (level.phase().isOn()) {
        highest = level.severity();
      }
    }
    return highest;
  }

  /** The latch of one severity; null when it is normal. */
  @Nullable Level level(Severity severity) {
    for (Level level : levels) {
      if (level.severity() == severity) {
        return level;
      }
    }
    return null;
  }

  /** When the present violation (or return) began; null when normal. */
  public @Nullable Instant since() {
    return levels.isEmpty() ? null : levels.getFirst().since();
  }
}
