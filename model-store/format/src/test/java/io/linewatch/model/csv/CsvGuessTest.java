package io.linewatch.model.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.model.csv.CsvRecording.CsvRow;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CsvGuessTest {
  @TempDir private Path folder;

  private Path file(String text, Charset charset) throws Exception {
    return Files.write(folder.resolve("r.csv"), text.getBytes(charset));
  }

  private static List<CsvRow> rows(Path file, CsvGuess guess) throws Exception {
    List<CsvRow> rows = new ArrayList<>();
    try (CsvRecording recording = CsvRecording.open(file, guess)) {
      for (CsvRow row = recording.next(); row != null; row = recording.next()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static long micros(String iso) {
    return Instant.parse(iso).toEpochMilli() * 1000;
  }

  @Test
  void semicolonsWithPointsAndLabels() throws Exception {
    Path file =
        file(
            """
            datetime;Flow Rate;Temp (C);anomaly;changepoint
            2020-03-09 10:34:33;32.0;75.5;0.0;0.0
            2020-03-09 10:34:34;31.5;75.6;1.0;1.0
            """,
            StandardCharsets.UTF_8);
    CsvGuess guess = CsvGuess.of(file);
    assertThat(guess.separator()).isEqualTo(';');
    assertThat(guess.decimalComma()).isFalse();
    assertThat(guess.channels())
        .extracting(CsvGuess.Column::channel)
        .containsExactly("Flow_Rate", "Temp");
    assertThat(guess.channels().get(1).unit()).isEqualTo("C");
    List<CsvRow> rows = rows(file, guess);
    assertThat(rows.get(0).timeMicros()).isEqualTo(micros("2020-03-09T10:34:33Z"));
    assertThat(rows.get(1).values()).containsExactly(31.5, 75.6);
    assertThat(rows.get(1).anomaly()).isTrue();
    assertThat(rows.get(0).anomaly()).isFalse();
    assertThat(rows.get(1).changepoint()).isTrue();
    assertThat(guess.toString())
        .isEqualTo(
            "UTF-8, separator ';', decimal point, time in column 1: dates as year-month-day,"
                + " 2 channels (Flow_Rate, Temp [C]), labels in column 4, changepoints in column"
                + " 5");
  }

  @Test
  void decimalCommasAndDaysFirst() throws Exception {
    Path file =
        file(
            "Zeit;Druck;Leistung\n13.01.2026 07:00:00;1,5;1.234,5\n13.01.2026 07:00:01;1,6;987,0\n",
            StandardCharsets.UTF_8);
    CsvGuess guess = CsvGuess.of(file);
    assertThat(guess.decimalComma()).isTrue();
    assertThat(guess.timeFormat()).isEqualTo(CsvTimeFormat.DAY_MONTH_YEAR);
    assertThat(rows(file, guess).getFirst().values()).containsExactly(1.5, 1234.5);
    assertThat(rows(file, guess).getFirst().timeMicros()).isEqualTo(micros("2026-01-13T07:00:00Z"));
  }

  @Test
  void theHourAloneAndLabelsWithTwoDecimals() throws Exception {
    Path file =
        file(
            """
            DATETIME,level,ATT_FLAG
            14/01/14 22,0.50,0.00
            14/01/14 23,0.41,1.00
            """,
            StandardCharsets.UTF_8);
    CsvGuess guess = CsvGuess.of(file);
    assertThat(guess.timeFormat()).isEqualTo(CsvTimeFormat.DAY_MONTH_YEAR);
    List<CsvRow> rows = rows(file, guess);
    assertThat(rows.get(1).timeMicros()).isEqualTo(micros("2014-01-14T23:00:00Z"));
    assertThat(rows).extracting(CsvRow::anomaly).containsExactly(false, true);
  }

  @Test
  void epochMillisecondsAfterAByteOrderMark() throws Exception {
    Path file = file("\uFEFFts,v\n1767225600000,1\n1767225600500,2\n", StandardCharsets.UTF_8);
    CsvGuess guess = CsvGuess.of(file);
    assertThat(guess.timeFormat()).isEqualTo(CsvTimeFormat.EPOCH_MILLIS);
    assertThat(rows(file, guess)).hasSize(2);
    assertThat(rows(file, guess).get(1).timeMicros()).isEqualTo(1_767_225_600_500_000L);
    assertThat(guess.channels()).hasSize(1);
  }

  @Test
  void isoTimesWithZonesAndFractions() throws Exception {
    Path file =
        file(
            "time,v\n2026-01-01T08:00:00.25+08:00,1\n2026-01-01T08:00:01.25+08:00,2\n",
            StandardCharsets.UTF_8);
    CsvGuess guess = CsvGuess.of(file);
    assertThat(rows(file, guess).getFirst().timeMicros())
        .isEqualTo(micros("2026-01-01T00:00:00.250Z"));
  }

  @Test
  void chineseExportsInGbk() throws Exception {
    Path file =
        file(
            "时间,温度(℃),压力\n2026/1/1 8:00:00,75.5,1.2\n2026/1/1 8:00:01,75.6,1.3\n",
            Charset.forName("GBK"));
    CsvGuess guess = CsvGuess.of(file);
    assertThat(guess.charset()).isEqualTo(Charset.forName("GB18030"));
    assertThat(guess.channels()).extracting(CsvGuess.Column::channel).containsExactly("温度", "压力");
    assertThat(rows(file, guess)).hasSize(2);
  }

  @Test
  void aDegreeSignOfWindowsIsNotChinese() throws Exception {
    Charset windows = Charset.forName("windows-1252");
    Path file = file("time,T [°C]\n2026-01-01 00:00:00,1\n2026-01-01 00:00:01,2\n", windows);
    assertThat(CsvGuess.of(file).charset()).isEqualTo(windows);
    assertThat(CsvGuess.of(file).channels().getFirst().unit()).isEqualTo("°C");
  }

  @Test
  void withoutHeaderAndTimeRowsAreOneASecond() throws Exception {
    Path file = file("1.0\t2.0\n1.1\t2.1\n", StandardCharsets.UTF_8);
    CsvGuess guess = CsvGuess.of(file);
    assertThat(guess.header()).isFalse();
    assertThat(guess.timeColumn()).isEqualTo(-1);
    List<CsvRow> rows = rows(file, guess);
    assertThat(rows.get(1).timeMicros() - rows.get(0).timeMicros()).isEqualTo(1_000_000);
    assertThat(guess.toString()).contains("no times: one row a second assumed");
  }

  @Test
  void rowsWithoutAReadableTimeAreSkippedAndMissingValuesAreNaN() throws Exception {
    StringBuilder text = new StringBuilder("time,a,b\n");
    for (int i = 0; i < 300; i++) {
      text.append(Instant.ofEpochSecond(1_767_225_600 + i)).append(",1.5,2\n");
    }
    text.append("garbage,1,2\n2027-01-01T00:00:00Z,,NaN\n2027-01-01T00:00:01Z,3\n");
    Path file = file(text.toString(), StandardCharsets.UTF_8);
    CsvGuess guess = CsvGuess.of(file);
    try (CsvRecording recording = CsvRecording.open(file, guess)) {
      for (int i = 0; i < 300; i++) {
        assertThat(recording.next()).isNotNull();
      }
      CsvRow missing = recording.next();
      assertThat(missing).isNotNull();
      assertThat(missing.values()).containsExactly(Double.NaN, Double.NaN);
      assertThat(recording.skipped()).isEqualTo(1);
      assertThat(recording.firstProblem()).contains("line 302", "garbage");
      CsvRow cut = recording.next();
      assertThat(cut).isNotNull();
      assertThat(cut.values()).containsExactly(3, Double.NaN);
    }
  }

  @Test
  void whatIsNoTableIsRefusedWithAReason() throws Exception {
    assertThatThrownBy(() -> CsvGuess.of(file("hello\nworld\n", StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableCsv.class)
        .hasMessageContaining("not a table");
    assertThatThrownBy(() -> CsvGuess.of(file("a,b\nx,y\n", StandardCharsets.UTF_8)))
        .isInstanceOf(UnreadableCsv.class)
        .hasMessageContaining("no column of numbers");
  }

  @Test
  @Timeout(60)
  void aTimeWithAHugeExponentIsSkippedAndNotWorkedOut() throws Exception {
    StringBuilder text = new StringBuilder("ts,a\n");
    for (int i = 0; i < 300; i++) {
      text.append(1_583_750_073L + i).append(",1.5\n");
    }
    Path file = file(text + "1e-99999999,1.5\n", StandardCharsets.UTF_8);
    CsvGuess guess = CsvGuess.of(file);

    assertThat(guess.timeFormat()).isEqualTo(CsvTimeFormat.EPOCH_SECONDS);
    assertThat(rows(file, guess)).hasSize(300);
  }

  @Test
  @Timeout(60)
  void aRunOfSpacesInAHeaderIsReadOnce() throws Exception {
    String header = "a" + " ".repeat(200_000) + "b;load" + "_".repeat(20_000) + "x";
    Path file = file(header + "\n1;2\n3;4\n", StandardCharsets.UTF_8);

    assertThat(CsvGuess.of(file).channels()).hasSize(2);
  }
}
