package io.linewatch.central.topology;

import static io.linewatch.central.fixture.Plant.MODEL;
import static io.linewatch.central.fixture.Plant.NOON;
import static io.linewatch.central.fixture.Plant.VIBRATION;
import static io.linewatch.central.fixture.Plant.raised;
import static io.linewatch.central.fixture.Plant.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.Plant;
import io.linewatch.domain.alert.Alert.ClearCause;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.AlertEvent.Transition;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import java.util.Set;
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
  void aGatewaysOwnConditionThatIsOverIsCleared() {
    topology.state(Plant.gatewayFinding(true, 1));
    assertThat(topology.onlyEvent().transition()).isEqualTo(Transition.RAISED);
    topology.state(snapshot(NOON.plusSeconds(60), Set.of(VIBRATION)));
    assertClearedAs(ClearCause.RECONCILED);
  }
}
