package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.model.csv.CsvRecording.CsvRow;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.ChannelSteadiness;
import io.linewatch.model.fit.CommonMethod;
import io.linewatch.model.fit.FitMethod;
import io.linewatch.model.fit.FitOptions;
import io.linewatch.standalone.replay.Confusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * SKAB v0.9: 34 runs of a water loop. The first 400 rows of each run are learned from, all later
 * rows are judged together. The standard settings of {@code linewatch-models fit} on the channels
 * that {@code linewatch-models channels} calls steady over those first rows of all runs: no label
 * has a part in that. Beside it the same on all channels, similarity on the steady ones, and the
 * method that {@code --choose} would take over the first rows of all runs.
 */
final class SkabSet implements QualitySet {
  private static final int LEARNED_ROWS = 400;

  @Override
  public String name() {
    return "skab";
  }

  @Override
  public void judge(Path folder, Path work, BenchReport report) throws Exception {
    List<Path> runs = runs(folder);
    List<String> steady =
        ChannelSteadiness.of(runs, LEARNED_ROWS).stream()
            .filter(ChannelSteadiness.Channel::steady)
            .map(ChannelSteadiness.Channel::name)
            .toList();
    FittedPackage packages = new FittedPackage(work);
    Judged chosen = judged(runs, steady, FitMethod.STANDARD, packages);
    Judged all = judged(runs, List.of(), FitMethod.STANDARD, packages);
    Judged similar = judged(runs, steady, FitMethod.STANDARD.similarity(), packages);
    FitMethod common = common(runs, steady);
    Judged byNormal = judged(runs, steady, common, packages);
    report.row(QualityRows.ours("skab", "Linewatch, row by row", chosen.byRow()));
    report.row(QualityRows.ours("skab", "Linewatch, with the policy's delays", chosen.byPolicy()));
    report.row(QualityRows.ours("skab", "Linewatch, all channels, row by row", all.byRow()));
    report.row(QualityRows.ours("skab", "Linewatch, similarity, row by row", similar.byRow()));
    report.row(
        QualityRows.ours("skab", "Linewatch, chosen on normal rows: " + common, byNormal.byRow()));
    report.row(QualityRows.ours("skab", "always on", chosen.byRow().alwaysOn()));
    Published.SKAB.forEach(other -> report.row(QualityRows.published("skab", other)));
    ChangePointRows.SKAB.add(report, chosen.changes(), chosen.clock());
    ChangePointRows.SKAB.add(report, "Linewatch, chosen on normal rows", byNormal.changes());
    report.target(Target.atLeast("SKAB outliers F1", 0.78, chosen.byRow().f1()));
    report.target(Target.atMost("SKAB outliers FAR %", 13.55, chosen.byRow().falseAlarmPercent()));
    report.target(Target.atMost("SKAB outliers MAR %", 28.02, chosen.byRow().missedAlarmPercent()));
    report.target(Target.atLeast("SKAB outliers F1, goal", 0.85, chosen.byRow().f1()));
    report.target(
        Target.atMost("SKAB outliers FAR %, goal", 12.5, chosen.byRow().falseAlarmPercent()));
    report.target(
        Target.atMost("SKAB outliers MAR %, goal", 18, chosen.byRow().missedAlarmPercent()));
    report.target(Target.atLeast("SKAB changepoints", 32.42, chosen.changes().score()));
    report.target(Target.atLeast("SKAB changepoints, goal", 40, chosen.changes().score()));
  }

  /**
   * All runs under one configuration.
   *
   * @param changes told by the decisions row by row: raised, cleared, of another severity
   * @param clock the same score for a cry every half minute, which knows nothing
   */
  private record Judged(
      Confusion byRow, Confusion byPolicy, ChangePoints changes, ChangePoints clock) {
    static final Judged NONE =
        new Judged(Confusion.NONE, Confusion.NONE, ChangePoints.NONE, ChangePoints.NONE);

    Judged plus(LabelledRecording recording, LoadedModel model) {
      SeriesEvaluator rows = new SeriesEvaluator(model, RowPolicy.of(model.spec()));
      SeriesEvaluator policy = new SeriesEvaluator(model, model.spec().defaultPolicy());
      return new Judged(
          SkabSet.plus(byRow, recording, rows.verdicts(recording)),
          SkabSet.plus(byPolicy, recording, policy.verdicts(recording)),
          SkabSet.plus(changes, recording, rows.changes(recording)),
          SkabSet.plus(clock, recording, everyHalfMinute(recording.rows().size())));
    }
  }

  /** The method that finds most seeded faults in the first rows of all runs together. */
  private static FitMethod common(List<Path> runs, List<String> channels) throws Exception {
    List<FitOptions> recordings =
        runs.stream().map(file -> options(file, channels, FitMethod.STANDARD)).toList();
    List<CommonMethod.Found> ranked = CommonMethod.ranked(recordings, _ -> {});
    for (CommonMethod.Found found : ranked) {
      System.out.printf(
          Locale.ROOT,
          "skab: %s finds %.1f %% of the seeded faults' rows%n",
          found.method(),
          100 * found.foundShare());
    }
    return ranked.getFirst().method();
  }

  private static Judged judged(
      List<Path> runs, List<String> channels, FitMethod method, FittedPackage packages)
      throws Exception {
    Judged all = Judged.NONE;
    for (Path file : runs) {
      LabelledRecording recording = LabelledRecording.read(file);
      LoadedModel model = packages.of(options(file, channels, method));
      try {
        all = all.plus(recording, model);
      } finally {
        model.release();
      }
    }
    return all;
  }

  private static FitOptions options(Path file, List<String> channels, FitMethod method) {
    return new FitOptions(
        "skab", List.of(file), channels, LEARNED_ROWS, null, null, null, method, "", null);
  }

  private static boolean[] everyHalfMinute(int rows) {
    boolean[] said = new boolean[rows];
    for (int i = 0; i < rows; i += 30) {
      said[i] = true;
    }
    return said;
  }

  private static Confusion plus(Confusion before, LabelledRecording recording, boolean[] said) {
    Confusion all = before;
    for (int i = LEARNED_ROWS; i < said.length; i++) {
      all = all.plus(said[i], recording.rows().get(i).anomaly());
    }
    return all;
  }

  private static ChangePoints plus(
      ChangePoints before, LabelledRecording recording, boolean[] said) {
    long[] times = recording.rows().stream().mapToLong(CsvRow::timeMicros).toArray();
    boolean[] changes = new boolean[times.length];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = recording.rows().get(i).changepoint();
    }
    return before.plus(times, changes, said, LEARNED_ROWS);
  }

  private static List<Path> runs(Path folder) throws IOException, UnreadableCsv {
    try (Stream<Path> files = Files.walk(folder, 2)) {
      List<Path> runs =
          files
              .filter(file -> file.getFileName().toString().endsWith(".csv"))
              .filter(file -> !file.startsWith(folder.resolve("anomaly-free")))
              .sorted()
              .toList();
      if (runs.isEmpty()) {
        throw new UnreadableCsv(folder + " holds no runs of SKAB (valve1, valve2, other)");
      }
      return runs;
    }
  }
}
