package io.linewatch.domain.decision;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which of a policy's limits a value is beyond, and which of them people are told. */
final class PolicyLimits {
  private PolicyLimits() {}

  static boolean rateReaches(AlarmPolicy policy, Severity severity) {
    return policy.rateSeverity() != null && reaches(policy.rateSeverity(), severity);
  }

  /** The mildest limit of at least this severity that the value is beyond, or null. */
  static @Nullable Limit violated(AlarmPolicy policy, Severity severity, double value) {
    return mildest(policy, severity, limit -> limit.comparison().holds(value, limit.value()));
  }

  /** The mildest limit of at least this severity that the value has not come back from, or null. */
  static @Nullable Limit held(AlarmPolicy policy, Severity severity, double value) {
    return mildest(
        policy,
        severity,
        limit -> limit.comparison().holdsWithin(value, limit.value(), policy.deadBand()));
  }

  /** The limit that makes a violation of this severity, or null when only the rate does. */
  static @Nullable Limit deciding(
      AlarmPolicy policy, Severity severity, double value, boolean tooFast) {
    Limit limit = violated(policy, severity, value);
    boolean byRate = tooFast && rateReaches(policy, severity);
    return byRate && limit != null && limit.severity() != severity ? null : limit;
  }

  /** The limit still held, or else the one of this severity on the side the value came from. */
  static @Nullable Limit fallenTo(
      DecisionState state, Severity severity, DecisionInput input, AlarmPolicy policy) {
    Limit held = held(policy, severity, input.value());
    Limit last = state.limit();
    return held != null || last == null
        ? held
        : mildest(policy, severity, limit -> limit.comparison() == last.comparison());
  }

  private static @Nullable Limit mildest(
      AlarmPolicy policy, Severity atLeast, Predicate<Limit> matches) {
    Limit mildest = null;
    for (Limit limit : policy.limits()) {
      if (reaches(limit.severity(), atLeast)
          && matches.test(limit)
          && (mildest == null || limit.severity().compareTo(mildest.severity()) < 0)) {
        mildest = limit;
      }
    }
    return mildest;
  }

  private static boolean reaches(Severity actual, Severity asked) {
    return actual.compareTo(asked) >= 0;
  }
}
