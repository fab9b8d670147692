package io.linewatch.bench.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.bench.publish.LoadPlan;
import io.linewatch.bench.publish.Readings;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.standalone.server.ModelCommands;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A model of the load's normal running, fitted by {@code linewatch-models} on a recording of the
 * same values: its rows are as far apart as the load's steps, so every reading changes a feature.
 *
 * @param store the layout that holds it
 * @param windowRows rows a window spans
 * @param hop a window is made every so many rows
 */
public record WindowModel(BenchPlant.FittedModel made, Path store, int windowRows, int hop) {
  private static final int ROWS = 3_000;

  /**
   * @param stepMicros distance of the rows
   */
  public static WindowModel fit(
      BenchSystem bench, String name, int channels, long stepMicros, long seed)
      throws IOException, InterruptedException {
    return fit(bench, name, channels, stepMicros, seed, "MEAN");
  }

  /**
   * @param features of every window, with commas between
   */
  public static WindowModel fit(
      BenchSystem bench, String name, int channels, long stepMicros, long seed, String features)
      throws IOException, InterruptedException {
    Path recording = bench.folder().resolve(name + ".csv");
    record(recording, channels, stepMicros, seed);
    ModelCommands models = new ModelCommands(bench.programs(), bench.folder());
    Files.createDirectories(models.store());
    JsonNode answer =
        models.fitAnswer(
            recording,
            name,
            "--features",
            features,
            "--grid",
            Duration.ofNanos(stepMicros * 1000).toString());
    JsonNode window = answer.path("spec").path("window");
    return new WindowModel(
        new BenchPlant.FittedModel(name, answer.path("digest").asText(), policy(stepMicros)),
        models.store(),
        window.path("rows").asInt(),
        window.path("hop").asInt());
  }

  private static void record(Path file, int channels, long stepMicros, long seed)
      throws IOException {
    Readings readings = new Readings(seed, 0);
    Instant start = Instant.parse("2026-01-12T06:00:00Z");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
      out.print("time");
      for (int c = 0; c < channels; c++) {
        out.print("," + LoadPlan.channel(c));
      }
      out.println();
      for (int row = 0; row < ROWS; row++) {
        out.print(start.plusNanos(row * stepMicros * 1000));
        for (int c = 0; c < channels; c++) {
          out.printf(Locale.ROOT, ",%.4f", readings.next() / 10_000.0);
        }
        out.println();
      }
    }
  }

  /** Every score is decided; only a long departure is a finding. */
  private static AlarmPolicy policy(long stepMicros) {
    return new AlarmPolicy(
        1,
        AlarmClass.ADVISORY,
        List.of(new Limit(Severity.MEDIUM, Comparison.ABOVE, 150)),
        null,
        null,
        Duration.ofNanos(stepMicros * 1000 * 20),
        Duration.ofNanos(stepMicros * 1000 * 20),
        10,
        false,
        null,
        Set.of(),
        null,
        "the load does not run as it used to",
        "a finding",
        "nothing");
  }
}
