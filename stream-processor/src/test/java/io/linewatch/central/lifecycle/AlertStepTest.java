package io.linewatch.central.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.fixture.Plant;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertInput;
import io.linewatch.domain.alert.AlertLifecycle;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.signal.Quality;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AlertStepTest {
  @Test
  void aSnapshotOfAnotherOutboxClearsAnAlertWhoseSensorsClockWasAhead() {
    Alert ahead = alert("e1", Plant.NOON.plusSeconds(8));

    List<AlertStep> steps = AlertStep.of(snapshot("e2"), () -> List.of(ahead));

    assertThat(steps)
        .containsExactly(
            new AlertStep(
                Plant.VIBRATION.toString(),
                new AlertInput.Absent(Alert.ClearCause.RECONCILED, Plant.NOON)));
  }

  @Test
  void aSnapshotThatWasOvertakenByAFindingOfItsOutboxLeavesThatAlertAlone() {
    Alert newer = alert("e1", Plant.NOON.plusSeconds(8));

    assertThat(AlertStep.of(snapshot("e1"), () -> List.of(newer))).isEmpty();
  }

  @Test
  void aPartOfASnapshotClearsOnlyWhatItSpeaksOf() {
    Alert open = alert("e1", Plant.NOON.minusSeconds(60));

    assertThat(AlertStep.of(part(null, Plant.VIBRATION.toString()), () -> List.of(open))).isEmpty();
    assertThat(AlertStep.of(part(Plant.VIBRATION.toString(), null), () -> List.of(open)))
        .hasSize(1);
  }

  private static ConditionSnapshot part(@Nullable String from, @Nullable String to) {
    return new ConditionSnapshot(
        "gw-1", "e1", Plant.LINE, Plant.NOON, Set.of(), List.of(), List.of(), from, to);
  }

  private static ConditionSnapshot snapshot(String epoch) {
    return new ConditionSnapshot(
        "gw-1", epoch, Plant.LINE, Plant.NOON, Set.of(Plant.VIBRATION), List.of(), List.of());
  }

  private static Alert alert(String epoch, Instant raisedAt) {
    ConditionFinding finding =
        new ConditionFinding(
            new FindingId("gw-1", epoch, Plant.VIBRATION.toString(), 3, 0),
            Plant.VIBRATION,
            Decision.Kind.RAISED,
            Severity.HIGH,
            AlarmClass.ALARM,
            raisedAt,
            raisedAt,
            7.2,
            "mm/s",
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
    return Objects.requireNonNull(
        AlertLifecycle.on(null, new AlertInput.Condition(finding)).alert());
  }
}
