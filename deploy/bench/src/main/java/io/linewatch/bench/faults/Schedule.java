package io.linewatch.bench.faults;

import io.linewatch.bench.faults.catalogue.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which fault strikes next, and after which lull: drawn by a seed, each fault once before any comes
 * again. One thread.
 */
final class Schedule {
  private static final long LEAST_LULL_MILLIS = 500;
  private static final long LONGEST_LULL_MILLIS = 4_000;

  private final List<Fault> faults;
  private final Random random;
  private final List<Fault> round = new ArrayList<>();

  Schedule(List<Fault> faults, long seed) {
    this.faults = List.copyOf(faults);
    this.random = new Random(seed);
  }

  /**
   * @param random what the fault draws from
   */
  record Draw(Fault fault, Duration lull, Random random) {}

  Draw next() {
    if (round.isEmpty()) {
      round.addAll(faults);
      Collections.shuffle(round, random);
    }
    long lull = random.nextLong(LEAST_LULL_MILLIS, LONGEST_LULL_MILLIS);
    return new Draw(round.removeLast(), Duration.ofMillis(lull), new Random(random.nextLong()));
  }
}
