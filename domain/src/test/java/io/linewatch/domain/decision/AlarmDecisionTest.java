package io.linewatch.domain.decision;

import static io.linewatch.domain.decision.Severity.CRITICAL;
import static io.linewatch.domain.decision.Severity.HIGH;
import static io.linewatch.domain.decision.Severity.LOW;
import static io.linewatch.domain.decision.Severity.MEDIUM;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.Decision.Reason;
import io.linewatch.domain.decision.DecisionState.Phase;
import io.linewatch.domain.signal.Quality;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AlarmDecisionTest {

  @Nested
  class Limits {
    @Test
    void aValueOnTheLimitIsNotViolated() {
      assertThat(new Walk(Policies.above(HIGH, 10)).change(0, 10)).isEmpty();
      assertThat(new Walk(Policies.below(HIGH, 10)).change(0, 10)).isEmpty();
    }

    @Test
    void theNextNumberBeyondTheLimitIsViolated() {
      assertThat(new Walk(Policies.above(HIGH, 10)).raisesAt(0, Math.nextUp(10.0))).isTrue();
      assertThat(new Walk(Policies.below(HIGH, 10)).raisesAt(0, Math.nextDown(10.0))).isTrue();
    }

    @Test
    void negativeZeroIsNotBelowZero() {
      assertThat(new Walk(Policies.below(HIGH, 0)).change(0, -0.0)).isEmpty();
    }

    @Test
    void withoutAnOnDelayAViolationIsRaisedAtOnce() {
      Walk walk = new Walk(Policies.above(HIGH, 10));
      assertThat(walk.change(5, 11)).isEqualTo("RAISED HIGH since 5.0");
      assertThat(walk.state.phase()).isEqualTo(Phase.ACTIVE);
      assertThat(walk.state.episode()).isEqualTo(1);
      assertThat(walk.state.transition()).isZero();
    }

    @Test
    void theHighestSeverityViolatedIsRaised() {
      Walk walk = new Walk(Policies.above(LOW, 10).andAbove(CRITICAL, 30).andAbove(MEDIUM, 20));
      assertThat(walk.change(0, 25)).isEqualTo("RAISED MEDIUM since 0.0");
    }

    @Test
    void bothSidesOfABandAreWatched() {
      Policies band = Policies.above(HIGH, 10).andBelow(LOW, 0);
      assertThat(new Walk(band).change(0, -1)).isEqualTo("RAISED LOW since 0.0");
      assertThat(new Walk(band).change(0, 11)).isEqualTo("RAISED HIGH since 0.0");
    }

    @Test
    void aJumpFromOneSideToTheOtherStaysOneCondition() {
      Walk walk = new Walk(Policies.above(HIGH, 10).andBelow(HIGH, 0));
      assertThat(walk.raisesAt(0, 11)).isTrue();
      assertThat(walk.change(1, -1)).isEmpty();
      assertThat(walk.clearsAt(2, 5)).isTrue();
    }

    @Test
    void aChangeNamesTheLimitThatDecided() {
      Walk walk = new Walk(Policies.above(LOW, 10).andAbove(HIGH, 20).andBelow(LOW, 0));
      assertThat(limitOf(walk.feed(0, -1))).isEqualTo(new Limit(LOW, Comparison.BELOW, 0));
      assertThat(limitOf(walk.feed(1, 25))).isEqualTo(new Limit(HIGH, Comparison.ABOVE, 20));
      assertThat(limitOf(walk.feed(2, 15))).isEqualTo(new Limit(LOW, Comparison.ABOVE, 10));
      assertThat(limitOf(walk.feed(3, 5))).isEqualTo(new Limit(LOW, Comparison.ABOVE, 10));
    }
  }

  @Nested
  class OnDelay {
    @Test
    void theFirstInputAtSincePlusDelayRaises() {
      Walk walk = new Walk(Policies.above(HIGH, 10).onDelay(5));
      assertThat(walk.feed(0, 11).reason()).isEqualTo(Reason.VIOLATION_BEGINS);
      assertThat(walk.feed(4.999, 11).reason()).isEqualTo(Reason.VIOLATION_WAITS_FOR_ON_DELAY);
      assertThat(walk.change(5, 11)).isEqualTo("RAISED HIGH since 0.0");
    }

    @Test
    void aLateInputAfterTheDelayRaisesToo() {
      Walk walk = new Walk(Policies.above(HIGH, 10).onDelay(5));
      walk.feed(0, 11);
      assertThat(walk.change(3600, 11)).isEqualTo("RAISED HIGH since 0.0");
    }

    @Test
    void aValueOnTheLimitStartsTheDelayAnew() {
      Walk walk = new Walk(Policies.above(HIGH, 10).onDelay(5));
      walk.feed(0, 11);
      assertThat(walk.feed(3, 10).reason()).isEqualTo(Reason.VIOLATION_PASSED_BEFORE_ON_DELAY);
      assertThat(walk.state.phase()).isEqualTo(Phase.NORMAL);
      walk.feed(4, 11);
      assertThat(walk.change(8, 11)).isEmpty();
      assertThat(walk.change(9, 11)).isEqualTo("RAISED HIGH since 4.0");
    }

    @Test
    void theDeadBandDoesNotKeepAPendingViolationAlive() {
      Walk walk = new Walk(Policies.above(HIGH, 10).onDelay(5).deadBand(3));
      walk.feed(0, 11);
      assertThat(walk.feed(3, 9).reason()).isEqualTo(Reason.VIOLATION_PASSED_BEFORE_ON_DELAY);
    }

    @Test
    void swingingBetweenTwoLimitsDoesNotRestartTheLowerOnesDelay() {
      Walk walk = new Walk(Policies.above(LOW, 10).andAbove(HIGH, 20).onDelay(5));
      for (int second = 0; second < 5; second++) {
        assertThat(walk.change(second, second % 2 == 0 ? 25 : 15)).isEmpty();
      }
      assertThat(walk.change(5, 15)).isEqualTo("RAISED LOW since 0.0");
    }

    @Test
    void aRiseWaitsForItsOwnDelay() {
      Walk walk = new Walk(Policies.above(LOW, 10).andAbove(HIGH, 20).onDelay(5));
      walk.feed(0, 15);
      walk.feed(3, 25);
      assertThat(walk.change(5, 25)).isEqualTo("RAISED LOW since 0.0");
      assertThat(walk.change(7.999, 25)).isEmpty();
      assertThat(walk.change(8, 25)).isEqualTo("SEVERITY_CHANGED HIGH since 3.0");
      assertThat(walk.state.episode()).isEqualTo(1);
      assertThat(walk.state.transition()).isEqualTo(1);
    }

    @Test
    void aShortVisitBeyondTheHigherLimitRaisesNothing() {
      Walk walk = new Walk(Policies.above(LOW, 10).andAbove(HIGH, 20).onDelay(5));
      walk.feed(0, 15);
      walk.feed(5, 25);
      assertThat(walk.change(9, 15)).isEmpty();
      assertThat(walk.change(10, 25)).isEmpty();
      assertThat(walk.change(14, 25)).isEmpty();
      assertThat(walk.change(15, 25)).isEqualTo("SEVERITY_CHANGED HIGH since 10.0");
    }

    @Test
    void aDelayLongerThanTimeItselfNeverOverflows() {
      Walk walk = new Walk(Policies.above(HIGH, 10).onDelay(Long.MAX_VALUE));
      walk.feed(0, 11);
      assertThat(walk.change(1e9, 11)).isEmpty();
    }
  }

  @Nested
  class Return {
    @Test
    void aValueBackOnTheLimitClearsAtOnceWithoutDeadBandAndDelay() {
      Walk walk = new Walk(Policies.above(HIGH, 10));
      walk.feed(0, 11);
      assertThat(walk.change(1, 10)).isEqualTo("CLEARED HIGH since 1.0");
      assertThat(walk.state.phase()).isEqualTo(Phase.NORMAL);
      assertThat(walk.state.transition()).isEqualTo(1);
    }

    @Test
    void aValueWithinTheDeadBandKeepsTheCondition() {
      Walk above = new Walk(Policies.above(HIGH, 10).deadBand(2));
      above.feed(0, 11);
      assertThat(above.change(1, Math.nextUp(8.0))).isEmpty();
      assertThat(above.clearsAt(2, 8)).isTrue();
      Walk below = new Walk(Policies.below(HIGH, 10).deadBand(2));
      below.feed(0, 9);
      assertThat(below.change(1, Math.nextDown(12.0))).isEmpty();
      assertThat(below.clearsAt(2, 12)).isTrue();
    }

    @Test
    void theFirstInputAtReturnPlusOffDelayClears() {
      Walk walk = new Walk(Policies.above(HIGH, 10).offDelay(5));
      walk.feed(0, 11);
      assertThat(walk.feed(1, 9).reason()).isEqualTo(Reason.RETURN_BEGINS);
      assertThat(walk.feed(5.999, 9).reason()).isEqualTo(Reason.RETURN_WAITS_FOR_OFF_DELAY);
      assertThat(walk.change(6, 9)).isEqualTo("CLEARED HIGH since 1.0");
    }

    @Test
    void aValueBackInTheDeadBandInterruptsTheReturn() {
      Walk walk = new Walk(Policies.above(HIGH, 10).deadBand(2).offDelay(5));
      walk.feed(0, 11);
      walk.feed(1, 7);
      assertThat(walk.feed(3, 9).reason()).isEqualTo(Reason.RETURN_INTERRUPTED);
      walk.feed(4, 7);
      assertThat(walk.change(8, 7)).isEmpty();
      assertThat(walk.change(9, 7)).isEqualTo("CLEARED HIGH since 4.0");
    }

    @Test
    void aFallInSeverityWaitsForDeadBandAndOffDelay() {
      Walk walk = new Walk(Policies.above(LOW, 10).andAbove(HIGH, 20).deadBand(2).offDelay(5));
      assertThat(walk.change(0, 25)).isEqualTo("RAISED HIGH since 0.0");
      assertThat(walk.change(1, 19)).isEmpty();
      assertThat(walk.change(10, 17)).isEmpty();
      assertThat(walk.change(15, 17)).isEqualTo("SEVERITY_CHANGED LOW since 10.0");
      assertThat(walk.state.phase()).isEqualTo(Phase.ACTIVE);
    }

    @Test
    void aConditionThatFellWhileReturningNamesTheLimitOnTheSideItCameFrom() {
      Walk walk = new Walk(Policies.above(LOW, 10).andAbove(HIGH, 20).andBelow(LOW, 4).offDelay(5));
      walk.feed(0, 25);
      walk.feed(1, 15);
      walk.feed(3, 5);
      assertThat(limitOf(walk.feed(6, 5))).isEqualTo(new Limit(LOW, Comparison.ABOVE, 10));
      assertThat(walk.change(8, 5)).isEqualTo("CLEARED LOW since 3.0");
    }

    @Test
    void aSecondConditionIsANewEpisode() {
      Walk walk = new Walk(Policies.above(HIGH, 10));
      walk.feed(0, 11);
      walk.feed(1, 9);
      walk.feed(2, 11);
      assertThat(walk.state.episode()).isEqualTo(2);
      assertThat(walk.state.transition()).isZero();
    }
  }

  @Nested
  class RateOfChange {
    @Test
    void theFirstValueHasNoRate() {
      assertThat(new Walk(Policies.rate(HIGH, 1)).change(0, 1000)).isEmpty();
    }

    @Test
    void aRateOnTheLimitIsNotViolatedAndOneBeyondIs() {
      Walk walk = new Walk(Policies.rate(HIGH, 2));
      walk.feed(0, 0);
      assertThat(walk.change(1, 2)).isEmpty();
      assertThat(walk.change(3, -3)).isEqualTo("RAISED HIGH since 3.0");
      assertThat(walk.change(4, -3)).isEqualTo("CLEARED HIGH since 4.0");
    }

    @Test
    void aRateNamesNoLimit() {
      Walk walk = new Walk(Policies.rate(HIGH, 1).andAbove(LOW, 100));
      walk.feed(0, 0);
      assertThat(Objects.requireNonNull(walk.feed(1, 50).change()).limit()).isNull();
    }

    @Test
    void aBadValueIsNoPointOfTheSlope() {
      Walk walk = new Walk(Policies.rate(HIGH, 1));
      walk.feed(0, 0);
      walk.feed(1, 500, Quality.BAD, null);
      assertThat(walk.change(2, 1)).isEmpty();
    }
  }

  @Nested
  class WhatDecidesNothing {
    @Test
    void badQualityAndNumbersThatAreNone() {
      Walk walk = new Walk(Policies.above(HIGH, 10));
      walk.feed(0, 5);
      DecisionState before = walk.state;
      assertThat(walk.feed(1, 99, Quality.BAD, null).reason()).isEqualTo(Reason.BAD_QUALITY);
      assertThat(walk.feed(2, Double.NaN).reason()).isEqualTo(Reason.BAD_QUALITY);
      assertThat(walk.feed(3, Double.POSITIVE_INFINITY).reason()).isEqualTo(Reason.BAD_QUALITY);
      assertThat(walk.state).isEqualTo(before);
    }

    @Test
    void aBadValueDoesNotRestartADelay() {
      Walk walk = new Walk(Policies.above(HIGH, 10).onDelay(5));
      walk.feed(0, 11);
      walk.feed(2, 0, Quality.BAD, null);
      assertThat(walk.raisesAt(5, 11)).isTrue();
    }

    @Test
    void anUncertainValueDecides() {
      Walk walk = new Walk(Policies.above(HIGH, 10));
      assertThat(walk.feed(0, 11, Quality.UNCERTAIN, null).change()).isNotNull();
    }

    @Test
    void anInputAsOldAsTheLastOneOrOlder() {
      Walk walk = new Walk(Policies.above(HIGH, 10));
      walk.feed(5, 9);
      assertThat(walk.feed(5, 99).reason()).isEqualTo(Reason.REPEATED_OR_OUT_OF_ORDER);
      assertThat(walk.feed(4, 99).reason()).isEqualTo(Reason.REPEATED_OR_OUT_OF_ORDER);
      assertThat(walk.state.phase()).isEqualTo(Phase.NORMAL);
    }
  }

  @Nested
  class Sleep {
    private final WeeklySchedule mondayMorning =
        new WeeklySchedule(
            ZoneOffset.UTC, Set.of(DayOfWeek.MONDAY), LocalTime.of(8, 0), LocalTime.of(9, 0));

    @Test
    void fallingAsleepClearsWithoutNamingALimit() {
      Walk walk = new Walk(Policies.above(HIGH, 10).offDelay(600).schedule(mondayMorning));
      walk.feed(3599, 11);
      Decision decision = walk.feed(3600, 11);
      assertThat(Walk.words(decision.change())).isEqualTo("CLEARED HIGH since 3600.0");
      assertThat(limitIsNull(decision)).isTrue();
      assertThat(decision.reason()).isEqualTo(Reason.POLICY_ASLEEP);
      assertThat(decision.durable()).isTrue();
    }

    @Test
    void fallingAsleepForgetsAPendingViolation() {
      Walk walk = new Walk(Policies.above(HIGH, 10).onDelay(10).machineStates("RUN"));
      walk.feed(0, 11, Quality.GOOD, "RUN");
      Decision decision = walk.feed(5, 11, Quality.GOOD, "STOP");
      assertThat(decision.change()).isNull();
      assertThat(decision.durable()).isTrue();
      walk.feed(6, 11, Quality.GOOD, "RUN");
      assertThat(walk.feed(10, 11, Quality.GOOD, "RUN").change()).isNull();
      assertThat(Walk.words(walk.feed(16, 11, Quality.GOOD, "RUN").change()))
          .isEqualTo("RAISED HIGH since 6.0");
    }

    @Test
    void whatIsAlreadyBadWhenItWakesIsRaised() {
      Walk walk = new Walk(Policies.above(HIGH, 10).schedule(mondayMorning));
      assertThat(walk.feed(-1, 11).reason()).isEqualTo(Reason.POLICY_ASLEEP);
      assertThat(walk.change(0, 11)).isEqualTo("RAISED HIGH since 0.0");
    }

    @Test
    void sleepingOnIsNotWorthSaving() {
      Walk walk = new Walk(Policies.above(HIGH, 10).schedule(mondayMorning));
      assertThat(walk.feed(-2, 11).durable()).isFalse();
    }

    @Test
    void aMachineStateNobodyReportsDoesNotPutItToSleep() {
      Walk walk = new Walk(Policies.above(HIGH, 10).machineStates("RUN"));
      assertThat(walk.raisesAt(0, 11)).isTrue();
    }
  }

  @Nested
  class ANewPolicy {
    @Test
    void clearsWhatItNoLongerFindsWrong() {
      Walk walk = new Walk(Policies.above(HIGH, 10).offDelay(5));
      walk.feed(0, 11);
      walk.under(Policies.above(HIGH, 20).offDelay(5));
      assertThat(walk.change(1, 11)).isEmpty();
      assertThat(walk.change(6, 11)).isEqualTo("CLEARED HIGH since 1.0");
    }

    @Test
    void changesTheSeverityOfWhatItFindsWorse() {
      Walk walk = new Walk(Policies.above(LOW, 10));
      walk.feed(0, 11);
      walk.under(Policies.above(CRITICAL, 10));
      assertThat(walk.change(1, 11)).isEqualTo("SEVERITY_CHANGED CRITICAL since 1.0");
    }

    @Test
    void shortensADelayThatIsRunning() {
      Walk walk = new Walk(Policies.above(LOW, 10).onDelay(60));
      walk.feed(0, 11);
      walk.under(Policies.above(LOW, 10).onDelay(5));
      assertThat(walk.change(5, 11)).isEqualTo("RAISED LOW since 0.0");
    }
  }

  @Test
  void onlyTheLastInputMovingIsNotWorthSaving() {
    Walk walk = new Walk(Policies.above(HIGH, 10).onDelay(5));
    assertThat(walk.feed(0, 1).durable()).isFalse();
    assertThat(walk.feed(1, 11).durable()).isTrue();
    assertThat(walk.feed(2, 12).durable()).isFalse();
    assertThat(walk.feed(6, 12).durable()).isTrue();
  }

  private static Limit limitOf(Decision decision) {
    return Objects.requireNonNull(Objects.requireNonNull(decision.change()).limit());
  }

  private static boolean limitIsNull(Decision decision) {
    return Objects.requireNonNull(decision.change()).limit() == null;
  }
}
