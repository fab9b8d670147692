package io.linewatch.domain.decision;

import io.linewatch.domain.signal.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of {@link AlarmDecision} put into the slowest possible form: it keeps every input since
 * it woke and asks its questions of the whole list each time.
 */
final class ReferenceDetector {
  private record Seen(Instant time, Set<Severity> violated, Set<Severity> held) {}

  private final List<Seen> sinceAwake = new ArrayList<>();
  private final Set<Severity> on = EnumSet.noneOf(Severity.class);
  private @Nullable DecisionInput last;

  /** What happens, in the words of {@link Walk#words}; empty when nothing does. */
  String feed(DecisionInput input, AlarmPolicy policy) {
    if ((last != null && input.time().compareTo(last.time()) <= 0)
        || input.quality() == Quality.BAD
        || Double.isNaN(input.value())) {
      return "";
    }
    double rate =
        last == null
            ? 0
            : Math.abs(input.value() - last.value())
                / (Duration.between(last.time(), input.time()).toNanos() / 1e9);
    last = input;
    Severity before = highestOn();
    if (!isAwake(input, policy)) {
      sinceAwake.clear();
      on.clear();
      return before == null ? "" : words("CLEARED", before, input.time());
    }
    sinceAwake.add(judge(input, policy, rate));
    Instant fellSince = null;
    for (Severity severity : Severity.values()) {
      if (!on.contains(severity)) {
        Instant since = runStart(severity, true);
        if (since != null && !since.plus(policy.onDelay()).isAfter(input.time())) {
          on.add(severity);
        }
      } else {
        Instant since = runStart(severity, false);
        if (since != null && !since.plus(policy.offDelay()).isAfter(input.time())) {
          on.remove(severity);
          fellSince = fellSince == null ? since : fellSince;
        }
      }
    }
    return compare(before, highestOn(), fellSince);
  }

  private String compare(
      @Nullable Severity before, @Nullable Severity now, @Nullable Instant fellSince) {
    if (before == now) {
      return "";
    }
    if (now == null && before != null) {
      return words("CLEARED", before, fellSince);
    }
    if (now != null && (before == null || now.compareTo(before) > 0)) {
      return words(before == null ? "RAISED" : "SEVERITY_CHANGED", now, runStart(now, true));
    }
    return words("SEVERITY_CHANGED", now, fellSince);
  }

  private static String words(String kind, @Nullable Severity severity, @Nullable Instant since) {
    double seconds =
        since == null ? -1 : (since.toEpochMilli() - Walk.START.toEpochMilli()) / 1000.0;
    return kind + " " + severity + " since " + seconds;
  }

  private static boolean isAwake(DecisionInput input, AlarmPolicy policy) {
    boolean inHours = policy.schedule() == null || policy.schedule().contains(input.time());
    boolean inState =
        policy.machineStates().isEmpty()
            || input.machineState() == null
            || policy.machineStates().stream().anyMatch(input.machineState()::equals);
    return inHours && inState;
  }

  private static Seen judge(DecisionInput input, AlarmPolicy policy, double rate) {
    Set<Severity> violated = EnumSet.noneOf(Severity.class);
    Set<Severity> held = EnumSet.noneOf(Severity.class);
    for (Limit limit : policy.limits()) {
      boolean above = limit.comparison() == Comparison.ABOVE;
      double over = above ? input.value() - limit.value() : limit.value() - input.value();
      if (over > 0) {
        violated.addAll(upTo(limit.severity()));
      }
      if (over > -policy.deadBand()) {
        held.addAll(upTo(limit.severity()));
      }
    }
    if (policy.maxRatePerSecond() != null
        && policy.rateSeverity() != null
        && rate > policy.maxRatePerSecond()) {
      violated.addAll(upTo(policy.rateSeverity()));
      held.addAll(upTo(policy.rateSeverity()));
    }
    return new Seen(input.time(), violated, held);
  }

  private static Set<Severity> upTo(Severity highest) {
    return EnumSet.range(Severity.LOW, highest);
  }

  /** Where the unbroken run of violations (or of returns) that ends now began, or null. */
  private @Nullable Instant runStart(Severity severity, boolean ofViolations) {
    Instant start = null;
    for (int i = sinceAwake.size() - 1; i >= 0; i--) {
      Seen seen = sinceAwake.get(i);
      boolean counts =
          ofViolations ? seen.violated().contains(severity) : !seen.held().contains(severity);
      if (!counts) {
        break;
      }
      start = seen.time();
    }
    return start;
  }

  private @Nullable Severity highestOn() {
    Severity highest = null;
    for (Severity severity : on) {
      highest = severity;
    }
    return highest;
  }
}
