package io.linewatch.bench.faults.catalogue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Bounded waiting for the proof of a strike. */
final class Waiting {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long POLL_MILLIS = 100;

  private Waiting() {}

  /** Something that is true sooner or later. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Whether it became true in time. */
  static boolean until(Condition condition) throws Exception {
    return until(condition, PATIENCE);
  }

  /**
   * Until the agent runs with its models loaded: only from then on their windows can fill.
   *
   * @return the stream's time then, or when patience ended
   */
  static long untilModelsScore(Site site) throws Exception {
    var _ =
        until(() -> {
          String health = Health.of(site.system().addresses().edgeUrl());
          return !health.isEmpty() && !health.contains("does not score yet");
        });
    return site.sensors().dueMicros();
  }

  static boolean until(Condition condition, Duration patience) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
    return true;
  }
}
