package io.linewatch.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.bench.quality.TabularEvaluator.Judged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TabularEvaluatorTest {
  private static final long SEED = 9;
  private static final int ROWS = 1_500;

  @TempDir private Path folder;

  @Test
  void failuresOfASeededTableAreRankedFarAboveChanceByTheAgentsOwnScoring() throws Exception {
    Judged part =
        new TabularEvaluator("broken", List.of()).part(table(), 0, folder.resolve("work"));
    Judged alike = TabularEvaluator.alike(part);

    assertThat(part.scores()).hasSize(ROWS / 5);
    assertThat(alike.averagePrecision()).as("seed %d", SEED).isLessThan(0.15);
    assertThat(part.averagePrecision()).as("seed %d", SEED).isGreaterThan(0.75);
    Map<String, Object> row = TabularEvaluator.row("made", "Linewatch", part);
    assertThat((Double) row.get("F1")).as("seed %d", SEED).isGreaterThan(0.6);
    assertThat((Double) row.get("FAR %")).as("seed %d", SEED).isLessThan(5);
  }

  /** It breaks where force times speed is high. */
  private Path table() throws Exception {
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder("force;speed;hour;broken\n");
    for (int i = 0; i < ROWS; i++) {
      double force = 50 + 12 * random.nextGaussian();
      double speed = 20 + 4 * random.nextGaussian();
      boolean broken = force * speed + 20 * random.nextGaussian() > 1_500;
      text.append(
          String.format(
              Locale.ROOT, "%.3f;%.3f;%d;%s%n", force, speed, i % 24, broken ? "yes" : "no"));
    }
    return Files.writeString(folder.resolve("table.csv"), text);
  }
}
