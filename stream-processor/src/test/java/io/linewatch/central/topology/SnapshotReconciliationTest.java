package io.linewatch.central.topology;

import static io.linewatch.central.fixture.Plant.MODEL;
import static io.linewatch.central.fixture.Plant.NOON;
import static io.linewatch.central.fixture.Plant.VIBRATION;
import static io.linewatch.central.fixture.Plant.raised;
import static io.linewatch.central.fixture.Plant.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.Plant;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.Alert.ClearCause;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotReconciliationTest {
  private final DrivenTopology topology = new DrivenTopology();

  @AfterEach
  void close() {
    topology.close();
  }

  private void raise(DetectorId detector) {
    topology.state(raised(detector, 1, NOON));
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.RAISED);
  }

  @Test
  void whatTheGatewayNoLongerSeesIsClearedAsReconciled() {
    raise(VIBRATION);
    topology.state(snapshot(NOON.plusSeconds(60), Set.of(VIBRATION)));
    assertClearedAs(ClearCause.RECONCILED);
  }

  @Test
  void whatHasNoPolicyAnyMoreIsClearedAsThat() {
    raise(VIBRATION);
    topology.state(snapshot(NOON.plusSeconds(60), Set.of(MODEL)));
    assertClearedAs(ClearCause.POLICY_REMOVED);
  }

  @Test
  void whatHasNoModelAnyMoreIsClearedAsThat() {
    raise(MODEL);
    topology.state(snapshot(NOON.plusSeconds(60), Set.of(VIBRATION)));
    assertClearedAs(ClearCause.MODEL_REMOVED);
  }

  private void assertClearedAs(ClearCause cause) {
    AlertEvent event = topology.onlyEvent();
    assertThat(event.transition()).isEqualTo(Transition.CLEARED);
    assertThat(event.alert().clearCause()).isEqualTo(cause);
  }

  @Test
  void whatTheCentreDoesNotKnowIsRaised() {
    topology.state(snapshot(NOON, Set.of(VIBRATION), raised(VIBRATION, 3, NOON)));
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.RAISED);
  }

  @Test
  void whatIsKnownAlreadyStaysAsItIs() {
    raise(VIBRATION);
    topology.state(snapshot(NOON.plusSeconds(60), Set.of(VIBRATION), raised(VIBRATION, 1, NOON)));
    assertThat(topology.events()).isEmpty();
  }

  @Test
  void anAlertThatBeganAfterTheSnapshotWasTakenStays() {
    raise(VIBRATION);
    topology.state(snapshot(NOON.minusSeconds(1), Set.of(VIBRATION)));
    assertThat(topology.events()).isEmpty();
  }

  @Test
  void theAlertOfAnotherGatewayOnTheLineStays() {
    topology.state(
        Plant.condition(
            "gw-2", Plant.FAN_VIBRATION, Decision.Kind.RAISED, Severity.HIGH, 1, 0, NOON, null));
    assertThat(topology.onlyEvent().alert().gateway()).isEqualTo("gw-2");
    topology.state(snapshot(NOON.plusSeconds(60), Set.of(VIBRATION)));
    assertThat(topology.events()).isEmpty();
  }

  @Test
  void anAlertClosedByMistakeIsRaisedAgainUnderANewIdSoThatHistoryKeepsBoth() {
    topology.state(raised(VIBRATION, 1, NOON));
    Alert first = topology.onlyEvent().alert();
    topology.command(
        Plant.command("c", AlertCommand.Kind.ACKNOWLEDGE, first, first.revision(), null, NOON));
    topology.state(snapshot(NOON.plusSeconds(60), Set.of(VIBRATION)));
    assertThat(topology.events()).extracting(AlertEvent::transition).hasSize(2);
    assertThat(topology.holdsNoAlert()).isTrue();

    topology.state(snapshot(NOON.plusSeconds(90), Set.of(VIBRATION), raised(VIBRATION, 1, NOON)));

    AlertEvent again = topology.onlyEvent();
    assertThat(again.transition()).isEqualTo(Transition.RAISED);
    assertThat(again.alert().revision()).isEqualTo(1);
    assertThat(again.alert().id()).isNotEqualTo(first.id());
  }

  @Test
  void theSameRecordsMakeTheSameIdsWhenTheyAreReadAgain() {
    List<String> once = idsOfARaiseBySnapshot(topology);
    try (DrivenTopology replayed = new DrivenTopology()) {
      assertThat(idsOfARaiseBySnapshot(replayed)).isEqualTo(once).hasSize(1);
    }
  }

  private static List<String> idsOfARaiseBySnapshot(DrivenTopology driven) {
    driven.state(snapshot(NOON, Set.of(VIBRATION), raised(VIBRATION, 1, NOON)));
    return driven.events().stream().map(event -> event.alert().id()).toList();
  }

  @Test
  void aGatewaysOwnConditionIsClearedWhenItsHomeLineChanges() {
    topology.state(Plant.gatewayFinding(true, 1));
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.RAISED);
    topology.timePasses(Duration.ofSeconds(2));
    assertThat(topology.events()).isEmpty();

    topology.desired(Plant.desiredAt("demo/hall/line-2", "gw-1", Plant.PUMP));
    topology.timePasses(Duration.ofSeconds(2));

    assertClearedAs(ClearCause.RECONCILED);
  }

  @Test
  void theAlertOfAnAssetThatLeftItsGatewayIsClearedThoughNobodyMaySpeakOfItAnyMore() {
    raise(VIBRATION);
    topology.desired(Plant.desired("gw-1"));
    topology.timePasses(Duration.ofSeconds(2));
    assertClearedAs(ClearCause.POLICY_REMOVED);
    topology.timePasses(Duration.ofSeconds(2));
    assertThat(topology.events()).isEmpty();
  }

  @Test
  void anUnreadableDesiredStateClearsNothing() {
    raise(VIBRATION);
    topology.pipe(Topics.DESIRED.name(), "gw-1", new byte[] {1, 2}, new RecordHeaders());
    topology.timePasses(Duration.ofSeconds(2));
    assertThat(topology.events()).isEmpty();
  }

  @Test
  void aGatewaysOwnConditionThatIsOverIsCleared() {
    topology.state(Plant.gatewayFinding(true, 1));
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.RAISED);
    topology.state(snapshot(NOON.plusSeconds(60), Set.of(VIBRATION)));
    assertClearedAs(ClearCause.RECONCILED);
  }
}
