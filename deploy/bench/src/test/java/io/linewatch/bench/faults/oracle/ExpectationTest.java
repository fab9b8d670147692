package io.linewatch.bench.faults.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.Decision.Kind;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationTest {
  private static final DetectorId PUMP = DetectorId.of("s/a/l/pump/limit:flow");
  private static final DetectorId VALVE = DetectorId.of("s/a/l/pump/limit:pressure");

  private final Transition raised = transition(PUMP, Kind.RAISED, 10);
  private final Transition cleared = transition(PUMP, Kind.CLEARED, 20);
  private final Transition later = transition(VALVE, Kind.RAISED, 30);
  private final Expectation expected = new Expectation(List.of(raised, cleared, later));

  @Test
  void theSameSetIsClean() {
    assertThat(compare(List.of(raised, cleared, later), 100).clean()).isTrue();
  }

  @Test
  void whatIsDueAndNotThereIsLost() {
    Comparison comparison = compare(List.of(raised), 25);

    assertThat(comparison.lost()).containsExactly(cleared);
    assertThat(compare(List.of(raised), 100).lost()).containsExactly(cleared, later);
  }

  @Test
  void whatComesTwiceIsDoubled() {
    assertThat(compare(List.of(raised, raised, cleared), 25).doubled()).containsExactly(raised);
  }

  @Test
  void whatNobodyExpectsIsToldOnce() {
    Transition wrong = transition(PUMP, Kind.RAISED, 11);

    Comparison comparison = compare(List.of(wrong, cleared), 25);

    assertThat(comparison.unexpected()).containsExactly(wrong);
    assertThat(comparison.lost()).containsExactly(raised);
  }

  @Test
  void anOlderOneBehindANewerOneOfItsAssetIsOutOfOrder() {
    assertThat(compare(List.of(raised, later, cleared), 100).disordered()).containsExactly(cleared);
  }

  @Test
  void anExcuseCoversItsDetectorAndItsTimeAlone() {
    Excuses excuses = new Excuses();
    excuses.add(PUMP, new Excuses.Stretch(5, 15));

    Comparison comparison = expected.compare(List.of(), 100, excuses);

    assertThat(comparison.lost()).containsExactly(cleared, later);
  }

  private Comparison compare(List<Transition> observed, long until) {
    return expected.compare(observed, until, new Excuses());
  }

  static Transition transition(DetectorId detector, Kind kind, long at) {
    return new Transition(detector, kind, Severity.HIGH, 1, null, at, at);
  }
}
