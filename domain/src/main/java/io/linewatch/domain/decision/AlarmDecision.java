package io.linewatch.domain.decision;

import io.linewatch.domain.decision.Decision.Change;
import io.linewatch.domain.decision.Decision.Kind;
import io.linewatch.domain.decision.Decision.Reason;
import io.linewatch.domain.decision.DecisionState.Level;
import io.linewatch.domain.decision.DecisionState.Phase;
import io.linewatch.domain.signal.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one place that decides whether a value is wrong: live at the edge and again in the console's
 * what-if, so both say the same. Pure: time comes with the input.
 *
 * <p>The rules, after ISA-18.2 (on-delay, off-delay, dead-band):
 *
 * <ul>
 *   <li>A severity is <em>violated</em> while the value is beyond a limit of that severity or a
 *       higher one, or changes faster than allowed. A value on a limit does not violate it.
 *   <li>It is <em>held</em> while the value has not come back by the dead-band. A value exactly a
 *       dead-band back is back. Rates of change have no dead-band.
 *   <li>A severity switches on at the first input at or after on-delay since its violation began,
 *       if every input between violated it; it switches off at the first input at or after
 *       off-delay since its return began, if no input between held it. A delay of zero acts at
 *       once. Delays run in event time.
 *   <li>The condition's severity is the highest one switched on. So a rise waits for its own
 *       on-delay, and a fall for the dead-band and the off-delay.
 *   <li>An input that is not newer than the last one decided is a repetition; one of bad quality,
 *       or that is no finite number, has nothing to say: both leave the state untouched.
 *   <li>Outside its schedule or its machine states a policy sleeps: an active condition is cleared
 *       at once, a pending one forgotten. What is wrong when it wakes is raised, after the
 *       on-delay. A machine state nobody reports does not put a policy to sleep: where we do not
 *       know, we warn.
 * </ul>
 */
public final class AlarmDecision {
  private static final Severity[] SEVERITIES = Severity.values();

  private AlarmDecision() {}

  /** Walks one input under a policy. */
  public static Decision decide(DecisionState state, DecisionInput input, AlarmPolicy policy) {
    if (state.lastTime() != null && !input.time().isAfter(state.lastTime())) {
      return new Decision(state, false, null, Reason.REPEATED_OR_OUT_OF_ORDER);
    }
    if (input.quality() == Quality.BAD || !Double.isFinite(input.value())) {
      return new Decision(state, false, null, Reason.BAD_QUALITY);
    }
    if (!isAwake(policy, input)) {
      return asleep(state, input, policy);
    }
    boolean tooFast = changesTooFast(state, input, policy);
    List<Level> levels = new ArrayList<>(SEVERITIES.length);
    Instant returnBegan = null;
    for (Severity severity : SEVERITIES) {
      Level before = state.level(severity);
      Level after = step(before, severity, input, policy, tooFast);
      if (after != null) {
        levels.add(after);
      } else if (before != null && before.phase().isOn() && returnBegan == null) {
        returnBegan = before.phase() == Phase.OFF_DELAYED ? before.since() : input.time();
      }
    }
    return conclude(state, levels, returnBegan, input, policy, tooFast);
  }

  private static boolean isAwake(AlarmPolicy policy, DecisionInput input) {
    return (policy.schedule() == null || policy.schedule().contains(input.time()))
        && (policy.machineStates().isEmpty()
            || input.machineState() == null
            || policy.machineStates().contains(input.machineState()));
  }

  private static Decision asleep(DecisionState state, DecisionInput input, AlarmPolicy policy) {
    Severity ended = state.activeSeverity();
    Change change = ended == null ? null : new Change(Kind.CLEARED, ended, null, input.time());
    DecisionState next =
        new DecisionState(
            List.of(),
            null,
            state.episode(),
            state.transition() + (change == null ? 0 : 1),
            input.time(),
            input.value());
    boolean durable = !state.levels().isEmpty() || remembersValues(policy);
    return new Decision(next, durable, change, Reason.POLICY_ASLEEP);
  }

  /** A rate of change is told by the value before: a restart must have every one that counted. */
  private static boolean remembersValues(AlarmPolicy policy) {
    return policy.maxRatePerSecond() != null;
  }

  private static boolean changesTooFast(
      DecisionState state, DecisionInput input, AlarmPolicy policy) {
    Double most = policy.maxRatePerSecond();
    if (most == null || state.lastTime() == null) {
      return false;
    }
    Duration elapsed = Duration.between(state.lastTime(), input.time());
    double seconds = elapsed.getSeconds() + elapsed.getNano() / 1e9;
    return Math.abs(input.value() - state.lastValue()) / seconds > most;
  }

  /** Moves one severity's latch; null is normal. */
  private static @Nullable Level step(
      @Nullable Level before,
      Severity severity,
      DecisionInput input,
      AlarmPolicy policy,
      boolean tooFast) {
    boolean rate = tooFast && PolicyLimits.rateReaches(policy, severity);
    if (before == null || before.phase() == Phase.ON_DELAYED) {
      if (!rate && PolicyLimits.violated(policy, severity, input.value()) == null) {
        return null;
      }
      Instant since = before == null ? input.time() : before.since();
      boolean over = isOver(since, policy.onDelay(), input.time());
      return new Level(severity, over ? Phase.ACTIVE : Phase.ON_DELAYED, since);
    }
    if (rate || PolicyLimits.held(policy, severity, input.value()) != null) {
      return before.phase() == Phase.ACTIVE
          ? before
          : new Level(severity, Phase.ACTIVE, input.time());
    }
    Instant since = before.phase() == Phase.OFF_DELAYED ? before.since() : input.time();
    return isOver(since, policy.offDelay(), input.time())
        ? null
        : new Level(severity, Phase.OFF_DELAYED, since);
  }

  private static boolean isOver(Instant since, Duration delay, Instant now) {
    // Not since.plus(delay): a very long delay would leave the range of Instant.
    return Duration.between(since, now).compareTo(delay) >= 0;
  }

  /** What the move from the old latches to the new ones means. */
  private static Decision conclude(
      DecisionState state,
      List<Level> levels,
      @Nullable Instant returnBegan,
      DecisionInput input,
      AlarmPolicy policy,
      boolean tooFast) {
    DecisionState next =
        new DecisionState(
            levels,
            state.limit(),
            state.episode(),
            state.transition(),
            input.time(),
            input.value());
    Severity before = state.activeSeverity();
    Severity now = next.activeSeverity();
    if (before == now) {
      boolean durable = !levels.equals(state.levels()) || remembersValues(policy);
      return new Decision(next, durable, null, quietReason(state.phase(), next.phase()));
    }
    if (now == null) {
      Change cleared =
          new Change(
              Kind.CLEARED,
              Objects.requireNonNull(before),
              state.limit(),
              returnBegan == null ? input.time() : returnBegan);
      return changed(next, state.episode(), state.transition() + 1, null, cleared, Reason.RETURNED);
    }
    if (before == null) {
      Limit limit = PolicyLimits.deciding(policy, now, input.value(), tooFast);
      Change raised = new Change(Kind.RAISED, now, limit, began(next, now));
      return changed(next, state.episode() + 1, 0, limit, raised, Reason.VIOLATION_RAISED);
    }
    boolean rose = now.compareTo(before) > 0;
    Limit limit =
        rose
            ? PolicyLimits.deciding(policy, now, input.value(), tooFast)
            : PolicyLimits.fallenTo(state, now, input, policy);
    Instant since = rose || returnBegan == null ? began(next, now) : returnBegan;
    Change moved = new Change(Kind.SEVERITY_CHANGED, now, limit, since);
    return changed(
        next, state.episode(), state.transition() + 1, limit, moved, Reason.SEVERITY_CHANGED);
  }

  private static Instant began(DecisionState state, Severity severity) {
    return Objects.requireNonNull(state.level(severity)).since();
  }

  private static Decision changed(
      DecisionState next,
      long episode,
      int transition,
      @Nullable Limit limit,
      Change change,
      Reason reason) {
    DecisionState numbered =
        new DecisionState(
            next.levels(), limit, episode, transition, next.lastTime(), next.lastValue());
    return new Decision(numbered, true, change, reason);
  }

  private static Reason quietReason(Phase before, Phase now) {
    return switch (now) {
      case NORMAL ->
          before == Phase.NORMAL ? Reason.IN_RANGE : Reason.VIOLATION_PASSED_BEFORE_ON_DELAY;
      case ON_DELAYED ->
          before == Phase.NORMAL ? Reason.VIOLATION_BEGINS : Reason.VIOLATION_WAITS_FOR_ON_DELAY;
      case ACTIVE ->
          before == Phase.ACTIVE ? Reason.VIOLATION_CONTINUES : Reason.RETURN_INTERRUPTED;
      case OFF_DELAYED ->
          before == Phase.ACTIVE ? Reason.RETURN_BEGINS : Reason.RETURN_WAITS_FOR_OFF_DELAY;
    };
  }
}
