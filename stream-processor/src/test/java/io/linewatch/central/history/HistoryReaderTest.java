package io.linewatch.central.history;

import static io.linewatch.central.fixture.Plant.MODEL;
import static io.linewatch.central.fixture.Plant.NOON;
import static io.linewatch.central.fixture.Plant.PUMP;
import static io.linewatch.central.fixture.Plant.VIBRATION;
import static io.linewatch.central.fixture.Plant.cleared;
import static io.linewatch.central.fixture.Plant.raised;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.Plant;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.alert.AlertInput;
import io.linewatch.domain.decision.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryReaderTest {
  private HistoryReader reader;
  private HistoryLoader loader;

  @BeforeEach
  void start() {
    HistoryDatabase database = TestDatabase.empty();
    reader = new HistoryReader(database.dataSource());
    loader = new HistoryLoader(database.dataSource());
  }

  private static List<AlertEvent> open() {
    return new Happenings().then(new AlertInput.Condition(raised(VIBRATION, 1, NOON))).events();
  }

  private static List<AlertEvent> closed() {
    Happenings happenings =
        new Happenings().then(new AlertInput.Condition(raised(MODEL, 1, NOON.minusSeconds(3600))));
    Alert alert = happenings.last().alert();
    return happenings
        .then(
            new AlertInput.Command(
                Plant.command(
                    "c",
                    AlertCommand.Kind.ACKNOWLEDGE,
                    alert,
                    alert.revision(),
                    null,
                    NOON.minusSeconds(3000))))
        .then(new AlertInput.Condition(cleared(MODEL, 1, NOON.minusSeconds(1800))))
        .events();
  }

  @Test
  void openAlertsAreThoseWithSomethingLeftToDo() {
    loader.loadAlerts(Stream.concat(open().stream(), closed().stream()));
    assertThat(reader.openAlerts().alerts()).containsExactly(open().getLast().alert());
  }

  @Test
  void aClosedAlertThatIsStillOutOfServiceStaysInTheFeedAfterARestart() {
    Happenings happenings =
        new Happenings().then(new AlertInput.Condition(raised(VIBRATION, 1, NOON)));
    for (AlertCommand.Kind kind :
        List.of(AlertCommand.Kind.TAKE_OUT_OF_SERVICE, AlertCommand.Kind.ACKNOWLEDGE)) {
      Alert alert = happenings.last().alert();
      happenings.then(
          new AlertInput.Command(
              Plant.command(kind.name(), kind, alert, alert.revision(), null, NOON)));
    }
    happenings.then(new AlertInput.Condition(cleared(VIBRATION, 1, NOON)));
    assertThat(happenings.last().alert().isClosed()).isTrue();
    loader.loadAlerts(happenings.events().stream());
    assertThat(reader.openAlerts().alerts()).containsExactly(happenings.last().alert());
  }

  @Test
  void anAlertComesBackAsItWasWithAllItsEventsInOrder() {
    loader.loadAlerts(closed().stream());
    AlertEvent last = closed().getLast();
    assertThat(reader.alert(last.alert().id())).contains(last.alert());
    assertThat(reader.events(last.alert().id())).isEqualTo(closed());
    assertThat(reader.events(last.alert().id()))
        .extracting(AlertEvent::transition)
        .containsExactly(Transition.RAISED, Transition.ACKNOWLEDGED, Transition.CLEARED);
    assertThat(reader.alert("no-such")).isEmpty();
  }

  @Test
  void loadingTwiceChangesNothingAndAnOlderStateNeverWins() {
    loader.loadAlerts(closed().stream());
    loader.loadAlerts(closed().stream());
    loader.loadAlerts(closed().stream().limit(1));
    String id = closed().getLast().alert().id();
    assertThat(reader.events(id)).hasSize(3);
    assertThat(reader.alert(id)).contains(closed().getLast().alert());
  }

  @Test
  void filtersSelectAndPagesFollowOneAnotherWithoutRepeatOrHole() {
    List<AlertEvent> many = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      // Several at the same instant: the cursor must use the id as well.
      many.addAll(
          new Happenings()
              .then(new AlertInput.Condition(raised(VIBRATION, i, NOON.plusSeconds(i / 5))))
              .events());
    }
    loader.loadAlerts(Stream.concat(many.stream(), closed().stream()));

    List<Alert> seen = new ArrayList<>();
    AlertCursor cursor = null;
    for (List<Alert> page = reader.alerts(AlertFilter.ALL, cursor, 7);
        !page.isEmpty();
        page = reader.alerts(AlertFilter.ALL, cursor, 7)) {
      seen.addAll(page);
      cursor = new AlertCursor(page.getLast().raisedAt(), page.getLast().id());
    }
    assertThat(seen).hasSize(26).extracting(Alert::id).doesNotHaveDuplicates();
    assertThat(seen.getLast().source()).isEqualTo(MODEL.toString());

    assertThat(list(new AlertFilter(null, false, null, null, null, null))).hasSize(1);
    assertThat(list(new AlertFilter("demo/hall", null, Severity.HIGH, null, null, null)))
        .hasSize(26);
    assertThat(list(new AlertFilter("demo/hal", null, null, null, null, null))).isEmpty();
    assertThat(list(new AlertFilter(null, null, Severity.CRITICAL, null, null, null))).isEmpty();
    assertThat(list(new AlertFilter(null, null, null, null, NOON, NOON.plusSeconds(1)))).hasSize(5);
  }

  private List<Alert> list(AlertFilter filter) {
    return reader.alerts(filter, null, 100);
  }

  @Test
  void alertsOverlapTheTimeInWhichTheirConditionHeld() {
    loader.loadAlerts(closed().stream());
    assertThat(reader.alertsOverlapping(PUMP, NOON.minusSeconds(2000), NOON)).hasSize(1);
    assertThat(reader.alertsOverlapping(PUMP, NOON.minusSeconds(1700), NOON)).isEmpty();
    assertThat(reader.alertsOverlapping(PUMP, NOON.minusSeconds(9000), NOON.minusSeconds(4000)))
        .isEmpty();
    assertThat(reader.alertsOverlapping(Plant.FAN, NOON.minusSeconds(2000), NOON)).isEmpty();
  }

  @Test
  void findingsAndGapsOfAnAssetAreFoundByTime() {
    loader.loadFindings(
        Stream.of(raised(VIBRATION, 1, NOON), Plant.gatewayFinding(true, 1), Plant.gap(PUMP)));
    assertThat(reader.findings(PUMP, NOON, NOON.plusSeconds(1), 10))
        .containsExactly(raised(VIBRATION, 1, NOON));
    assertThat(reader.findings(Plant.GATEWAY, NOON, NOON.plusSeconds(1), 10)).hasSize(1);
    assertThat(reader.findings(PUMP, NOON.plusSeconds(1), NOON.plusSeconds(2), 10)).isEmpty();
    assertThat(reader.gaps(PUMP, NOON.plusSeconds(30), NOON.plusSeconds(40)))
        .containsExactly(Plant.gap(PUMP));
    assertThat(reader.gaps(PUMP, NOON.plusSeconds(61), NOON.plusSeconds(80))).isEmpty();
  }

  @Test
  void countersCountTheLastDay() {
    loader.loadAlerts(Stream.concat(open().stream(), closed().stream()));
    loader.loadFindings(Stream.of(raised(VIBRATION, 1, NOON), Plant.gap(PUMP)));
    assertThat(reader.counters(NOON.plusSeconds(60))).isEqualTo(new Counters(1, 1, 0, 2, 1, 1, 1));
    assertThat(reader.counters(NOON.plus(Duration.ofDays(2))))
        .isEqualTo(new Counters(1, 1, 0, 0, 0, 0, 0));
  }
}
