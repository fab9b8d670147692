package io.linewatch.system.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs seeds; of one that fails it finds the shortest beginning that fails too. */
public final class SimulationRuns {
  public static final int STEPS = 220;

  private SimulationRuns() {}

  /** One run: what was wrong, or null; and what happened. */
  record Outcome(
      long seed,
      int steps,
      @Nullable String problem,
      List<String> trace,
      Map<String, Integer> counts) {
    @Override
    public String toString() {
      return "seed %d, shortest beginning that fails: %d steps%n%s%n%s"
          .formatted(seed, steps, String.join("\n", trace), problem);
    }
  }

  /**
   * Many runs.
   *
   * @param failure the first that failed, in words; null when all held
   * @param counts what happened in them, so that it can be seen that something did
   */
  record Report(@Nullable String failure, Map<String, Integer> counts) {}

  /** Runs seeds one after the other until one fails. */
  static Report run(long first, int count) {
    Map<String, Integer> counts = new TreeMap<>();
    for (long seed = first; seed < first + count; seed++) {
      Outcome outcome = live(seed, STEPS);
      outcome.counts().forEach((what, times) -> counts.merge(what, times, Integer::sum));
      if (outcome.problem() != null) {
        return new Report(shortest(outcome).toString(), counts);
      }
    }
    return new Report(null, counts);
  }

  /**
   * The first seed that fails, and what was wrong in one line; empty when all hold.
   *
   * @param first is tried before the seeds from 1 to {@code count}
   */
  public static String firstFailure(long first, int count) {
    for (long seed = 0; seed <= count; seed++) {
      Outcome outcome = live(seed == 0 ? first : seed, STEPS);
      if (outcome.problem() != null) {
        return "seed %d, %s".formatted(outcome.seed(), inOneLine(outcome.problem()));
      }
    }
    return "";
  }

  private static String inOneLine(String problem) {
    return problem.lines().findFirst().orElse("");
  }

  private static Outcome shortest(Outcome failed) {
    for (int steps = 1; steps < STEPS; steps++) {
      Outcome outcome = live(failed.seed(), steps);
      if (outcome.problem() != null) {
        return outcome;
      }
    }
    return failed;
  }

  private static Outcome live(long seed, int steps) {
    Path folder = folder();
    try (Simulation simulation = new Simulation(seed, folder)) {
      String problem;
      try {
        problem = simulation.run(steps);
      } catch (RuntimeException | AssertionError defect) {
        problem = defect + " at " + List.of(defect.getStackTrace()).subList(0, 12);
      }
      return new Outcome(
          seed,
          steps,
          problem,
          List.copyOf(simulation.world.trace),
          Map.copyOf(simulation.world.counts));
    } finally {
      delete(folder);
    }
  }

  /** In memory where there is such a place: power cuts are another test's business. */
  private static Path folder() {
    try {
      Path memory = Path.of("/dev/shm");
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "linewatch-simulation")
          : Files.createTempDirectory("linewatch-simulation");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
