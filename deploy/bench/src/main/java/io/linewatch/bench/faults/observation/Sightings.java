package io.linewatch.bench.faults.observation;

import io.linewatch.bench.faults.oracle.Transition;
import java.util.ArrayList;
import java.util.List;

/** Transitions seen at one place, in the order in which they came. Any thread. */
public final class Sightings {
  private final List<Sighting> all = new ArrayList<>();

  /**
   * @param nanos {@link System#nanoTime} at its arrival
   */
  public record Sighting(Transition transition, long nanos) {}

  /** What is older than the run belongs to another one. */
  synchronized void add(Transition transition) {
    if (transition.atMicros() < 0) {
      return;
    }
    all.add(new Sighting(transition, System.nanoTime()));
  }

  public synchronized List<Transition> transitions() {
    return all.stream().map(Sighting::transition).toList();
  }

  /** When the first one came at or after a moment; -1 when none did. */
  public synchronized long firstNanosFrom(long nanos) {
    return all.stream().mapToLong(Sighting::nanos).filter(at -> at >= nanos).findFirst().orElse(-1);
  }

  public synchronized int size() {
    return all.size();
  }
}
