package io.linewatch.bench.faults.oracle;

import java.util.List;
import java.util.stream.Stream;

/**
 * How what came out differs from what had to.
 *
 * @param lost expected, and not there
 * @param doubled there more than once
 * @param unexpected there, and not expected
 * @param disordered behind a newer one of its asset
 */
public record Comparison(
    List<Transition> lost,
    List<Transition> doubled,
    List<Transition> unexpected,
    List<Transition> disordered) {
  public Comparison {
    lost = List.copyOf(lost);
    doubled = List.copyOf(doubled);
    unexpected = List.copyOf(unexpected);
    disordered = List.copyOf(disordered);
  }

  public boolean clean() {
    return all().isEmpty();
  }

  /** Whatever is wrong. */
  public List<Transition> all() {
    return Stream.of(lost, doubled, unexpected, disordered).flatMap(List::stream).toList();
  }
}
