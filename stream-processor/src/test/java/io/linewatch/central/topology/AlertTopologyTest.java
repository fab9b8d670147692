package io.linewatch.central.topology;

import static io.linewatch.central.fixture.Plant.NOON;
import static io.linewatch.central.fixture.Plant.VIBRATION;
import static io.linewatch.central.fixture.Plant.cleared;
import static io.linewatch.central.fixture.Plant.command;
import static io.linewatch.central.fixture.Plant.raised;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.Plant;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertCommand.Kind;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.wire.Topics;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertTopologyTest {
  private final DrivenTopology topology = new DrivenTopology();

  @AfterEach
  void close() {
    topology.close();
  }

  private Alert raise() {
    topology.state(raised(VIBRATION, 1, NOON));
    return topology.onlyEvent().alert();
  }

  @Test
  void aFindingIsRaisedAcknowledgedAndClearedAndThenForgotten() {
    Alert alert = raise();
    assertThat(alert.active()).isTrue();

    topology.command(command("c1", Kind.ACKNOWLEDGE, alert, alert.revision(), null, NOON));
    AlertEvent acknowledged = topology.onlyEvent();
    assertThat(acknowledged.transition()).isEqualTo(Transition.ACKNOWLEDGED);
    assertThat(acknowledged.actor()).isEqualTo("mei");
    CommandReply reply = topology.reply();
    assertThat(reply.commandId()).isEqualTo("c1");
    assertThat(reply.outcome()).isEqualTo(CommandReply.Outcome.ACCEPTED);

    topology.state(cleared(VIBRATION, 1, NOON.plusSeconds(60)));
    AlertEvent end = topology.onlyEvent();
    assertThat(end.transition()).isEqualTo(Transition.CLEARED);
    assertThat(end.alert().isClosed()).isTrue();
    assertThat(topology.holdsNoAlert()).isTrue();
    assertThat(topology.reasons()).isEmpty();
  }

  @Test
  void aRecordSentTwiceCountsOnce() {
    topology.state(raised(VIBRATION, 1, NOON), 5);
    topology.state(raised(VIBRATION, 1, NOON), 5);
    topology.state(cleared(VIBRATION, 1, NOON), 4);

    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.RAISED);
    assertThat(
            topology
                .meters
                .counter("linewatch.central.duplicates", "topic", Topics.FINDINGS.name())
                .count())
        .isEqualTo(2);
  }

  @Test
  void aStaleCommandIsAnsweredWithTheAlertAsItIsNow() {
    Alert alert = raise();
    topology.state(
        Plant.condition(
            "gw-1",
            VIBRATION,
            Decision.Kind.SEVERITY_CHANGED,
            Severity.CRITICAL,
            1,
            1,
            NOON.plusSeconds(5),
            null));
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.SEVERITY_ROSE);

    topology.command(command("c1", Kind.ACKNOWLEDGE, alert, alert.revision(), null, NOON));

    CommandReply reply = topology.reply();
    assertThat(reply.outcome()).isEqualTo(CommandReply.Outcome.STALE);
    assertThat(reply.alert()).isNotNull();
    assertThat(topology.events()).isEmpty();
  }

  @Test
  void aCommandToAnAlertThatIsGoneIsAnswered() {
    Alert alert = raise();
    topology.command(command("c1", Kind.ACKNOWLEDGE, alert, alert.revision(), null, NOON));
    topology.state(cleared(VIBRATION, 1, NOON));
    assertThat(topology.reply().outcome()).isEqualTo(CommandReply.Outcome.ACCEPTED);
    assertThat(topology.events()).hasSize(2);

    topology.command(command("c2", Kind.ACKNOWLEDGE, alert, alert.revision(), null, NOON));

    CommandReply reply = topology.reply();
    assertThat(reply.commandId()).isEqualTo("c2");
    assertThat(reply.outcome()).isEqualTo(CommandReply.Outcome.NO_SUCH_ALERT);
  }

  @Test
  void shelvingEndsByTheClock() {
    Alert alert = raise();
    topology.command(
        command("c1", Kind.SHELVE, alert, alert.revision(), Duration.ofMinutes(10), NOON));
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.SHELVED);

    topology.timePasses(Duration.ofMinutes(9));
    assertThat(topology.events()).isEmpty();
    topology.timePasses(Duration.ofMinutes(1));

    AlertEvent expired = topology.onlyEvent();
    assertThat(expired.transition()).isEqualTo(Transition.SHELVING_EXPIRED);
    assertThat(expired.alert().shelving()).isNull();
    topology.timePasses(Duration.ofMinutes(1));
    assertThat(topology.events()).isEmpty();
  }

  @Test
  void anAcknowledgedAlertThatStaysActiveAnnouncesItselfAgain() {
    topology.state(
        Plant.condition(
            "gw-1",
            VIBRATION,
            Decision.Kind.RAISED,
            Severity.HIGH,
            1,
            0,
            NOON,
            Duration.ofMinutes(30)));
    Alert alert = topology.onlyEvent().alert();
    topology.command(command("c1", Kind.ACKNOWLEDGE, alert, alert.revision(), null, NOON));
    assertThat(topology.onlyEvent().alert().acknowledged()).isTrue();

    topology.timePasses(Duration.ofMinutes(31));

    AlertEvent again = topology.onlyEvent();
    assertThat(again.transition()).isEqualTo(Transition.RE_ALARMED);
    assertThat(again.alert().acknowledged()).isFalse();
  }

  @Test
  void aGatewaysOwnConditionIsAnAdvisoryAndEnds() {
    topology.state(Plant.gatewayFinding(true, 1));
    AlertEvent raised = topology.onlyEvent();
    assertThat(raised.alert().alarmClass().name()).isEqualTo("ADVISORY");
    assertThat(raised.alert().asset()).isEqualTo(Plant.GATEWAY);

    topology.state(Plant.gatewayFinding(false, 1));
    assertThat(topology.onlyEvent().alert().active()).isFalse();
  }

  @Test
  void aGapAloneRaisesNothing() {
    topology.state(Plant.gap(Plant.PUMP));
    topology.state(Plant.gap(Plant.GATEWAY));
    assertThat(topology.events()).isEmpty();
    assertThat(topology.reasons()).isEmpty();
  }

  @Test
  void whatIsSentAgainUnderANewSequenceAfterItsAlertWasClosedRaisesNothing() {
    Alert alert = raise();
    topology.command(command("c1", Kind.ACKNOWLEDGE, alert, alert.revision(), null, NOON));
    topology.state(cleared(VIBRATION, 1, NOON));
    assertThat(topology.events()).hasSize(2);
    assertThat(topology.holdsNoAlert()).isTrue();

    topology.state(raised(VIBRATION, 1, NOON));
    topology.state(cleared(VIBRATION, 1, NOON));
    assertThat(topology.events()).isEmpty();

    topology.state(raised(VIBRATION, 2, NOON));
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.RAISED);
  }

  @Test
  void aSnapshotSentAgainUnderANewSequenceDoesNotClearWhatBeganAfterIt() {
    Alert alert = raise();
    topology.command(command("c1", Kind.ACKNOWLEDGE, alert, alert.revision(), null, NOON));
    topology.state(cleared(VIBRATION, 1, NOON));
    topology.state(raised(VIBRATION, 2, NOON));
    topology.state(Plant.snapshot(NOON, Set.of(VIBRATION)));
    topology.state(raised(VIBRATION, 3, NOON));
    assertThat(topology.events()).hasSize(5);

    topology.state(Plant.snapshot(NOON, Set.of(VIBRATION)));
    topology.state(raised(VIBRATION, 3, NOON));

    assertThat(topology.events()).isEmpty();
  }
}
