package io.linewatch.bench.faults.oracle;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import java.time.Duration;

/**
 * How long a detector may differ after its input was interrupted, or its state was lost: until it
 * has all its input again, then as long as its delays, then until the condition that holds by then
 * is over. From there on two walks of one stream agree for ever.
 */
public final class RestartWindow {
  private RestartWindow() {}

  /**
   * @param atMicros when the input was interrupted
   * @param before how far back a row or a decision may have been under way
   * @param refill how long it takes until the input is whole again
   */
  public static Excuses.Stretch of(
      Expectation expected,
      DetectorId detector,
      AlarmPolicy policy,
      long atMicros,
      Duration before,
      Duration refill) {
    Duration delays = policy.onDelay().plus(policy.offDelay());
    long whole = atMicros + micros(refill.plus(delays));
    long end = whole;
    boolean active = false;
    for (Transition transition : expected.transitions()) {
      if (!transition.detector().equals(detector)) {
        continue;
      }
      if (transition.atMicros() > whole && !active) {
        break;
      }
      active = transition.kind() != Decision.Kind.CLEARED;
      if (transition.atMicros() > whole) {
        end = transition.atMicros();
      }
    }
    return new Excuses.Stretch(atMicros - micros(before), end);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
