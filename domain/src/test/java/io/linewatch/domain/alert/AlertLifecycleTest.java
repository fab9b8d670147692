package io.linewatch.domain.alert;

import static io.linewatch.domain.alert.ShownState.ACKNOWLEDGED;
import static io.linewatch.domain.alert.ShownState.LATCHED_ACKNOWLEDGED;
import static io.linewatch.domain.alert.ShownState.LATCHED_UNACKNOWLEDGED;
import static io.linewatch.domain.alert.ShownState.NORMAL;
import static io.linewatch.domain.alert.ShownState.OUT_OF_SERVICE;
import static io.linewatch.domain.alert.ShownState.RETURNED_UNACKNOWLEDGED;
import static io.linewatch.domain.alert.ShownState.SHELVED;
import static io.linewatch.domain.alert.ShownState.SUPPRESSED;
import static io.linewatch.domain.alert.ShownState.UNACKNOWLEDGED;
import static io.linewatch.domain.decision.Severity.CRITICAL;
import static io.linewatch.domain.decision.Severity.HIGH;
import static io.linewatch.domain.decision.Severity.LOW;
import static io.linewatch.domain.decision.Severity.MEDIUM;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.alert.Alert.ClearCause;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.Decision.Kind;
import io.linewatch.domain.finding.ConditionFinding;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AlertLifecycleTest {

  @Nested
  class TheTable {
    @Test
    void aRaisedConditionMakesAnUnacknowledgedAlert() {
      Life life = Life.plain();
      assertThat(life.raise(1, HIGH)).isEqualTo("RAISED");
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
      Alert alert = life.open();
      assertThat(alert.source()).isEqualTo("demo/hall-1/line-1/pump-101/limit:vibration_rms");
      assertThat(alert.revision()).isEqualTo(1);
      assertThat(alert.occurrences()).isEqualTo(1);
      assertThat(alert.raisedAt()).isEqualTo(Life.at(1));
      assertThat(alert.value()).isEqualTo(7.25);
      assertThat(alert.operatorAction()).isEqualTo("check the grease");
    }

    @Test
    void theIdIsTheBeginningOfTheHashOfTheRaisingFindingsId() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      // printf 'gw-1~e1~demo/hall-1/line-1/pump-101/limit:vibration_rms~1~0' | sha256sum
      assertThat(life.open().id()).isEqualTo("190160b60ef120d0c8e3");
    }

    @Test
    void anAlertClosedByMistakeAndRaisedAgainByASnapshotDoesNotTakeTheOldIdAndRevision() {
      Life life = Life.plain();
      ConditionFinding finding = life.finding(1, 0, Kind.RAISED, HIGH);
      life.feed(new AlertInput.Condition(finding));
      String first = life.open().id();
      life.acknowledge();
      assertThat(life.absent(ClearCause.RECONCILED)).isEqualTo("CLEARED");
      assertThat(life.alert).isNull();

      assertThat(life.repeated(finding)).isEqualTo("RAISED");
      String second = life.open().id();
      assertThat(second).isNotEqualTo(first);
      life.acknowledge();
      life.absent(ClearCause.RECONCILED);

      life.repeated(finding);
      assertThat(life.open().id()).isNotIn(first, second);
    }

    @Test
    void anOpenAlertKeepsItsIdWhenASnapshotRaisesItAgain() {
      Life life = Life.plain();
      ConditionFinding finding = life.finding(1, 0, Kind.RAISED, HIGH);
      life.feed(new AlertInput.Condition(finding));
      String id = life.open().id();
      life.absent(ClearCause.RECONCILED);
      assertThat(life.repeated(finding)).isEqualTo("RE_RAISED");
      assertThat(life.open().id()).isEqualTo(id);
      assertThat(life.open().revision()).isEqualTo(3);
    }

    @Test
    void acknowledgingAnActiveAlertKeepsItOpen() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      assertThat(life.acknowledge()).isEqualTo("ACKNOWLEDGED");
      assertThat(life.shown()).isEqualTo(ACKNOWLEDGED);
      assertThat(life.open().acknowledgedBy()).isEqualTo("mei");
      assertThat(life.open().acknowledgedAt()).isEqualTo(Life.at(2));
    }

    @Test
    void clearingAnAcknowledgedAlertClosesIt() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.acknowledge();
      assertThat(life.clear(1, 1)).isEqualTo("CLEARED");
      assertThat(life.shown()).isEqualTo(NORMAL);
      assertThat(life.alert).isNull();
    }

    @Test
    void clearingAnUnacknowledgedAlertLeavesItToBeSeen() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      assertThat(life.clear(1, 1)).isEqualTo("CLEARED");
      assertThat(life.shown()).isEqualTo(RETURNED_UNACKNOWLEDGED);
      assertThat(life.open().clearCause()).isEqualTo(ClearCause.RETURNED_TO_NORMAL);
      assertThat(life.open().clearedAt()).isEqualTo(Life.at(2));
      assertThat(life.acknowledge()).isEqualTo("ACKNOWLEDGED");
      assertThat(life.alert).isNull();
    }

    @Test
    void aConditionThatComesBackBeforeItWasSeenIsANewOccurrence() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      String id = life.open().id();
      life.clear(1, 1);
      assertThat(life.raise(2, LOW)).isEqualTo("RE_RAISED");
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
      assertThat(life.open().id()).isEqualTo(id);
      assertThat(life.open().occurrences()).isEqualTo(2);
      assertThat(life.open().raisedAt()).isEqualTo(Life.at(1));
      assertThat(life.open().clearedAt()).isNull();
      assertThat(life.open().clearCause()).isNull();
    }

    @Test
    void aLatchingAlertStaysUntilAPersonResetsIt() {
      Life life = Life.latching();
      life.raise(1, HIGH);
      assertThat(life.open().latched()).isFalse();
      life.clear(1, 1);
      assertThat(life.shown()).isEqualTo(LATCHED_UNACKNOWLEDGED);
      life.acknowledge();
      assertThat(life.shown()).isEqualTo(LATCHED_ACKNOWLEDGED);
      assertThat(life.command(AlertCommand.Kind.RESET)).isEqualTo("RESET");
      assertThat(life.alert).isNull();
    }

    @Test
    void aLatchingAlertAcknowledgedBeforeItClearedWaitsForTheReset() {
      Life life = Life.latching();
      life.raise(1, HIGH);
      life.acknowledge();
      life.clear(1, 1);
      assertThat(life.shown()).isEqualTo(LATCHED_ACKNOWLEDGED);
    }

    @Test
    void aLatchedAlertAnnouncesANewOccurrence() {
      Life life = Life.latching();
      life.raise(1, HIGH);
      life.acknowledge();
      life.clear(1, 1);
      assertThat(life.raise(2, HIGH)).isEqualTo("RE_RAISED");
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
      assertThat(life.open().latched()).isFalse();
      assertThat(life.open().acknowledgedBy()).isNull();
    }

    @Test
    void anAcknowledgedAlertReAlarmsWhenItsTimeRunsOut() {
      Life life = Life.reAlarmingAfter(30);
      life.raise(1, HIGH);
      life.acknowledge();
      assertThat(life.tickAt(31)).isEmpty();
      assertThat(life.tickAt(32)).isEqualTo("RE_ALARMED");
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
      assertThat(life.tickAt(90)).isEmpty();
    }

    @Test
    void aClearedAlertDoesNotReAlarm() {
      Life life = new Life(true, Duration.ofMinutes(30));
      life.raise(1, HIGH);
      life.acknowledge();
      life.clear(1, 1);
      assertThat(life.tickAt(500)).isEmpty();
    }
  }

  @Nested
  class SeverityMoves {
    @Test
    void aRiseTakesTheAcknowledgementBack() {
      Life life = Life.plain();
      life.raise(1, LOW);
      life.acknowledge();
      assertThat(life.change(1, 1, HIGH)).isEqualTo("SEVERITY_ROSE");
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
      assertThat(life.open().severity()).isEqualTo(HIGH);
      assertThat(life.open().highestSeverity()).isEqualTo(HIGH);
    }

    @Test
    void aFallKeepsTheAcknowledgementAndTheHighestSeverity() {
      Life life = Life.plain();
      life.raise(1, CRITICAL);
      life.acknowledge();
      assertThat(life.change(1, 1, MEDIUM)).isEqualTo("SEVERITY_FELL");
      assertThat(life.shown()).isEqualTo(ACKNOWLEDGED);
      assertThat(life.open().severity()).isEqualTo(MEDIUM);
      assertThat(life.open().highestSeverity()).isEqualTo(CRITICAL);
    }

    @Test
    void aRiseAfterAFallIsARiseAgain() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.change(1, 1, LOW);
      life.acknowledge();
      assertThat(life.change(1, 2, HIGH)).isEqualTo("SEVERITY_ROSE");
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void theHighestSeverityOutlivesAReturnNobodySaw() {
      Life life = Life.plain();
      life.raise(1, CRITICAL);
      life.clear(1, 1);
      life.raise(2, LOW);
      assertThat(life.open().severity()).isEqualTo(LOW);
      assertThat(life.open().highestSeverity()).isEqualTo(CRITICAL);
    }

    @Test
    void theHighestSeverityStartsAnewAfterAcknowledgedAndCleared() {
      Life life = Life.latching();
      life.raise(1, CRITICAL);
      life.acknowledge();
      life.clear(1, 1);
      life.raise(2, LOW);
      assertThat(life.open().highestSeverity()).isEqualTo(LOW);
    }

    @Test
    void aChangeToTheSameSeverityIsNoEvent() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      assertThat(life.change(1, 1, HIGH)).isEmpty();
    }
  }

  @Nested
  class Flags {
    @Test
    void timedShelvingEndsByItself() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      assertThat(life.shelve(Duration.ofMinutes(60))).isEqualTo("SHELVED");
      assertThat(life.shown()).isEqualTo(SHELVED);
      assertThat(life.tickAt(61)).isEmpty();
      assertThat(life.tickAt(62)).isEqualTo("SHELVING_EXPIRED");
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void timedShelvingOutlivesTheCondition() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.shelve(Duration.ofMinutes(60));
      assertThat(life.clear(1, 1)).isEqualTo("CLEARED");
      assertThat(life.shown()).isEqualTo(SHELVED);
      assertThat(ShownState.beneathFlags(life.open())).isEqualTo(RETURNED_UNACKNOWLEDGED);
    }

    @Test
    void oneShotShelvingEndsWhenTheConditionClears() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.shelve(null);
      assertThat(life.clear(1, 1)).isEqualTo("CLEARED SHELVING_EXPIRED");
      assertThat(life.shown()).isEqualTo(RETURNED_UNACKNOWLEDGED);
    }

    @Test
    void oneShotShelvingEndsAtTheLatestAfterTheMaximum() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.shelve(null);
      int end = life.minute + (int) AlertLifecycle.MAX_SHELVING.toMinutes();
      assertThat(life.tickAt(end - 1)).isEmpty();
      assertThat(life.tickAt(end)).isEqualTo("SHELVING_EXPIRED");
    }

    @Test
    void unshelvingShowsTheStateBeneath() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.acknowledge();
      life.shelve(Duration.ofHours(1));
      assertThat(life.command(AlertCommand.Kind.UNSHELVE)).isEqualTo("UNSHELVED");
      assertThat(life.shown()).isEqualTo(ACKNOWLEDGED);
    }

    @Test
    void suppressionComesAndGoes() {
      Life life = Life.plain();
      assertThat(life.suppress(true)).isEmpty();
      life.raise(1, HIGH);
      assertThat(life.suppress(true)).isEqualTo("SUPPRESSED");
      assertThat(life.shown()).isEqualTo(SUPPRESSED);
      assertThat(life.suppress(true)).isEmpty();
      assertThat(life.suppress(false)).isEqualTo("UNSUPPRESSED");
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void outOfServiceComesAndGoes() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      assertThat(life.command(AlertCommand.Kind.TAKE_OUT_OF_SERVICE)).isEqualTo("OUT_OF_SERVICE");
      assertThat(life.shown()).isEqualTo(OUT_OF_SERVICE);
      assertThat(life.command(AlertCommand.Kind.RETURN_TO_SERVICE)).isEqualTo("IN_SERVICE");
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void theFlagsCoverEachOtherInTheirOrder() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.shelve(Duration.ofHours(1));
      life.suppress(true);
      assertThat(life.shown()).isEqualTo(SUPPRESSED);
      life.command(AlertCommand.Kind.TAKE_OUT_OF_SERVICE);
      assertThat(life.shown()).isEqualTo(OUT_OF_SERVICE);
      life.command(AlertCommand.Kind.RETURN_TO_SERVICE);
      life.suppress(false);
      assertThat(life.shown()).isEqualTo(SHELVED);
    }

    @Test
    void aClosedAlertUnderAFlagIsKeptAndRaisedAgainUnderItsOldId() {
      Life life = Life.plain();
      life.raise(1, CRITICAL);
      life.command(AlertCommand.Kind.TAKE_OUT_OF_SERVICE);
      life.acknowledge();
      String id = life.open().id();
      life.clear(1, 1);
      assertThat(life.open().isClosed()).isTrue();
      assertThat(life.raise(2, LOW)).isEqualTo("RE_RAISED");
      assertThat(life.open().id()).isEqualTo(id);
      assertThat(life.open().highestSeverity()).isEqualTo(LOW);
      assertThat(life.shown()).isEqualTo(OUT_OF_SERVICE);
    }

    @Test
    void aClosedAlertIsForgottenWhenItsShelvingExpires() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.shelve(Duration.ofMinutes(10));
      life.acknowledge();
      life.clear(1, 1);
      assertThat(life.alert).isNotNull();
      assertThat(life.tickAt(100)).isEqualTo("SHELVING_EXPIRED");
      assertThat(life.alert).isNull();
    }
  }

  @Nested
  class LateRepeatedAndMissing {
    @Test
    void theSameRaiseTwiceIsOneRaise() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      Alert before = life.open();
      assertThat(life.raise(1, HIGH)).isEmpty();
      assertThat(life.alert).isEqualTo(before);
    }

    @Test
    void aClearWithoutAnAlertIsNoEvent() {
      Life life = Life.plain();
      assertThat(life.clear(1, 1)).isEmpty();
      assertThat(life.alert).isNull();
    }

    @Test
    void aRaiseOfAnEpisodeAlreadyClearedIsNoEvent() {
      Life life = Life.plain();
      life.raise(2, HIGH);
      life.clear(2, 1);
      assertThat(life.raise(1, HIGH)).isEmpty();
      assertThat(life.raise(2, HIGH)).isEmpty();
      assertThat(life.shown()).isEqualTo(RETURNED_UNACKNOWLEDGED);
    }

    @Test
    void aClearOfAnOlderEpisodeDoesNotEndTheNewOne() {
      Life life = Life.plain();
      life.raise(2, HIGH);
      assertThat(life.clear(1, 1)).isEmpty();
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void aNewerEpisodeWhileActiveIsANewOccurrence() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.acknowledge();
      assertThat(life.raise(2, HIGH)).isEqualTo("RE_RAISED");
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
      assertThat(life.open().occurrences()).isEqualTo(2);
    }

    @Test
    void aSeverityChangeWithoutAnAlertRaisesIt() {
      Life life = Life.plain();
      assertThat(life.change(4, 2, HIGH)).isEqualTo("RAISED");
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void aNewOutboxEpochStartsCountingAnew() {
      Life life = Life.plain();
      life.raise(9, HIGH);
      life.clear(9, 1);
      life.epoch = "e2";
      assertThat(life.raise(1, HIGH)).isEqualTo("RE_RAISED");
      assertThat(life.clear(1, 1)).isEqualTo("CLEARED");
    }

    @Test
    void whatASnapshotNoLongerHoldsIsClearedWithItsCause() {
      for (ClearCause cause :
          new ClearCause[] {
            ClearCause.RECONCILED, ClearCause.POLICY_REMOVED, ClearCause.MODEL_REMOVED
          }) {
        Life life = Life.plain();
        life.raise(1, HIGH);
        assertThat(life.absent(cause)).isEqualTo("CLEARED");
        assertThat(life.open().clearCause()).isEqualTo(cause);
        assertThat(life.absent(cause)).isEmpty();
      }
      assertThat(Life.plain().absent(ClearCause.RECONCILED)).isEmpty();
    }

    @Test
    void whatWasReconciledAwayByMistakeIsRaisedByTheNextSnapshotNotByARepetition() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.absent(ClearCause.RECONCILED);
      assertThat(life.raise(1, HIGH)).isEmpty();
      assertThat(life.repeated(life.finding(1, 0, Kind.RAISED, HIGH))).isEqualTo("RE_RAISED");
    }

    @Test
    void theEndOfAConditionIsNoNewsForAnotherOutboxThatRaisedIt() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.epoch = "e2";
      assertThat(life.clear(7, 1)).isEmpty();
      assertThat(life.open().active()).isTrue();
    }
  }

  @Nested
  class Classes {
    @Test
    void aFindingForTheRecordOnlyRaisesNoAlert() {
      Life life = Life.plain();
      life.alarmClass = AlarmClass.LOG;
      assertThat(life.raise(1, HIGH)).isEmpty();
      assertThat(life.change(1, 1, CRITICAL)).isEmpty();
      assertThat(life.alert).isNull();
    }

    @Test
    void anAlertWhosePolicyBecameLogIsStillCleared() {
      Life life = Life.plain();
      life.raise(1, HIGH);
      life.alarmClass = AlarmClass.LOG;
      assertThat(life.clear(1, 1)).isEqualTo("CLEARED");
    }

    @Test
    void anAdvisoryLivesLikeAnAlarmAndStaysAnAdvisory() {
      Life life = Life.plain();
      life.alarmClass = AlarmClass.ADVISORY;
      life.raise(1, HIGH);
      life.acknowledge();
      life.change(1, 1, CRITICAL);
      assertThat(life.open().alarmClass()).isEqualTo(AlarmClass.ADVISORY);
      assertThat(life.shown()).isEqualTo(UNACKNOWLEDGED);
    }

    @Test
    void aGatewaysOwnConditionIsAnAdvisoryOfItsOwnSource() {
      Life life = Life.plain();
      assertThat(life.gateway(1, 0, true, MEDIUM)).isEqualTo("RAISED");
      Alert alert = life.open();
      assertThat(alert.source()).isEqualTo("demo/hall-1/line-1/gw-1/gateway:CLOCK_UNTRUSTED:");
      assertThat(alert.alarmClass()).isEqualTo(AlarmClass.ADVISORY);
      assertThat(alert.cause()).isEqualTo("The clock is not synchronised. Check NTP.");
      assertThat(life.gateway(1, 0, true, MEDIUM)).isEmpty();
      assertThat(life.gateway(1, 1, false, MEDIUM)).isEqualTo("CLEARED");
      assertThat(life.open().clearCause()).isEqualTo(ClearCause.GATEWAY_REPORTED_OVER);
      assertThat(life.gateway(1, 1, false, MEDIUM)).isEmpty();
    }
  }

  @Test
  void everyEventCarriesItsOwnRevisionAndWhatWasBehindIt() {
    Life life = Life.plain();
    life.raise(1, HIGH);
    life.shelve(null);
    life.clear(1, 1);
    assertThat(life.log)
        .extracting(event -> event.alert().revision())
        .containsExactly(1L, 2L, 3L, 4L);
    assertThat(life.log).extracting(AlertEvent::actor).containsExactly(null, "mei", null, null);
    assertThat(life.log)
        .extracting(AlertEvent::findingId)
        .containsExactly(
            "gw-1~e1~" + Life.DETECTOR + "~1~0", null, "gw-1~e1~" + Life.DETECTOR + "~1~1", null);
    assertThat(life.log).extracting(AlertEvent::text).containsExactly("", "because", "", "");
    assertThat(life.log.get(2).alert().shelving()).isNotNull();
  }
}
