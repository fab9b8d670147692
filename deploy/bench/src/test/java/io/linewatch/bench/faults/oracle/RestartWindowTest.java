package io.linewatch.bench.faults.oracle;

import static io.linewatch.bench.faults.oracle.ExpectationTest.transition;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.bench.faults.stream.BenchPlant;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Decision.Kind;
import io.linewatch.domain.decision.DetectorId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestartWindowTest {
  private static final long SECOND = 1_000_000;
  private static final Map.Entry<DetectorId, AlarmPolicy> MODEL =
      BenchPlant.models(BenchPlant.desired()).entrySet().iterator().next();

  /** On-delay 2 s and off-delay 3 s, after a refill of 10 s. */
  private static final long WHOLE = 15;

  @Test
  void endsWithRefillAndDelaysWhenNothingHolds() {
    assertThat(windowAt(100, Kind.RAISED, 50, Kind.CLEARED, 60))
        .isEqualTo(new Excuses.Stretch(95 * SECOND, (100 + WHOLE) * SECOND));
  }

  @Test
  void lastsUntilWhatHoldsByThenIsOver() {
    assertThat(windowAt(100, Kind.RAISED, 104, Kind.CLEARED, 140))
        .isEqualTo(new Excuses.Stretch(95 * SECOND, 140 * SECOND));
  }

  @Test
  void whatBeginsAfterItIsNotExcused() {
    assertThat(windowAt(100, Kind.RAISED, 120, Kind.CLEARED, 140))
        .isEqualTo(new Excuses.Stretch(95 * SECOND, (100 + WHOLE) * SECOND));
  }

  private static Excuses.Stretch windowAt(long at, Kind first, long t1, Kind second, long t2) {
    Expectation expected =
        new Expectation(
            List.of(
                transition(MODEL.getKey(), first, t1 * SECOND),
                transition(MODEL.getKey(), second, t2 * SECOND)));
    return RestartWindow.of(
        expected,
        MODEL.getKey(),
        MODEL.getValue(),
        at * SECOND,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10));
  }
}
