package io.linewatch.model.fit;

import io.linewatch.model.limit.FalseAlarmBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Recordings of a made-up machine: three sensors that follow one load, with noise. */
public final class Recordings {
  private Recordings() {}

  public static Path normal(Path folder, String name, int rows, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("time;load;speed;temperature;constant\n");
    for (int i = 0; i < rows; i++) {
      double load = 50 + 10 * Math.sin(i / 37.0) + random.nextGaussian();
      text.append(Instant.ofEpochSecond(1_700_000_000L + i))
          .append(
              String.format(
                  Locale.ROOT,
                  ";%.4f;%.4f;%.4f;3.5%n",
                  load,
                  1500 - 2 * load + random.nextGaussian(),
                  40 + 0.3 * load + 0.2 * random.nextGaussian()));
    }
    return Files.writeString(folder.resolve(name), text);
  }

  public static FitOptions options(Path file) {
    return FitOptions.of("normal-running", List.of(file), null);
  }

  /** With at most one false alarm in this time. */
  public static FitOptions options(Path file, Duration oneFalseAlarmIn) {
    FitOptions standard = options(file);
    return new FitOptions(
        standard.name(),
        standard.files(),
        standard.channels(),
        null,
        null,
        null,
        null,
        standard.method(),
        "",
        new FalseAlarmBudget(oneFalseAlarmIn));
  }
}
