package io.linewatch.domain.decision;

import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One detector's way through its inputs: {@link AlarmDecision} with its state kept from input to
 * input. What it decides is exactly what {@code AlarmDecision} decides; but an input that is well
 * within the limits of a detector at rest, which nearly all are, only moves the last time and value
 * and makes no object. One thread.
 */
public final class DecisionWalk {
  private AlarmPolicy policy;

  // A detector at rest stays at rest for values from lowest to highest; none when a rate matters.
  private double lowest;
  private double highest;

  private DecisionState last;

  private boolean atRest;

  /** Whether the input below came after the state above. */
  private boolean ahead;

  // The last input decided, once one was seen.
  private boolean seen;
  private long lastSecond;
  private int lastNano;
  private double lastValue;

  public DecisionWalk(DecisionState state, AlarmPolicy policy) {
    this.last = state;
    this.policy = policy;
    keep(state);
    govern(policy);
  }

  public AlarmPolicy policy() {
    return policy;
  }

  /** Another policy from the next input on; what was decided stays decided. */
  public void govern(AlarmPolicy newPolicy) {
    policy = newPolicy;
    lowest = -Double.MAX_VALUE;
    highest = Double.MAX_VALUE;
    for (Limit limit : newPolicy.limits()) {
      switch (limit.comparison()) {
        case ABOVE -> highest = Math.min(highest, limit.value());
        case BELOW -> lowest = Math.max(lowest, limit.value());
      }
    }
    if (newPolicy.maxRatePerSecond() != null) {
      lowest = Double.POSITIVE_INFINITY;
    }
  }

  /** The state after all inputs so far. */
  public DecisionState state() {
    if (ahead) {
      ahead = false;
      last =
          new DecisionState(
              last.levels(),
              last.limit(),
              last.episode(),
              last.transition(),
              Instant.ofEpochSecond(lastSecond, lastNano),
              lastValue);
    }
    return last;
  }

  /** Time of the last input decided, if an input of this time would come behind it; else null. */
  public @Nullable Instant lastAtOrAfter(Instant time) {
    return isNews(time) ? null : Instant.ofEpochSecond(lastSecond, lastNano);
  }

  /** As {@link DecisionState#timedFrom}. */
  public void timeFrom(Instant now) {
    keep(state().timedFrom(now));
  }

  /**
   * Walks one input.
   *
   * @param machineState as in {@link DecisionInput}
   * @return null when there is nothing to save and nothing to tell
   */
  public @Nullable Decision decide(
      Instant time, double value, Quality quality, @Nullable String machineState) {
    // Asleep or awake, at rest such a value does the same.
    if (atRest && quality != Quality.BAD && value >= lowest && value <= highest && isNews(time)) {
      lastSecond = time.getEpochSecond();
      lastNano = time.getNano();
      lastValue = value;
      seen = true;
      ahead = true;
      return null;
    }
    Decision decision =
        AlarmDecision.decide(
            state(), new DecisionInput(time, value, quality, machineState), policy);
    keep(decision.state());
    return decision.durable() || decision.change() != null ? decision : null;
  }

  private boolean isNews(Instant time) {
    long seconds = time.getEpochSecond();
    return !seen || seconds > lastSecond || (seconds == lastSecond && time.getNano() > lastNano);
  }

  private void keep(DecisionState state) {
    last = state;
    ahead = false;
    atRest = state.levels().isEmpty() && state.limit() == null;
    Instant time = state.lastTime();
    seen = time != null;
    if (time != null) {
      lastSecond = time.getEpochSecond();
      lastNano = time.getNano();
      lastValue = state.lastValue();
    }
  }
}
