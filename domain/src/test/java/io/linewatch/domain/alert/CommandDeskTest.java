package io.linewatch.domain.alert;

import static io.linewatch.domain.decision.Severity.HIGH;
import static io.linewatch.domain.decision.Severity.LOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.alert.AlertCommand.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandDeskTest {
  private static Life raised() {
    Life life = Life.plain();
    life.raise(1, HIGH);
    return life;
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aCommandForAnAlertThatIsNotThereSaysSo(Kind kind) {
    Life life = Life.plain();
    assertThat(life.command(kind, "gone", 1, "because", null)).isEmpty();
    assertThat(life.answer()).isEqualTo("NO_SUCH_ALERT NONE_OPEN");
    assertThat(life.reply().alert()).isNull();
    assertThat(life.reply().commandId()).isEqualTo("c-1");
  }

  @Test
  void aCommandForAnEarlierAlertOfTheSourceIsAnsweredWithTheOpenOne() {
    Life life = raised();
    assertThat(life.command(Kind.ACKNOWLEDGE, "earlier", 1, "", null)).isEmpty();
    assertThat(life.answer()).isEqualTo("NO_SUCH_ALERT REPLACED_BY_ANOTHER");
    assertThat(life.reply().alert()).isEqualTo(life.open());
  }

  @Test
  void anAcceptedCommandIsAnsweredWithTheAlertAsItIsNow() {
    Life life = raised();
    life.acknowledge();
    assertThat(life.answer()).isEqualTo("ACCEPTED DONE");
    assertThat(life.reply().message()).isEqualTo("Done. The alert is now acknowledged.");
    assertThat(life.reply().alert()).isEqualTo(life.open());
    assertThat(life.reply().time()).isEqualTo(Life.at(2));
  }

  @Test
  void acknowledgingAClosingAlertIsAnsweredWithTheClosedAlert() {
    Life life = raised();
    life.clear(1, 1);
    life.acknowledge();
    Alert closed = life.reply().alert();
    assertThat(closed).isNotNull();
    assertThat(closed.isClosed()).isTrue();
  }

  @Test
  void theSameAcknowledgementTwiceIsAcceptedOnce() {
    Life life = raised();
    Alert seen = life.open();
    life.command(Kind.ACKNOWLEDGE, seen.id(), seen.revision(), "", null);
    Alert after = life.open();
    assertThat(life.command(Kind.ACKNOWLEDGE, seen.id(), seen.revision(), "", null)).isEmpty();
    assertThat(life.answer()).isEqualTo("ACCEPTED ALREADY_SO");
    assertThat(life.alert).isEqualTo(after);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ACKNOWLEDGE", "SHELVE", "RESET", "TAKE_OUT_OF_SERVICE"})
  void aCommandFromAnOlderScreenIsStaleAndSaysWhatChanged(Kind kind) {
    Life life = Life.plain();
    life.raise(1, LOW);
    Alert seen = life.open();
    life.change(1, 1, HIGH);
    assertThat(life.command(kind, seen.id(), seen.revision(), "because", null)).isEmpty();
    assertThat(life.answer()).isEqualTo("STALE CHANGED_SINCE_SEEN");
    assertThat(life.reply().message()).contains("severity rose").contains("severity high");
    assertThat(life.reply().alert()).isEqualTo(life.open());
  }

  @Test
  void anAcknowledgementOfWhatCameBackSinceIsStale() {
    Life life = raised();
    Alert seen = life.open();
    life.acknowledge();
    life.raise(2, HIGH);
    life.command(Kind.ACKNOWLEDGE, seen.id(), seen.revision(), "", null);
    assertThat(life.answer()).isEqualTo("STALE CHANGED_SINCE_SEEN");
  }

  @Test
  void aCommentIsNeverStaleAndMakesNobodysScreenStale() {
    Life life = raised();
    Alert seen = life.open();
    life.command(Kind.COMMENT, seen.id(), 0, "looking", null);
    assertThat(life.answer()).isEqualTo("ACCEPTED DONE");
    assertThat(life.open().revision()).isEqualTo(seen.revision() + 1);
    life.command(Kind.ACKNOWLEDGE, seen.id(), seen.revision(), "", null);
    assertThat(life.answer()).isEqualTo("ACCEPTED DONE");
  }

  @Test
  void onlyTheNewestCommentsAreKept() {
    Life life = raised();
    String id = life.open().id();
    for (int i = 1; i <= Alert.MAX_COMMENTS + 3; i++) {
      assertThat(life.command(Kind.COMMENT, id, 1, "note " + i, null)).isEqualTo("COMMENTED");
    }
    assertThat(life.open().comments()).hasSize(Alert.MAX_COMMENTS);
    assertThat(life.open().comments().getFirst().text()).isEqualTo("note 4");
    assertThat(life.open().comments().getLast().by()).isEqualTo("mei");
  }

  @Test
  void theSameCommentDeliveredTwiceIsKeptOnce() {
    Life life = raised();
    Alert seen = life.open();
    life.command(Kind.COMMENT, seen.id(), 1, "looking", null);
    life.minute--;
    assertThat(life.command(Kind.COMMENT, seen.id(), 1, "looking", null)).isEmpty();
    assertThat(life.answer()).isEqualTo("ACCEPTED ALREADY_SO");
    assertThat(life.open().comments()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.001S", "PT100000000000H"})
  void shelvingOutOfRangeIsRefused(String duration) {
    Life life = raised();
    assertThat(life.shelve(Duration.parse(duration))).isEmpty();
    assertThat(life.answer()).isEqualTo("REFUSED DURATION_OUT_OF_RANGE");
    assertThat(life.reply().message()).contains("24 hours");
  }

  @Test
  void shelvingForTheLongestTimeIsAccepted() {
    Life life = raised();
    life.shelve(AlertLifecycle.MAX_SHELVING);
    Alert.Shelving shelving = life.open().shelving();
    assertThat(shelving)
        .isEqualTo(
            new Alert.Shelving(
                "mei", "because", Life.at(2), Life.at(2 + 24 * 60), Life.at(2 + 24 * 60)));
  }

  @Test
  void theSameShelvingDeliveredTwiceIsOneShelving() {
    Life life = raised();
    Alert seen = life.open();
    life.command(Kind.SHELVE, seen.id(), seen.revision(), "because", Duration.ofHours(1));
    life.minute--;
    assertThat(
            life.command(Kind.SHELVE, seen.id(), seen.revision(), "because", Duration.ofHours(1)))
        .isEmpty();
    assertThat(life.answer()).isEqualTo("ACCEPTED ALREADY_SO");
  }

  @Test
  void oneShotShelvingOfAClearedConditionIsRefused() {
    Life life = raised();
    life.clear(1, 1);
    life.shelve(null);
    assertThat(life.answer()).isEqualTo("REFUSED NOTHING_TO_WAIT_FOR");
  }

  @Test
  void shelvingAClosedAlertIsRefused() {
    Life life = raised();
    life.command(Kind.TAKE_OUT_OF_SERVICE);
    life.acknowledge();
    life.clear(1, 1);
    life.shelve(Duration.ofHours(1));
    assertThat(life.answer()).isEqualTo("REFUSED CLOSED");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"SHELVE", "COMMENT", "TAKE_OUT_OF_SERVICE"})
  void aReasonIsAskedForWhereOneIsOwed(Kind kind) {
    Life life = raised();
    life.command(kind, life.open().id(), 1, "  ", null);
    assertThat(life.answer()).isEqualTo("REFUSED TEXT_MISSING");
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ACKNOWLEDGE", "COMMENT", "SHELVE"})
  void aTextThatIsTooLongIsRefused(Kind kind) {
    Life life = raised();
    life.command(kind, life.open().id(), 1, "x".repeat(CommandDesk.MAX_TEXT + 1), null);
    assertThat(life.answer()).isEqualTo("REFUSED TEXT_TOO_LONG");
    life.command(kind, life.open().id(), 1, "x".repeat(CommandDesk.MAX_TEXT), null);
    assertThat(life.answer()).isEqualTo("ACCEPTED DONE");
  }

  @Test
  void aResetIsRefusedWithWhatToDoFirst() {
    assertThat(answerToReset(Life.latching(), false, false)).isEqualTo("REFUSED STILL_ACTIVE");
    assertThat(answerToReset(Life.latching(), true, false)).isEqualTo("REFUSED STILL_ACTIVE");
    assertThat(answerToReset(Life.latching(), false, true)).isEqualTo("REFUSED NOT_ACKNOWLEDGED");
    assertThat(answerToReset(Life.plain(), false, true)).isEqualTo("REFUSED NOT_LATCHED");
    assertThat(answerToReset(Life.latching(), true, true)).isEqualTo("ACCEPTED DONE");
  }

  private static String answerToReset(Life life, boolean acknowledged, boolean cleared) {
    life.raise(1, HIGH);
    if (acknowledged) {
      life.acknowledge();
    }
    if (cleared) {
      life.clear(1, 1);
    }
    life.command(Kind.RESET);
    return life.answer();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"UNSHELVE", "RETURN_TO_SERVICE"})
  void endingWhatHasEndedIsAcceptedWithoutAnEvent(Kind kind) {
    Life life = raised();
    assertThat(life.command(kind)).isEmpty();
    assertThat(life.answer()).isEqualTo("ACCEPTED ALREADY_SO");
  }

  @Test
  void onlyCommandsAreAnswered() {
    Life life = raised();
    @Nullable CommandReply none = life.last.reply();
    assertThat(none).isNull();
    life.tickAt(100);
    assertThat(life.last.reply()).isNull();
  }
}
