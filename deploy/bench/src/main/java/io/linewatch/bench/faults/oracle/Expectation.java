package io.linewatch.bench.faults.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What must come out of one run, and the comparison with what did. Pure.
 *
 * @param transitions in order of time
 */
public record Expectation(List<Transition> transitions) {
  public Expectation {
    transitions = transitions.stream().sorted().toList();
  }

  /** The same as an alert's events tell it. */
  public Expectation asAlerts() {
    return new Expectation(transitions.stream().map(Transition::asAlert).toList());
  }

  /** What is expected at or after a time. */
  public Expectation from(long micros) {
    return new Expectation(transitions.stream().filter(t -> t.atMicros() >= micros).toList());
  }

  /** What is expected but for these. */
  public Expectation without(Set<Transition> told) {
    return told.isEmpty()
        ? this
        : new Expectation(transitions.stream().filter(t -> !told.contains(t)).toList());
  }

  /**
   * Compares.
   *
   * @param observed in the order in which it came, repeats and all
   * @param untilMicros what is expected later than this is not missed yet
   * @param excused stretches in which anything may differ, because a promise says so
   */
  public Comparison compare(List<Transition> observed, long untilMicros, Excuses excused) {
    Map<Transition, Integer> times = new HashMap<>();
    observed.forEach(transition -> times.merge(transition, 1, Integer::sum));
    List<Transition> lost = new ArrayList<>();
    for (Transition transition : transitions) {
      if (transition.atMicros() > untilMicros) {
        break;
      }
      if (!times.containsKey(transition) && !excused.covers(transition)) {
        lost.add(transition);
      }
    }
    Set<Transition> expected = Set.copyOf(transitions);
    List<Transition> doubled = new ArrayList<>();
    List<Transition> unexpected = new ArrayList<>();
    new TreeSet<>(times.keySet())
        .forEach(transition -> {
          if (times.getOrDefault(transition, 0) > 1) {
            doubled.add(transition);
          }
          if (!expected.contains(transition) && !excused.covers(transition)) {
            unexpected.add(transition);
          }
        });
    return new Comparison(lost, doubled, unexpected, disorder(observed, excused));
  }

  /** A limit's transition that is older than one of its asset that came before it. */
  private static List<Transition> disorder(List<Transition> observed, Excuses excused) {
    Map<String, Long> newest = new HashMap<>();
    List<Transition> disorder = new ArrayList<>();
    for (Transition transition : observed) {
      // A model's row waits for late readings, so models have an order of their own.
      String owner =
          transition.ofModel()
              ? transition.detector().toString()
              : transition.detector().asset().toString();
      long before = newest.getOrDefault(owner, Long.MIN_VALUE);
      if (transition.atMicros() < before && !excused.covers(transition)) {
        disorder.add(transition);
      }
      newest.put(owner, Math.max(before, transition.atMicros()));
    }
    return disorder;
  }
}
