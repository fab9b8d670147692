package io.linewatch.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.signal.Quality;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of seeded walks; a failure names its seed and step. */
class AlarmDecisionWalkTest {
  private static final int WALKS = 3_000;
  private static final int STEPS = 120;

  @Test
  void everyWalkSaysWhatTheSlowReferenceSays() {
    int changes = 0;
    for (long seed = 1; seed <= WALKS; seed++) {
      Random random = random(seed);
      AlarmPolicy policy = policy(random);
      ReferenceDetector reference = new ReferenceDetector();
      DecisionState state = DecisionState.INITIAL;
      Instant time = Walk.START;
      for (int step = 0; step < STEPS; step++) {
        if (random.nextInt(40) == 0) {
          policy = policy(random);
        }
        time = time.plusMillis(500L * random.nextInt(-1, 6));
        DecisionInput input = input(random, time);
        Decision decision = AlarmDecision.decide(state, input, policy);
        String expected = reference.feed(input, policy);
        assertThat(Walk.words(decision.change()))
            .as("seed %d step %d: %s under %s", seed, step, input, policy)
            .isEqualTo(expected);
        assertThat(decision.durable())
            .as("durable at seed %d step %d", seed, step)
            .isEqualTo(
                policy.maxRatePerSecond() == null
                    ? !timeless(state).equals(timeless(decision.state()))
                    : !state.equals(decision.state()));
        changes += expected.isEmpty() ? 0 : 1;
        state = decision.state();
      }
    }
    assertThat(changes).as("the walks must reach something").isGreaterThan(WALKS * 5);
  }

  @Test
  void aWalkThatMakesNoObjectsAtRestDecidesWhatTheDecisionDecides() {
    int quiet = 0;
    for (long seed = 1; seed <= WALKS; seed++) {
      Random random = random(seed);
      AlarmPolicy policy = policy(random);
      DecisionState state = DecisionState.INITIAL;
      DecisionWalk walk = new DecisionWalk(state, policy);
      Instant time = Walk.START;
      for (int step = 0; step < STEPS; step++) {
        if (random.nextInt(40) == 0) {
          policy = policy(random);
          walk.govern(policy);
        }
        time = time.plusMillis(500L * random.nextInt(-1, 6));
        DecisionInput input = input(random, time);
        Decision decision = AlarmDecision.decide(state, input, policy);
        state = decision.state();

        Decision walked =
            walk.decide(input.time(), input.value(), input.quality(), input.machineState());
        boolean nothing = !decision.durable() && decision.change() == null;
        assertThat(walked)
            .as("seed %d step %d: %s under %s", seed, step, input, policy)
            .isEqualTo(nothing ? null : decision);
        if (random.nextInt(3) == 0) {
          assertThat(walk.state()).as("seed %d step %d", seed, step).isEqualTo(state);
        }
        quiet += nothing ? 1 : 0;
      }
      assertThat(walk.state()).as("seed %d", seed).isEqualTo(state);
    }
    assertThat(quiet).as("most inputs change nothing").isGreaterThan(WALKS * STEPS / 2);
  }

  @Test
  void replayingAnySuffixOfWhatWasDecidedChangesNothing() {
    for (long seed = 1; seed <= WALKS / 4; seed++) {
      Random random = random(seed);
      AlarmPolicy policy = policy(random);
      List<DecisionInput> inputs = new ArrayList<>();
      DecisionState state = DecisionState.INITIAL;
      Instant time = Walk.START;
      for (int step = 0; step < STEPS; step++) {
        time = time.plusMillis(500L * random.nextInt(-1, 6));
        DecisionInput input = input(random, time);
        inputs.add(input);
        state = AlarmDecision.decide(state, input, policy).state();
      }
      DecisionState settled = state;
      for (DecisionInput again : inputs.subList(random.nextInt(STEPS), STEPS)) {
        Decision decision = AlarmDecision.decide(settled, again, policy);
        assertThat(decision.change()).as("seed %d: %s", seed, again).isNull();
        assertThat(decision.durable()).as("seed %d: %s", seed, again).isFalse();
        assertThat(decision.state()).as("seed %d: %s", seed, again).isEqualTo(settled);
      }
    }
  }

  @Test
  void aRestartFromTheLastSavedStateDecidesAsAnUninterruptedRun() {
    for (long seed = 1; seed <= WALKS / 4; seed++) {
      Random random = random(seed);
      AlarmPolicy policy = policy(random);
      DecisionState saved = DecisionState.INITIAL;
      DecisionState state = saved;
      Instant time = Walk.START;
      List<DecisionInput> unsaved = new ArrayList<>();
      for (int step = 0; step < STEPS; step++) {
        time = time.plusMillis(500L * random.nextInt(1, 6));
        DecisionInput input = input(random, time);
        unsaved.add(input);
        Decision decision = AlarmDecision.decide(state, input, policy);
        state = decision.state();
        if (decision.durable()) {
          saved = DecisionStateText.read(DecisionStateText.write(state));
          unsaved.clear();
        }
        if (random.nextInt(10) == 0) {
          // The crash: what was not saved is delivered again.
          DecisionState restarted = saved;
          for (DecisionInput again : unsaved) {
            Decision repeated = AlarmDecision.decide(restarted, again, policy);
            assertThat(repeated.change()).as("seed %d step %d", seed, step).isNull();
            restarted = repeated.state();
          }
          assertThat(restarted).as("seed %d step %d", seed, step).isEqualTo(state);
        }
      }
    }
  }

  @Test
  void aRestartThatNeverHearsAgainWhatWasAcknowledgedDecidesAsAnUninterruptedRun() {
    for (long seed = 1; seed <= WALKS / 4; seed++) {
      Random random = random(seed);
      AlarmPolicy policy = policy(random);
      DecisionState saved = DecisionState.INITIAL;
      DecisionState state = saved;
      DecisionState restarted = saved;
      Instant time = Walk.START;
      for (int step = 0; step < STEPS; step++) {
        if (random.nextInt(10) == 0) {
          // The crash; what was not saved was acknowledged, as nothing of it had to survive.
          restarted = saved;
        }
        time = time.plusMillis(500L * random.nextInt(1, 6));
        DecisionInput input = input(random, time);
        Decision decision = AlarmDecision.decide(state, input, policy);
        Decision again = AlarmDecision.decide(restarted, input, policy);
        assertThat(again.change()).as("seed %d step %d", seed, step).isEqualTo(decision.change());
        state = decision.state();
        restarted = again.state();
        if (again.durable()) {
          saved = DecisionStateText.read(DecisionStateText.write(restarted));
        }
      }
    }
  }

  private static List<Object> timeless(DecisionState state) {
    return List.of(
        state.levels(),
        state.limit() == null ? "" : state.limit(),
        state.episode(),
        state.transition());
  }

  /** Values on a coarse grid, so that limits and dead-bands are met exactly. */
  private static DecisionInput input(Random random, Instant time) {
    double value = random.nextInt(20) == 0 ? Double.NaN : random.nextInt(-8, 13) / 2.0;
    Quality quality = random.nextInt(15) == 0 ? Quality.BAD : Quality.GOOD;
    String machineState =
        switch (random.nextInt(12)) {
          case 0 -> "STOP";
          case 1 -> null;
          default -> "RUN";
        };
    return new DecisionInput(time, value, quality, machineState);
  }

  /** The first draws of neighbouring seeds are alike: this spreads them. */
  private static Random random(long seed) {
    return new Random(seed * 0x9E3779B97F4A7C15L);
  }

  private static Severity anySeverity(Random random) {
    List<Severity> all = List.of(Severity.values());
    return all.get(random.nextInt(all.size()));
  }

  private static AlarmPolicy policy(Random random) {
    Policies policy = new Policies();
    int limits = random.nextInt(1, 5);
    for (int i = 0; i < limits; i++) {
      Severity severity = anySeverity(random);
      if (random.nextBoolean()) {
        policy.andAbove(severity, random.nextInt(0, 10) / 2.0);
      } else {
        policy.andBelow(severity, random.nextInt(-6, 2) / 2.0);
      }
    }
    if (random.nextInt(3) == 0) {
      policy.andRate(anySeverity(random), random.nextInt(1, 10) / 2.0);
    }
    if (random.nextInt(3) == 0) {
      policy.machineStates("RUN");
    }
    if (random.nextInt(5) == 0) {
      LocalTime end = LocalTime.of(8, 0).plusSeconds(random.nextInt(10, 120));
      policy.schedule(
          new WeeklySchedule(ZoneOffset.UTC, Set.of(DayOfWeek.MONDAY), LocalTime.of(8, 0, 5), end));
    }
    return policy
        .onDelay(random.nextInt(4))
        .offDelay(random.nextInt(4))
        .deadBand(random.nextInt(4) / 2.0)
        .build();
  }
}
