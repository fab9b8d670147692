package io.linewatch.bench.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.model.fit.FitOptions;
import io.linewatch.standalone.replay.Confusion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesEvaluatorTest {
  private static final long SEED = 7;
  private static final int LEARNED = 600;
  private static final int FAULT_FROM = 1_000;
  private static final int FAULT_TO = 1_300;
  private static final int ROWS = 1_600;

  @TempDir private Path folder;

  @Test
  void aSeededFaultOfARecordingIsFoundByTheAgentsOwnScoringAndDecisions() throws Exception {
    Path file = recording();
    LabelledRecording recording = LabelledRecording.read(file);
    LoadedModel model =
        new FittedPackage(folder).of(FitOptions.of("press", List.of(file), LEARNED));
    Confusion rows = Confusion.NONE;
    try {
      boolean[] verdicts =
          new SeriesEvaluator(model, RowPolicy.of(model.spec())).verdicts(recording);
      for (int i = LEARNED; i < verdicts.length; i++) {
        rows = rows.plus(verdicts[i], recording.rows().get(i).anomaly());
      }
    } finally {
      model.release();
    }

    assertThat(rows.rows()).isEqualTo(ROWS - LEARNED);
    // A window of 20 rows tells up to 20 rows late, at the beginning and at the end.
    assertThat(rows.missedAlarmPercent()).as("seed %d", SEED).isLessThan(8);
    assertThat(rows.falseAlarmPercent()).as("seed %d", SEED).isLessThan(5);
    assertThat(rows.f1()).as("seed %d", SEED).isGreaterThan(0.9);
  }

  /** Two sensors that follow one load; during the fault the second one reads too high. */
  private Path recording() throws Exception {
    Random random = new Random(SEED);
    StringBuilder text = new StringBuilder("time;load;temperature;anomaly\n");
    for (int i = 0; i < ROWS; i++) {
      boolean fault = i >= FAULT_FROM && i < FAULT_TO;
      double load = 50 + 10 * Math.sin(i / 20.0) + random.nextGaussian();
      double temperature = 40 + 0.3 * load + 0.2 * random.nextGaussian() + (fault ? 3 : 0);
      text.append(Instant.ofEpochSecond(1_700_000_000L + i))
          .append(String.format(Locale.ROOT, ";%.4f;%.4f;%d%n", load, temperature, fault ? 1 : 0));
    }
    return Files.writeString(folder.resolve("recording.csv"), text);
  }
}
