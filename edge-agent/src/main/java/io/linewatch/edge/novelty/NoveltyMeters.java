package io.linewatch.edge.novelty;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What the detectors of novelty count. Any thread. */
public final class NoveltyMeters {
  final Counter heldBack;
  final Counter late;
  final Counter forgotten;
  final Counter unsaved;

  public NoveltyMeters(MeterRegistry registry) {
    heldBack = counter(registry, "held.back", "events in a new order beyond the budget");
    late = counter(registry, "late", "readings of steps that were over");
    forgotten = counter(registry, "forgotten", "contexts forgotten, the memory was full");
    unsaved = counter(registry, "unsaved", "times the disk refused what was learned");
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder("linewatch.edge.novelty." + name)
        .description(description)
        .register(registry);
  }
}
