package io.linewatch.bench.faults.observation;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.bench.faults.oracle.Transition;
import io.linewatch.central.feed.FeedCursor;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertInput;
import io.linewatch.domain.alert.AlertLifecycle;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RedrawnTest {
  private static final DetectorId PUMP = DetectorId.of("s/a/l/pump/limit:flow");
  private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");

  private final Alert alert =
      Objects.requireNonNull(AlertLifecycle.on(null, new AlertInput.Condition(raised())).alert());
  private final Transition transition =
      new Transition(PUMP, Decision.Kind.RAISED, Severity.HIGH, Double.NaN, null, 0, 5_000_000);
  private final List<Redrawn.Logged> log = List.of(new Redrawn.Logged(2, 7, alert, transition));

  @Test
  void whatHappenedBetweenTheCursorsIsToldByAPageThatShowsIt() {
    assertThat(page("2:7", "2:8", Map.of(alert.id(), alert.revision())).told(log))
        .containsExactly(transition);
  }

  @Test
  void aPageThatShowsSomethingElseTellsNothing() {
    assertThat(page("2:7", "2:8", Map.of()).told(log)).as("it is open, and not shown").isEmpty();
    assertThat(page("2:7", "2:8", Map.of(alert.id(), alert.revision() + 1)).told(log)).isEmpty();
  }

  @Test
  void whatIsBeforeThePageOrAfterItMustHaveAnEventOfItsOwn() {
    Map<String, Long> shown = Map.of(alert.id(), alert.revision());

    assertThat(page("2:8", "2:9", shown).told(log)).isEmpty();
    assertThat(page("2:3", "2:7", shown).told(log)).isEmpty();
    assertThat(page("1:3", "1:9", shown).told(log)).isEmpty();
  }

  private static Redrawn page(String from, String to, Map<String, Long> shown) {
    return new Redrawn(FeedCursor.parse(from), FeedCursor.parse(to), shown);
  }

  private static ConditionFinding raised() {
    return new ConditionFinding(
        new FindingId("gw-1", "e1", PUMP.toString(), 1, 0),
        PUMP,
        Decision.Kind.RAISED,
        Severity.HIGH,
        AlarmClass.ALARM,
        START,
        START,
        7.2,
        "m3/h",
        null,
        Quality.GOOD,
        true,
        null,
        1,
        false,
        null,
        "",
        "",
        "look",
        Evidence.NONE);
  }
}
