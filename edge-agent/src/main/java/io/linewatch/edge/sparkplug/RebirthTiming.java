package io.linewatch.edge.sparkplug;

import java.time.Duration;
import java.time.Instant;

/**
 * When a node is asked to be born again: at once, and while it does not come ever more seldom, so
 * that a node that cannot answer is not flooded.
 */
final class RebirthTiming {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
  private static final Duration LAST_WAIT = Duration.ofMinutes(5);

  private boolean wanted;
  private Duration wait = FIRST_WAIT;
  private Instant next = Instant.MIN;

  boolean wanted() {
    return wanted;
  }

  /** It was born, or has died: nobody is asked. */
  void settle() {
    wanted = false;
    wait = FIRST_WAIT;
    next = Instant.MIN;
  }

  /** What was known is lost: the next question may be asked at once. */
  void restart() {
    settle();
    wanted = true;
  }

  /** Whether to ask now. */
  boolean due(Instant now) {
    wanted = true;
    if (now.isBefore(next)) {
      return false;
    }
    next = now.plus(wait);
    Duration doubled = wait.multipliedBy(2);
    wait = doubled.compareTo(LAST_WAIT) < 0 ? doubled : LAST_WAIT;
    return true;
  }
}
