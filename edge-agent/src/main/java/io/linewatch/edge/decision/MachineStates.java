package io.linewatch.edge.decision;

import java.time.Instant;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The states a machine told lately, by event time: a score is of a moment that may lie before the
 * newest state. Lane thread.
 */
public final class MachineStates {
  private static final int MAX_CHANGES = 64;

  private final TreeMap<Instant, String> changes = new TreeMap<>();

  public void tell(Instant time, String state) {
    var before = changes.floorEntry(time);
    if (before != null && before.getValue().equals(state)) {
      return;
    }
    changes.put(time, state);
    if (changes.size() > MAX_CHANGES) {
      changes.pollFirstEntry();
    }
  }

  /** Null when nobody told one for this moment. */
  public @Nullable String at(Instant time) {
    var entry = changes.floorEntry(time);
    return entry == null ? null : entry.getValue();
  }
}
