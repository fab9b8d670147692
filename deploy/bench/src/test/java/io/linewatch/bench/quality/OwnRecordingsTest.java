package io.linewatch.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.model.csv.UnreadableCsv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnRecordingsTest {
  private static final long SEED = 11;
  private static final int ROWS = 800;
  private static final int FAULT_FROM = 400;

  @TempDir private Path folder;

  private final BenchReport report = new BenchReport("quality", SEED);
  private final OwnRecordings evaluator = new OwnRecordings();

  @Test
  void recordingsOfAFolderAreJudgedByAModelOfItsNormalRunning() throws Exception {
    Random random = new Random(SEED);
    write("normal/monday.csv", random, ROWS, ROWS);
    write("normal/tuesday.csv", random, ROWS, ROWS);
    write("judged/wednesday.csv", random, ROWS, FAULT_FROM);
    write("judged/thursday.csv", random, ROWS, ROWS);

    evaluator.judge("presses", folder, Files.createDirectory(folder.resolve("work")), report);

    JsonNode rows = lastLine().path("rows");
    assertThat(rows).hasSize(2);
    for (JsonNode row : rows) {
      assertThat(row.path("set").asText()).isEqualTo("presses");
      assertThat(row.path("rows").asLong()).isEqualTo(2L * ROWS);
      assertThat(row.path("F1").asDouble()).as("seed %d, %s", SEED, row).isGreaterThan(0.85);
      assertThat(row.path("FAR %").asDouble()).as("seed %d, %s", SEED, row).isLessThan(5);
    }
  }

  @Test
  void aFolderOfAnotherFormIsRefusedByTheNameOfWhatIsMissing() throws Exception {
    assertThatThrownBy(() -> evaluator.judge("presses", folder, folder, report))
        .isInstanceOf(UnreadableCsv.class)
        .hasMessageContaining("normal");
    Files.createDirectory(folder.resolve("normal"));
    assertThatThrownBy(() -> evaluator.judge("presses", folder, folder, report))
        .isInstanceOf(UnreadableCsv.class)
        .hasMessageContaining("no recordings");
  }

  private JsonNode lastLine() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    report.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
    return new ObjectMapper()
        .readTree(printed.toString(StandardCharsets.UTF_8).lines().toList().getLast());
  }

  /** Two sensors that follow one load; from the fault on the second one no longer does. */
  private void write(String name, Random random, int count, int faultFrom) throws IOException {
    StringBuilder text = new StringBuilder("time;load;temperature;anomaly\n");
    for (int i = 0; i < count; i++) {
      boolean fault = i >= faultFrom;
      double load = 50 + 10 * Math.sin(i / 20.0) + random.nextGaussian();
      double temperature = 40 + 0.3 * load + 0.2 * random.nextGaussian() + (fault ? 3 : 0);
      text.append(Instant.ofEpochSecond(1_700_000_000L + i))
          .append(String.format(Locale.ROOT, ";%.4f;%.4f;%d%n", load, temperature, fault ? 1 : 0));
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
