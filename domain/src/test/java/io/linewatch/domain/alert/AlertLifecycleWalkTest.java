package io.linewatch.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Decision.Kind;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Thousands of seeded lives; a failure names its seed and step. */
class AlertLifecycleWalkTest {
  private static final int LIVES = 2_000;
  private static final int STEPS = 80;

  private final Set<AlertEvent.Transition> reached = EnumSet.noneOf(AlertEvent.Transition.class);
  private final Set<ShownState> shown = EnumSet.noneOf(ShownState.class);
  private final Set<CommandReply.Outcome> answers = EnumSet.noneOf(CommandReply.Outcome.class);

  @Test
  void everyLifeGoesAsTheTableSays() {
    for (long seed = 1; seed <= LIVES; seed++) {
      new OneLife(seed).walk();
    }
    assertThat(reached)
        .as("the walks must reach everything")
        .containsExactly(AlertEvent.Transition.values());
    assertThat(shown).containsExactly(ShownState.values());
    assertThat(answers).containsExactly(CommandReply.Outcome.values());
  }

  /** A life beside its reference. */
  private final class OneLife {
    private final long seed;
    private final Random random;
    private final Life life;
    private final ReferenceAlert reference;
    private final List<ConditionFinding> said = new ArrayList<>();
    private long episode;
    private int transition;
    private int step;

    OneLife(long seed) {
      this.seed = seed;
      // The first draws of neighbouring seeds are alike: spread them.
      random = new Random(seed * 0x9E3779B97F4A7C15L);
      boolean latching = random.nextBoolean();
      Duration reAlarm = random.nextBoolean() ? Duration.ofMinutes(7) : null;
      life = new Life(latching, reAlarm);
      reference = new ReferenceAlert(latching, reAlarm);
    }

    void walk() {
      for (step = 0; step < STEPS; step++) {
        reference.settle();
        int known = reference.happened.size();
        Alert before = life.alert;
        life.minute += random.nextInt(1, 4);
        String expectedAnswer = "";
        String what;
        switch (random.nextInt(10)) {
          case 0 -> {
            boolean suppressed = random.nextBoolean();
            what = life.suppress(suppressed);
            reference.suppress(suppressed);
          }
          case 1 -> {
            what = life.tickAt(life.minute + random.nextInt(20));
            reference.tick(Life.at(life.minute));
          }
          case 2 -> {
            what = life.absent(Alert.ClearCause.RECONCILED);
            reference.absent();
          }
          case 3, 4, 5, 6 -> {
            ConditionFinding finding = finding();
            what = life.feed(new AlertInput.Condition(finding));
            reference.hear(finding);
          }
          default -> {
            AlertCommand command = command();
            what = life.feed(new AlertInput.Command(command));
            expectedAnswer = reference.ask(command);
          }
        }
        List<String> happened = reference.happened.subList(known, reference.happened.size());
        assertThat(what).as(this::place).isEqualTo(String.join(" ", happened));
        compare(before, expectedAnswer);
      }
    }

    private void compare(@Nullable Alert before, String expectedAnswer) {
      assertThat(life.shown()).as(this::place).hasToString(reference.shown());
      assertThat(life.alert == null).as(this::place).isEqualTo(reference.state.equals("NONE"));
      Alert after = life.alert;
      if (life.last.events().isEmpty()) {
        assertThat(after).as(this::place).isEqualTo(before);
      }
      if (after != null) {
        assertThat(after.severity()).as(this::place).isEqualTo(reference.severity);
        assertThat(after.highestSeverity()).as(this::place).isEqualTo(reference.highest);
        assertThat(after.revision()).as(this::place).isEqualTo(reference.happened.size());
        assertThat(after.active()).as(this::place).isEqualTo(reference.isActive());
        assertThat(after.suppressed()).as(this::place).isEqualTo(reference.suppressed);
        assertThat(after.outOfService()).as(this::place).isEqualTo(reference.outOfService);
        assertThat(after.shelving() == null)
            .as(this::place)
            .isEqualTo(reference.shelvedUntil == null);
        assertThat(after.comments()).hasSizeLessThanOrEqualTo(Alert.MAX_COMMENTS);
      }
      CommandReply reply = life.last.reply();
      assertThat(reply == null ? "" : reply.outcome().name())
          .as(this::place)
          .isEqualTo(expectedAnswer);
      life.last.events().forEach(event -> reached.add(event.transition()));
      shown.add(life.shown());
      if (reply != null) {
        answers.add(reply.outcome());
      }
    }

    /**
     * Mostly the next thing a detector says; sometimes it is lost, and an older one comes again.
     */
    private ConditionFinding finding() {
      if (random.nextInt(40) == 0) {
        life.epoch = life.epoch + "x";
        episode = 0;
        said.clear();
      }
      if (said.isEmpty() || random.nextInt(6) != 0) {
        said.add(nextFinding());
      }
      if (random.nextInt(6) == 0) {
        said.add(nextFinding());
        return said.get(Math.max(0, said.size() - random.nextInt(2, 6)));
      }
      return said.getLast();
    }

    private ConditionFinding nextFinding() {
      Severity severity = List.of(Severity.values()).get(random.nextInt(4));
      life.alarmClass = random.nextInt(15) == 0 ? AlarmClass.LOG : AlarmClass.ADVISORY;
      if (random.nextInt(3) == 0 || episode == 0) {
        episode++;
        transition = 0;
        return life.finding(episode, 0, Kind.RAISED, severity);
      }
      transition++;
      Kind kind = random.nextBoolean() ? Kind.CLEARED : Kind.SEVERITY_CHANGED;
      return life.finding(episode, transition, kind, severity);
    }

    private AlertCommand command() {
      Alert alert = life.alert;
      long revision = alert == null ? 1 : alert.revision();
      AlertCommand.Kind kind =
          List.of(AlertCommand.Kind.values())
              .get(random.nextInt(AlertCommand.Kind.values().length));
      Duration duration =
          switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> Duration.ofDays(2);
            default -> Duration.ofMinutes(random.nextInt(1, 30));
          };
      return new AlertCommand(
          "c-" + step,
          kind,
          alert == null ? "none" : alert.id(),
          Life.DETECTOR.toString(),
          Life.PUMP,
          Math.max(0, revision - (random.nextInt(3) == 0 ? random.nextInt(4) : 0)),
          "mei",
          "because " + step,
          duration,
          Life.at(life.minute));
    }

    private String place() {
      return "seed " + seed + " step " + step + ", reference " + reference.state;
    }
  }
}
