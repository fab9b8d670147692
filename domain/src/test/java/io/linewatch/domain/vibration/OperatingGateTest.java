package io.linewatch.domain.vibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.vibration.OperatingGate.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OperatingGateTest {
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
  private static final MachineData MACHINE =
      new MachineData(1_500.0, 75.0, Support.RIGID, null, 40.0, 90.0, Duration.ofSeconds(30));

  private final OperatingGate gate = new OperatingGate(MACHINE);

  private Verdict judge(long second, Operation operation) {
    return gate.judge(T0.plusSeconds(second), operation);
  }

  @Test
  void whatABlockDoesNotTellClosesNothing() {
    assertThat(judge(0, Operation.UNTOLD)).isEqualTo(Verdict.OPEN);
    assertThat(new OperatingGate(null).judge(T0, new Operation(0.0, 0.0, "STOP")))
        .isEqualTo(Verdict.OPEN);
  }

  @Test
  void aLoadOutsideOfItsBandIsNotReadAndABoundaryIs() {
    assertThat(judge(0, new Operation(1_480.0, 39.9, null))).isEqualTo(Verdict.LOAD_OUTSIDE_BAND);
    assertThat(judge(1, new Operation(1_480.0, 90.1, null))).isEqualTo(Verdict.LOAD_OUTSIDE_BAND);
    assertThat(judge(2, new Operation(1_480.0, 40.0, null))).isEqualTo(Verdict.OPEN);
    assertThat(judge(3, new Operation(1_480.0, 90.0, null))).isEqualTo(Verdict.OPEN);
  }

  @Test
  void aStartHoldsOffAndSoDoesAChangeOfState() {
    assertThat(judge(0, new Operation(0.0, null, "STOP"))).isEqualTo(Verdict.STANDING);
    assertThat(judge(10, new Operation(1_490.0, null, "RUN"))).isEqualTo(Verdict.HELD_OFF);
    assertThat(judge(39, new Operation(1_490.0, null, "RUN"))).isEqualTo(Verdict.HELD_OFF);
    assertThat(judge(40, new Operation(1_490.0, null, "RUN"))).isEqualTo(Verdict.OPEN);
    assertThat(judge(50, new Operation(1_490.0, null, "FLUSH"))).isEqualTo(Verdict.HELD_OFF);
    assertThat(judge(80, new Operation(1_490.0, null, "FLUSH"))).isEqualTo(Verdict.OPEN);
  }

  @Test
  void theFirstBlockOfARunningMachineIsRead() {
    assertThat(judge(0, new Operation(1_490.0, 50.0, "RUN"))).isEqualTo(Verdict.OPEN);
  }
}
