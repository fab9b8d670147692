package io.linewatch.model.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.LineMutator;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings as loggers and spreadsheets spoil them. */
class CsvFuzzTest {
  private static final String SEMICOLONS =
      """
      time;load [kW];Temperatur (°C);状态;anomaly;changepoint
      2020-03-09 10:34:33;50,5;1.500,25;1;0;0
      2020-03-09 10:34:34;51,5;1.501,25;1;0;0
      2020-03-09 10:34:35;-;nan;2;1;1
      2020-03-09 10:34:36;52,5;1.502,25;1;0;0
      """;
  private static final String EPOCHS =
      """
      ts,a,b
      1583750073,1.5,-2e-3
      1583750074,1.5,"1,000.5"
      1583750075,1.6,
      """;

  /** Longer than what is looked at for the guess, so that mutants reach the reader. */
  private static final String LONG =
      "ts,a,b\n"
          + IntStream.range(0, 400)
              .mapToObj(i -> 1_583_750_073L + i + "," + i / 4.0 + ",-2e-3\n")
              .collect(Collectors.joining());

  private static final String NO_TIME = "1,2,3\n4,5,6\n7,8,9\n";

  @TempDir Path folder;

  @Test
  void everyFileIsARecordingOrIsRefusedWithAReason() {
    List<byte[]> samples =
        List.of(
            SEMICOLONS.getBytes(UTF_8),
            SEMICOLONS.getBytes(Charset.forName("GB18030")),
            ("\ufeff" + SEMICOLONS).getBytes(Charset.forName("UTF-16LE")),
            EPOCHS.getBytes(UTF_8),
            LONG.getBytes(UTF_8),
            LONG.getBytes(UTF_8),
            NO_TIME.getBytes(UTF_8),
            SEMICOLONS.replace(';', '\t').getBytes(UTF_8));

    Fuzz.run(
        FuzzTarget.of("recording", samples, new LineMutator(), this::read)
            .rounds(1_000)
            .memory(64 << 20, 2_048));
  }

  private @Nullable String read(byte[] input) throws IOException {
    Path file = Files.write(folder.resolve("recording.csv"), input);
    try {
      CsvGuess guess = CsvGuess.of(file);
      assertThat(guess.toString()).isNotBlank();
      try (CsvRecording recording = CsvRecording.open(file, guess)) {
        for (var row = recording.next(); row != null; row = recording.next()) {
          assertThat(row.values()).hasSize(guess.channels().size());
        }
        assertThat(recording.firstProblem().isEmpty()).isEqualTo(recording.skipped() == 0);
        assertThat(recording.firstProblem()).hasSizeLessThan(1_000);
      }
      return null;
    } catch (UnreadableCsv refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
