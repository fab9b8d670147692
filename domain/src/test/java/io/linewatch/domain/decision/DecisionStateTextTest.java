package io.linewatch.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionStateTextTest {
  private static final String TWO_LEVELS =
      "1|LOW,ACTIVE,2026-11-23T08:00:00Z;MEDIUM,OFF_DELAYED,2026-11-23T08:00:01.000001Z"
          + "|MEDIUM,ABOVE,4.5|7|2|2026-11-23T08:00:02Z|-0.0";

  @Test
  void theFirstStateComesBackAsItWent() {
    String text = DecisionStateText.write(DecisionState.INITIAL);
    assertThat(text).isEqualTo("1|||0|0||NaN");
    assertThat(DecisionStateText.read(text)).isEqualTo(DecisionState.INITIAL);
  }

  @Test
  void aFullStateComesBackAsItWent() {
    assertThat(DecisionStateText.write(DecisionStateText.read(TWO_LEVELS))).isEqualTo(TWO_LEVELS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2|||0|0||NaN",
        "1|||0|0||NaN|",
        "1|||x|0||NaN",
        "1|LOW,ACTIVE|||0|0||NaN",
        "1|HIGH,ACTIVE,2026-11-23T08:00:00Z||0|0||NaN",
        "1|LOW,NORMAL,2026-11-23T08:00:00Z||0|0||NaN",
        "1|LOW,ACTIVE,yesterday||0|0||NaN",
        "1||LOW,ABOVE,NaN|0|0||NaN",
        "1||LOW,BESIDE,1|0|0||NaN"
      })
  void whatIsNoStateIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DecisionStateText.read(text));
  }
}
