package io.linewatch.bench.faults;

import io.linewatch.bench.faults.catalogue.Fault;
import java.time.Duration;
import java.util.List;

/**
 * What a run does.
 *
 * @param length how long faults strike
 * @param faults those to draw from
 * @param strikes no more than so many
 * @param calmSpeed stream seconds a second in the pass without faults
 */
public record FaultSettings(
    long seed, Duration length, List<Fault> faults, int strikes, double calmSpeed) {
  public FaultSettings {
    faults = List.copyOf(faults);
  }

  /** What a run must bring about to prove anything. */
  int leastFindings() {
    return (int) (length.toSeconds() / 3);
  }

  int leastStrikes() {
    return Math.min(strikes, (int) Math.max(1, length.toSeconds() / 60));
  }
}
