package io.linewatch.bench.faults.oracle;

import io.linewatch.domain.decision.DetectorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Stretches of time in which a detector may differ, because docs/reliability.md says that it may.
 * One thread.
 */
public final class Excuses {
  private final Map<DetectorId, List<Stretch>> stretches = new HashMap<>();

  /** Both ends belong to it. */
  public record Stretch(long fromMicros, long toMicros) {}

  public void add(DetectorId detector, Stretch stretch) {
    stretches.computeIfAbsent(detector, _ -> new ArrayList<>()).add(stretch);
  }

  public List<Stretch> of(DetectorId detector) {
    return List.copyOf(stretches.getOrDefault(detector, List.of()));
  }

  boolean covers(Transition transition) {
    return stretches.getOrDefault(transition.detector(), List.of()).stream()
        .anyMatch(stretch ->
            stretch.fromMicros() <= transition.atMicros()
                && transition.atMicros() <= stretch.toMicros());
  }
}
