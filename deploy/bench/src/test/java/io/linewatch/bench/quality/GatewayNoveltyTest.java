package io.linewatch.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.bench.quality.NumentaScore.Profile;
import io.linewatch.bench.quality.NumentaScore.Result;
import io.linewatch.bench.quality.NumentaScore.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made series of a value every five minutes, as a gateway's findings would tell of them. */
class GatewayNoveltyTest {
  private static final long SEED = 23;
  private static final int DAY = 288;
  private static final int ROWS = 7 * DAY;
  private static final int AT = 5 * DAY + 40;
  private static final Window WINDOW = new Window(AT - 10, AT + 150);

  @TempDir private Path folder;

  @Test
  void aSpikeIsAFindingAtItsBeginningAndADayThatRepeatsItselfIsNone() throws Exception {
    Result result = told(Duration.ofDays(1), AT, AT + 1);
    assertThat(result.missed()).as("seed %d: %s", SEED, result).isZero();
    assertThat(result.falseAlarms()).as("seed %d: %s", SEED, result).isLessThanOrEqualTo(2);
    assertThat(told(Duration.ofDays(1), -1, -1).falseAlarms()).isLessThanOrEqualTo(2);
  }

  @Test
  void nothingIsToldOfWhatComesInTheFirstDay() throws Exception {
    double[] raised = new GatewayNovelty(Duration.ofDays(1)).raised(series(DAY / 2, DAY / 2 + 1));
    for (int row = 0; row < 300; row++) {
      assertThat(raised[row]).as("row %d", row).isZero();
    }
  }

  private Result told(Duration budget, int from, int to) throws Exception {
    NumentaScore score = new NumentaScore();
    score.add(
        new GatewayNovelty(budget).raised(series(from, to)),
        from < 0 ? List.of() : List.of(WINDOW));
    return score.at(Profile.STANDARD, 1);
  }

  private LabelledRecording series(int from, int to) throws Exception {
    Random random = new Random(SEED);
    StringBuilder rows = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < ROWS; i++) {
      double hour = i % DAY / (double) DAY;
      double value = (hour > 0.3 && hour < 0.7 ? 80 : 20) + random.nextGaussian();
      rows.append(Instant.parse("2026-01-01T00:00:00Z").plusSeconds(300L * i))
          .append(',')
          .append(i >= from && i < to ? 400 : value)
          .append('\n');
    }
    return LabelledRecording.read(
        Files.writeString(folder.resolve("series" + from + ".csv"), rows.toString()));
  }
}
