package io.linewatch.bench.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linewatch.bench.quality.NumentaScore.Profile;
import io.linewatch.bench.quality.NumentaScore.Window;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.model.csv.CsvRecording.CsvRow;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.stream.ContextNovelty;
import io.linewatch.model.stream.ContextNovelty.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * NAB v1.1: 58 series without a training period, judged row by row by a detector that learns as it
 * goes. Every detector of the benchmark is told a series' least and greatest value beforehand; ours
 * is judged so too, as a sensor's range is known in a plant, beside it without that, and as a
 * gateway's findings would have been, which know neither range nor length.
 */
final class NabSet implements QualitySet {
  static final double LIMIT = 0.75;
  private static final int LEVELS = 8;
  private static final int LONGEST_CONTEXT = 4;
  private static final int MOST_CONTEXTS = 50_000;

  /** Cells of a plant sheet; most series bring a value every five minutes for two weeks. */
  private static final List<Duration> BUDGETS = List.of(Duration.ofDays(1), Duration.ofDays(7));

  private static final DateTimeFormatter WINDOW_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS");

  @Override
  public String name() {
    return "nab";
  }

  @Override
  public void judge(Path folder, Path work, BenchReport report) throws Exception {
    JsonNode labels =
        new ObjectMapper().readTree(folder.resolve("labels/combined_windows.json").toFile());
    NumentaScore known = new NumentaScore();
    NumentaScore learned = new NumentaScore();
    Map<GatewayNovelty, NumentaScore> gateway = new LinkedHashMap<>();
    BUDGETS.forEach(budget -> gateway.put(new GatewayNovelty(budget), new NumentaScore()));
    List<String> names = new ArrayList<>();
    labels.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      LabelledRecording recording = LabelledRecording.read(folder.resolve("data").resolve(name));
      List<Window> windows = windows(recording, labels.get(name));
      double[] values = recording.rows().stream().mapToDouble(row -> row.values()[0]).toArray();
      double least = Arrays.stream(values).min().orElseThrow();
      double greatest = Arrays.stream(values).max().orElseThrow();
      known.add(
          scores(values, new ContextNovelty(settings(values.length, 0), least, greatest)), windows);
      learned.add(scores(values, new ContextNovelty(settings(values.length, 1))), windows);
      gateway.forEach((channel, score) -> score.add(channel.raised(recording), windows));
    }
    rows(report, "Linewatch, range known", known);
    rows(report, "Linewatch, range learned", learned);
    gateway.forEach((channel, score) ->
        report.row(
            fixed(cells("Linewatch, findings of a gateway, novelty: " + channel), score, 1)));
    Published.NAB.forEach(other -> report.row(published(other)));
    double official = known.best(Profile.STANDARD).score();
    report.target(Target.atLeast("NAB standard", 58.0, official));
    report.target(Target.atLeast("NAB standard, goal", 70, official));
    report.target(
        Target.atLeast(
            "NAB standard, findings of a gateway",
            58.0,
            gateway.values().iterator().next().at(Profile.STANDARD, 1).score()));
    report.target(
        Target.atLeast(
            "NAB standard, range learned", 58.0, learned.best(Profile.STANDARD).score()));
  }

  static Settings settings(int rows, double wider) {
    int probation = NumentaScore.probation(rows);
    return new Settings(
        LEVELS, wider, LONGEST_CONTEXT, probation, probation / 5, LIMIT, MOST_CONTEXTS);
  }

  static double[] scores(double[] values, ContextNovelty detector) {
    double[] scores = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      double score = detector.accept(values[i]);
      scores[i] = Double.isNaN(score) ? 0 : score;
    }
    return scores;
  }

  private static List<Window> windows(LabelledRecording recording, JsonNode labelled)
      throws IOException, UnreadableCsv {
    long[] times = recording.rows().stream().mapToLong(CsvRow::timeMicros).toArray();
    List<Window> windows = new ArrayList<>();
    for (JsonNode window : labelled) {
      windows.add(
          new Window(
              row(recording, times, window.get(0).asText()),
              row(recording, times, window.get(1).asText())));
    }
    return windows;
  }

  private static int row(LabelledRecording recording, long[] times, String text)
      throws UnreadableCsv {
    LocalDateTime time = LocalDateTime.parse(text, WINDOW_TIME);
    long micros =
        ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
    for (int i = 0; i < times.length; i++) {
      if (times[i] == micros) {
        return i;
      }
    }
    throw new UnreadableCsv(recording.file() + " has no row at " + text + ", where a window ends");
  }

  /** With the best threshold, as the benchmark scores, and with the limit fixed beforehand. */
  private static void rows(BenchReport report, String who, NumentaScore score) {
    Map<String, Object> official = cells(who + ", official");
    official.put("NAB", score.best(Profile.STANDARD).score());
    official.put("NAB low FP", score.best(Profile.LOW_FALSE_ALARMS).score());
    official.put("NAB low FN", score.best(Profile.LOW_MISSES).score());
    official.put("missed", score.best(Profile.STANDARD).missed());
    official.put("false alarms", score.best(Profile.STANDARD).falseAlarms());
    official.put("source", "this run");
    report.row(official);
    report.row(fixed(cells(who + ", limit " + LIMIT), score, LIMIT));
  }

  private static Map<String, Object> fixed(
      Map<String, Object> cells, NumentaScore score, double limit) {
    cells.put("NAB", score.at(Profile.STANDARD, limit).score());
    cells.put("NAB low FP", score.at(Profile.LOW_FALSE_ALARMS, limit).score());
    cells.put("NAB low FN", score.at(Profile.LOW_MISSES, limit).score());
    cells.put("missed", score.at(Profile.STANDARD, limit).missed());
    cells.put("false alarms", score.at(Profile.STANDARD, limit).falseAlarms());
    cells.put("source", "this run");
    return cells;
  }

  private static Map<String, Object> published(Published.Numenta other) {
    Map<String, Object> cells = cells(other.name());
    cells.put("NAB", other.standard());
    cells.put("NAB low FP", other.lowFalseAlarms());
    cells.put("NAB low FN", other.lowMisses());
    cells.put("source", "numenta/NAB, README");
    return cells;
  }

  private static Map<String, Object> cells(String who) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("set", "nab");
    cells.put("who", who);
    return cells;
  }
}
