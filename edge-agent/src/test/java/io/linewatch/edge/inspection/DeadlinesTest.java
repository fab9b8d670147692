package io.linewatch.edge.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.NotInspected;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Who closes a part first decides what its gate is told. */
class DeadlinesTest {
  private static final Instant T0 = Shop.T0;
  private static final Duration WITHIN = Duration.ofMillis(100);

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
  private final Deadlines deadlines = new Deadlines(nanos::get);

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private java.util.List<Deadlines.Passed> passed() {
    return deadlines.passed(_ -> GateAction.HOLD);
  }

  @Test
  void aVerdictInTimeLeavesNothingToTell() {
    deadlines.begin("cap", "P-1", T0, WITHIN, true);
    pass(Duration.ofMillis(99));
    assertThat(passed()).isEmpty();
    assertThat(deadlines.close("cap", "P-1")).isNull();
    pass(Duration.ofSeconds(1));
    assertThat(passed()).isEmpty();
  }

  @Test
  void theDeadlineRunsFromTheAnnouncement() {
    deadlines.begin("cap", "P-1", T0, WITHIN, false);
    pass(Duration.ofMillis(60));
    Instant begun = deadlines.begin("cap", "P-1", T0.plusMillis(60), WITHIN, true);
    pass(Duration.ofMillis(40));

    assertThat(begun).isEqualTo(T0);
    assertThat(passed())
        .containsExactly(new Deadlines.Passed("cap", "P-1", T0, NotInspected.TOO_LATE));
    assertThat(deadlines.close("cap", "P-1")).isEqualTo(GateAction.HOLD);
    assertThat(deadlines.close("cap", "P-1")).isNull();
  }

  @Test
  void aPartThatPassesAgainHasItsTimeAgain() {
    deadlines.begin("cap", "P-1", T0, WITHIN, false);
    pass(WITHIN);
    assertThat(passed())
        .extracting(Deadlines.Passed::reason)
        .containsExactly(NotInspected.NO_PICTURE);
    // A picture now is the late one.
    deadlines.begin("cap", "P-1", T0, WITHIN, true);
    assertThat(deadlines.size()).isZero();
    // Announced again, or long after, it is another pass.
    deadlines.begin("cap", "P-1", T0, WITHIN, false);
    assertThat(deadlines.size()).isEqualTo(1);
    assertThat(deadlines.close("cap", "P-1")).isNull();
    deadlines.wasTold("cap", "P-2", GateAction.REJECT);
    pass(Deadlines.LATE_FOR);
    deadlines.begin("cap", "P-2", T0, WITHIN, true);
    assertThat(deadlines.close("cap", "P-2")).isNull();
  }

  @Test
  void partsOfOneNameAtTwoStationsAreTwo() {
    deadlines.begin("cap", "P-1", T0, WITHIN, true);
    deadlines.begin("label", "P-1", T0, WITHIN.multipliedBy(2), true);
    pass(WITHIN);
    assertThat(passed()).extracting(Deadlines.Passed::station).containsExactly("cap");
    assertThat(deadlines.close("label", "P-1")).isNull();
  }

  @Test
  void theWatchIsBoundedAndSaysWhatItForgot() {
    for (int i = 0; i < Deadlines.MAX_PARTS + 10; i++) {
      deadlines.begin("cap", "P-" + i, T0, WITHIN, true);
    }
    assertThat(deadlines.size()).isEqualTo(Deadlines.MAX_PARTS);
    assertThat(deadlines.forgotten()).isEqualTo(10);
  }
}
