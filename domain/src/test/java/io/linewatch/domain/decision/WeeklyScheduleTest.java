package io.linewatch.domain.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WeeklyScheduleTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private static boolean mondayContains(String from, String to, String utc) {
    return new WeeklySchedule(
            SHANGHAI, Set.of(DayOfWeek.MONDAY), LocalTime.parse(from), LocalTime.parse(to))
        .contains(Instant.parse(utc));
  }

  @Test
  void theFirstInstantIsInAndTheLastIsOut() {
    assertThat(mondayContains("06:00", "14:00", "2026-11-22T22:00:00Z")).isTrue();
    assertThat(mondayContains("06:00", "14:00", "2026-11-23T05:59:59.999Z")).isTrue();
    assertThat(mondayContains("06:00", "14:00", "2026-11-23T06:00:00Z")).isFalse();
  }

  @Test
  void aNightShiftRunsIntoTheDayAfterTheNamedOne() {
    assertThat(mondayContains("22:00", "06:00", "2026-11-23T21:59:59Z")).isTrue();
    assertThat(mondayContains("22:00", "06:00", "2026-11-23T22:00:00Z")).isFalse();
    assertThat(mondayContains("22:00", "06:00", "2026-11-22T20:00:00Z")).isFalse();
  }

  @Test
  void fromMidnightToMidnightIsTheWholeDay() {
    assertThat(mondayContains("00:00", "00:00", "2026-11-22T16:00:00Z")).isTrue();
    assertThat(mondayContains("00:00", "00:00", "2026-11-23T15:59:59Z")).isTrue();
    assertThat(mondayContains("00:00", "00:00", "2026-11-23T16:00:00Z")).isFalse();
    assertThat(mondayContains("00:00", "00:00", "2026-11-22T15:59:59Z")).isFalse();
  }

  @Test
  void aScheduleWithoutADayIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new WeeklySchedule(SHANGHAI, Set.of(), LocalTime.NOON, LocalTime.MIDNIGHT));
  }
}
