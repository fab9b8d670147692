package io.linewatch.domain.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemainingLifeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PT1H   | about 24 h of running (12 to 40)
          PT20M  | about 8 h of running (4 to 13)
          PT8H   | about 8 d of running (4 to 13)
          PT1S   | about 24 s of running (12 to 40)
          PT30S  | about 12 min of running (6 to 20)
          """)
  void aLifeIsToldInCyclesAndInAUnitThatPeopleCanPicture(Duration cycle, String words) {
    RemainingLife life = RemainingLife.of(24, 12, 40, cycle);

    assertThat(life.sentence())
        .startsWith("About 24 cycles are left, nine times in ten between 12 and 40;")
        .endsWith(words + ".");
    assertThat(life.cycleSeconds()).isEqualTo(cycle.toMillis() / 1_000.0);
  }
}
