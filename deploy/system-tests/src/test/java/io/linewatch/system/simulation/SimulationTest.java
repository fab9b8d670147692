package io.linewatch.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Seeds that are always the same, and each night others. {@code -Dlinewatch.simulation.seed=N}
 * replays one, {@code -Dlinewatch.simulation.runs=K} takes that many; {@link Simulation} says how.
 */
class SimulationTest {
  private static final int RUNS = 300;
  private static final int NIGHTLY_RUNS = 20_000;

  @Test
  void whateverDiesOrIsLateNothingIsLostAndNothingDoubled() {
    Long seed = Long.getLong("linewatch.simulation.seed");
    if (seed == null) {
      assertHolds(1, Integer.getInteger("linewatch.simulation.runs", RUNS));
    } else {
      assertHolds(seed, 1);
    }
  }

  @Test
  @Tag("nightly")
  void noSeedOfANightLosesOrDoublesAnything() {
    long first = new Random().nextInt(1_000_000) * 1_000_000L;
    assertHolds(first, Integer.getInteger("linewatch.simulation.runs", NIGHTLY_RUNS));
  }

  private static void assertHolds(long first, int count) {
    System.out.printf("simulation: seeds %d to %d%n", first, first + count - 1);
    SimulationRuns.Report report = SimulationRuns.run(first, count);
    System.out.println("simulation: " + report.counts());
    assertThat(report.failure()).isNull();
  }
}
