package io.linewatch.central.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Berlin: clocks go forward on 2025-03-30 at 02:00, and back on 2025-10-26 at 03:00. */
class ExportTimesTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static ExportTimes berlin(RepeatedHour repeated) throws RefusedExport {
    return new ExportTimes(TimeReading.of("year-month-day"), BERLIN, repeated);
  }

  private static String read(ExportTimes times, String text) {
    ExportTimes.Read read = times.read(text, 0);
    return read.isGood() ? ExportTimes.text(read.micros()) : read.problem();
  }

  @Test
  void anHourThatDoesNotExistIsRefused() throws Exception {
    ExportTimes times = berlin(RepeatedHour.FIRST);
    assertThat(read(times, "2025-03-30 01:59:59")).isEqualTo("2025-03-30T00:59:59Z");
    assertThat(read(times, "2025-03-30 02:00:00")).isEqualTo(ExportTimes.MISSING_HOUR);
    assertThat(read(times, "2025-03-30 03:00:00")).isEqualTo("2025-03-30T01:00:00Z");
  }

  @Test
  void anHourThatComesTwiceIsTakenAsToldAndElseRefused() throws Exception {
    String text = "2025-10-26 02:30:00";
    assertThat(read(berlin(RepeatedHour.REJECT), text)).isEqualTo(ExportTimes.REPEATED_HOUR);
    assertThat(read(berlin(RepeatedHour.FIRST), text)).isEqualTo("2025-10-26T00:30:00Z");
    assertThat(read(berlin(RepeatedHour.SECOND), text)).isEqualTo("2025-10-26T01:30:00Z");
  }

  @Test
  void inOrderTheSecondPassBeginsWhereTimesFallBack() throws Exception {
    ExportTimes times = berlin(RepeatedHour.IN_ORDER);
    List<String> instants = new ArrayList<>();
    for (String minute : new String[] {"01:50", "02:10", "02:10", "02:50", "02:10", "02:50"}) {
      instants.add(read(times, "2025-10-26 " + minute + ":00"));
    }
    assertThat(instants)
        .containsExactly(
            "2025-10-25T23:50:00Z",
            "2025-10-26T00:10:00Z",
            "2025-10-26T00:10:00Z",
            "2025-10-26T00:50:00Z",
            "2025-10-26T01:10:00Z",
            "2025-10-26T01:50:00Z");
    assertThat(times.repeatedTaken()).isEqualTo(5);
    // Another channel of a long table has its own order.
    assertThat(times.read("2025-10-26 02:10:00", 7).micros())
        .isEqualTo(Instant.parse("2025-10-26T00:10:00Z").getEpochSecond() * 1_000_000);
  }

  @Test
  void anOffsetInTheTextCountsMoreThanTheZone() throws Exception {
    ExportTimes times = berlin(RepeatedHour.REJECT);
    assertThat(read(times, "2025-10-26 02:30:00+02:00")).isEqualTo("2025-10-26T00:30:00Z");
    assertThat(read(times, "2025-07-01T12:00:00.123456789Z"))
        .isEqualTo("2025-07-01T12:00:00.123456Z");
  }

  @Test
  void aPatternReadsWhatHasTwoDigitsOfAYear() throws Exception {
    ExportTimes times =
        new ExportTimes(TimeReading.of("dd/MM/yy HH:mm"), BERLIN, RepeatedHour.REJECT);
    assertThat(read(times, "03/04/25 10:00")).isEqualTo("2025-04-03T08:00:00Z");
    assertThat(read(times, "2025-04-03 10:00")).isEqualTo("not a time");
    assertThatThrownBy(() -> TimeReading.of("day-moth-year"))
        .hasMessageContaining("did you mean 'day-month-year'?");
    assertThatThrownBy(() -> TimeReading.of("dd/MM/QQQQQQQ")).hasMessageContaining("--time-format");
  }

  @Test
  void aZoneThatIsNoneIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> ExportTimes.zone("Europe/Berln"))
        .hasMessageContaining("did you mean 'Europe/Berlin'?");
  }
}
