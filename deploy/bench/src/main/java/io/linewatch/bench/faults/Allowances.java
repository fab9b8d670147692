package io.linewatch.bench.faults;

import io.linewatch.bench.faults.catalogue.Strike;
import io.linewatch.bench.faults.catalogue.Strike.Effect;
import io.linewatch.bench.faults.oracle.Excuses;
import io.linewatch.bench.faults.oracle.Expectation;
import io.linewatch.bench.faults.oracle.RestartWindow;
import io.linewatch.bench.faults.oracle.Transition;
import io.linewatch.bench.faults.stream.BenchPlant;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What docs/reliability.md allows to differ after a strike; all else must be equal. */
final class Allowances {
  /** Rows that were under way: the model's lateness of two seconds, its step, and some. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(5);

  /** A window of five rows, the lateness, a step, and some. */
  private static final Duration REFILL = Duration.ofSeconds(10);

  private Allowances() {}

  static void grant(Strike strike, Expectation expectation, DesiredState desired, Excuses excuses) {
    if (strike.effects().isEmpty()) {
      return;
    }
    Duration lost = Duration.of(strike.overMicros() - strike.atMicros(), ChronoUnit.MICROS);
    add(BenchPlant.models(desired), REFILL.plus(lost), strike, expectation, excuses);
    if (strike.effects().contains(Effect.STATE_LOST)) {
      add(BenchPlant.limits(desired), lost, strike, expectation, excuses);
    }
  }

  /**
   * The pass with faults begins where the one in calm ended: a model's condition that held then
   * ends when the model's window is full again, though in calm nothing held at this time.
   */
  static void grantBeginning(Expectation expectation, DesiredState desired, Excuses excuses) {
    BenchPlant.models(desired)
        .forEach((detector, policy) -> {
          List<Transition> all =
              expectation.transitions().stream()
                  .filter(t -> t.detector().equals(detector))
                  .toList();
          if (!all.isEmpty() && all.getLast().kind() != Decision.Kind.CLEARED) {
            excuses.add(
                detector,
                RestartWindow.of(expectation, detector, policy, 0, Duration.ZERO, REFILL));
          }
        });
  }

  private static void add(
      Map<DetectorId, AlarmPolicy> policies,
      Duration refill,
      Strike strike,
      Expectation expectation,
      Excuses excuses) {
    policies.forEach((detector, policy) ->
        excuses.add(
            detector,
            RestartWindow.of(expectation, detector, policy, strike.atMicros(), UNDER_WAY, refill)));
  }
}
