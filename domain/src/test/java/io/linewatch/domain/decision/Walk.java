package io.linewatch.domain.decision;

import io.linewatch.domain.decision.Decision.Change;
import io.linewatch.domain.decision.Decision.Kind;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One detector under a policy, fed second by second. */
final class Walk {
  /** A Monday. */
  static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

  private AlarmPolicy policy;
  DecisionState state = DecisionState.INITIAL;

  Walk(Policies policy) {
    this.policy = policy.build();
  }

  void under(Policies newPolicy) {
    policy = newPolicy.build();
  }

  static Instant at(double second) {
    return START.plusMillis(Math.round(second * 1000));
  }

  Decision feed(double second, double value) {
    return feed(second, value, Quality.GOOD, null);
  }

  Decision feed(double second, double value, Quality quality, @Nullable String machineState) {
    Decision decision =
        AlarmDecision.decide(
            state, new DecisionInput(at(second), value, quality, machineState), policy);
    state = decision.state();
    return decision;
  }

  /** The change in words, such as {@code RAISED HIGH since 3.0}; empty when there is none. */
  String change(double second, double value) {
    return words(feed(second, value).change());
  }

  static String words(@Nullable Change change) {
    return change == null
        ? ""
        : "%s %s since %s"
            .formatted(
                change.kind(),
                change.severity(),
                change.since().minusMillis(START.toEpochMilli()).toEpochMilli() / 1000.0);
  }

  boolean raisesAt(double second, double value) {
    Change change = feed(second, value).change();
    return change != null && change.kind() == Kind.RAISED;
  }

  boolean clearsAt(double second, double value) {
    Change change = feed(second, value).change();
    return change != null && change.kind() == Kind.CLEARED;
  }
}
