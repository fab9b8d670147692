package io.linewatch.system.simulation;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a condition holds, from all that was ever measured, by looking back: a severity begins
 * when every value of the last on-delay was beyond its limit, and ends when every value of the last
 * off-delay was back past the dead-band. The policies here only have limits above.
 */
final class ReferenceDetector {
  private record Input(Instant time, double value, AlarmPolicy policy) {
    /** Beyond a limit of this severity or a higher one. */
    boolean violates(Severity severity) {
      return policy.limits().stream()
          .anyMatch(limit -> limit.severity().compareTo(severity) >= 0 && value > limit.value());
    }

    /** Not yet back by the dead-band from such a limit. */
    boolean holds(Severity severity) {
      return policy.limits().stream()
          .anyMatch(limit ->
              limit.severity().compareTo(severity) >= 0
                  && value > limit.value() - policy.deadBand());
    }
  }

  private final List<Input> inputs = new ArrayList<>();
  private final Set<Severity> on = EnumSet.noneOf(Severity.class);
  private @Nullable Instant last;

  void measure(Instant time, double value, AlarmPolicy policy) {
    if (last != null && !time.isAfter(last)) {
      return;
    }
    last = time;
    inputs.add(new Input(time, value, policy));
    for (Severity severity : Severity.values()) {
      boolean isOn = on.contains(severity) ? !isBack(severity) : isBeyondForLong(severity);
      on.remove(severity);
      if (isOn) {
        on.add(severity);
      }
    }
  }

  private boolean isBeyondForLong(Severity severity) {
    int first = inputs.size();
    while (first > 0 && inputs.get(first - 1).violates(severity)) {
      first--;
    }
    return isLong(first, inputs.getLast().policy().onDelay());
  }

  private boolean isBack(Severity severity) {
    int first = inputs.size();
    while (first > 0 && !inputs.get(first - 1).holds(severity)) {
      first--;
    }
    return isLong(first, inputs.getLast().policy().offDelay());
  }

  private boolean isLong(int first, Duration delay) {
    return first < inputs.size()
        && Duration.between(inputs.get(first).time(), inputs.getLast().time()).compareTo(delay)
            >= 0;
  }

  /** Nobody watches any more, or all was lost. */
  void reset() {
    inputs.clear();
    on.clear();
  }

  void forgetTime() {
    last = null;
  }

  /** Severity of the condition; null when none holds. */
  @Nullable Severity active() {
    return on.isEmpty() ? null : Collections.max(on);
  }
}
