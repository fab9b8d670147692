package io.linewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.DecisionState;
import io.linewatch.domain.finding.GatewayFinding.Kind;
import io.linewatch.edge.outbox.SavedDetector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GatewayClockTest {
  private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

  private long nanos = 17;
  private Instant machine = START;
  private final GatewayClock clock = new GatewayClock(() -> machine, () -> nanos);

  @Test
  void followsAClockThatIsKeptRightInSmallSteps() {
    pass(Duration.ofSeconds(30));
    machine = machine.minusMillis(900);

    assertThat(clock.instant()).isEqualTo(machine);
    machine = machine.plusSeconds(8);
    assertThat(clock.instant()).isEqualTo(machine);
    assertThat(clock.trusted()).isTrue();
    assertThat(clock.problem()).isEmpty();
  }

  @Test
  void aClockSetBackByAnHourNeitherTurnsTimeBackNorIsTrusted() {
    pass(Duration.ofMinutes(1));
    Instant before = clock.instant();
    machine = machine.minus(Duration.ofHours(1));

    assertThat(clock.instant()).isBetween(before, before.plusMillis(1));
    assertThat(clock.trusted()).isFalse();
    assertThat(clock.problem()).contains("set back by PT1H").contains("restart the agent");
    Instant last = clock.instant();
    for (int second = 0; second < 100; second++) {
      pass(Duration.ofSeconds(1));
      assertThat(clock.instant()).isAfter(last);
      last = clock.instant();
    }
    assertThat(Duration.between(before, last)).isCloseTo(Duration.ofSeconds(90), millis(10));
  }

  @Test
  void theMachineCatchesUpWithAnHourInTenAndIsTrustedAMinuteLater() {
    clock.instant();
    machine = machine.minus(Duration.ofHours(1));
    clock.instant();
    for (int minute = 0; minute < 599; minute++) {
      pass(Duration.ofMinutes(1));
      assertThat(clock.instant()).isAfter(machine);
      assertThat(clock.trusted()).isFalse();
    }
    for (int minute = 0; minute < 5; minute++) {
      pass(Duration.ofMinutes(1));
      clock.instant();
    }

    assertThat(clock.instant()).isEqualTo(machine);
    assertThat(clock.trusted()).isTrue();
  }

  @Test
  void aClockThatIsPutBackToWhereItWasIsFollowedAgain() {
    pass(Duration.ofSeconds(5));
    clock.instant();
    machine = machine.minus(Duration.ofHours(1));
    pass(Duration.ofSeconds(20));
    clock.instant();
    machine = machine.plus(Duration.ofHours(1));

    assertThat(clock.instant()).isEqualTo(machine);
    assertThat(clock.trusted()).as("it was wrong a moment ago").isFalse();
    pass(Duration.ofSeconds(61));
    clock.instant();
    assertThat(clock.trusted()).isTrue();
  }

  @Test
  void aClockSetAheadIsFollowedAndNotTrustedForAMinute() {
    pass(Duration.ofSeconds(5));
    clock.instant();
    machine = machine.plus(Duration.ofHours(1));

    assertThat(clock.instant()).isEqualTo(machine);
    assertThat(clock.trusted()).isFalse();
    assertThat(clock.problem()).contains("set ahead by PT1H");
    pass(Duration.ofSeconds(61));
    assertThat(clock.instant()).isEqualTo(machine);
    assertThat(clock.trusted()).isTrue();
  }

  @Test
  void aFrozenAgentHasNoSteppedClock() {
    clock.instant();
    pass(Duration.ofHours(3));

    assertThat(clock.instant()).isEqualTo(machine);
    assertThat(clock.trusted()).isTrue();
  }

  @Test
  void afterAStartBehindWhatWasDecidedTheMachineIsFollowedAndNotTrustedUntilThen() {
    clock.startsAfter(List.of(decidedAt(START.plusSeconds(300)), decidedAt(START.minusSeconds(9))));

    assertThat(clock.instant()).isEqualTo(machine);
    assertThat(clock.trusted()).isFalse();
    assertThat(clock.problem()).contains("behind what was decided before the start");
    pass(Duration.ofSeconds(301));
    clock.instant();
    assertThat(clock.trusted()).isTrue();
  }

  @Test
  void timesDecidedByAClockYearsAheadTakeNoTrustAway() {
    clock.startsAfter(List.of(decidedAt(START.plus(Duration.ofDays(1_000)))));

    assertThat(clock.trusted()).isTrue();
  }

  @Test
  void theConditionOfTheGatewayIsStatedOnceAndEnds() {
    List<String> reports = new ArrayList<>();
    ClockWatch watch =
        new ClockWatch(
            clock,
            (kind, _, _, active, message) -> {
              assertThat(kind).isEqualTo(Kind.CLOCK_UNTRUSTED);
              reports.add((active ? "raised: " : "over: ") + message);
            });
    watch.look();
    machine = machine.plus(Duration.ofHours(1));
    watch.look();
    pass(Duration.ofSeconds(20));
    watch.look();
    pass(Duration.ofSeconds(41));
    watch.look();
    watch.close();

    assertThat(reports).hasSize(2);
    assertThat(reports.getFirst()).startsWith("raised: The machine's clock was set ahead by PT1H");
    assertThat(reports.getLast()).isEqualTo("over: The clock is trusted again.");
  }

  private void pass(Duration time) {
    machine = machine.plus(time);
    nanos += time.toNanos();
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  private static SavedDetector decidedAt(Instant time) {
    return new SavedDetector(new DecisionState(List.of(), null, 1, 0, time, 4.5), null);
  }
}
