package io.linewatch.system.simulation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What all parts of a simulation share: chance, time, Kafka, and the story so far. */
final class SimulatedWorld {
  private static final Instant START = Instant.parse("2026-11-23T06:00:00Z");

  final Random random;
  final Path folder;
  final SimulatedKafka kafka = new SimulatedKafka();
  Instant now = START;

  /** What happened, a line a step. */
  final List<String> trace = new ArrayList<>();

  /** How often what mattered happened. */
  final Map<String, Integer> counts = new TreeMap<>();

  SimulatedWorld(long seed, Path folder) {
    // The first draws of neighbouring seeds are alike: spread them.
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    this.folder = folder;
  }

  <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  void count(String what, int times) {
    counts.merge(what, times, Integer::sum);
  }

  void say(String what) {
    if (what.contains(" dies")) {
      count("deaths", 1);
    }
    trace.add("%3d %s  %s".formatted(trace.size() + 1, now.toString().substring(11, 19), what));
  }
}
