package io.linewatch.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfusionTest {
  private static final Confusion SOME = new Confusion(30, 10, 50, 20);

  @Test
  void figuresFollowTheirDefinitions() {
    assertThat(SOME.precision()).isEqualTo(0.75);
    assertThat(SOME.recall()).isEqualTo(0.6);
    assertThat(SOME.f1()).isCloseTo(60.0 / 90, within(1e-12));
    assertThat(SOME.falseAlarmPercent()).isCloseTo(100.0 * 10 / 60, within(1e-12));
    assertThat(SOME.missedAlarmPercent()).isEqualTo(40);
  }

  @Test
  void anAlarmThatIsAlwaysOnMissesNothingAndIsAlwaysFalseWithoutAFault() {
    Confusion always = SOME.alwaysOn();

    assertThat(always.recall()).isEqualTo(1);
    assertThat(always.falseAlarmPercent()).isEqualTo(100);
    assertThat(always.precision()).isCloseTo(50.0 / 110, within(1e-12));
  }

  @Test
  void rowsAreCountedByWhatWasSaidAndWhatWas() {
    assertThat(
            Confusion.NONE
                .plus(true, true)
                .plus(true, false)
                .plus(false, false)
                .plus(false, true)
                .plus(false, true))
        .isEqualTo(new Confusion(1, 1, 1, 2));
  }

  @Test
  void withoutAFaultThereIsNoRecall() {
    assertThat(Confusion.NONE.plus(false, false).recall()).isNaN();
  }
}
