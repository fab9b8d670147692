package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.FitOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * SKAB v0.9: 34 runs of a water loop. The first 400 rows of each run are learned from, all later
 * rows are judged together. Nothing but the standard settings of {@code linewatch-models fit}.
 */
final class SkabSet implements QualitySet {
  private static final int LEARNED_ROWS = 400;

  @Override
  public String name() {
    return "skab";
  }

  @Override
  public void judge(Path folder, Path work, BenchReport report) throws Exception {
    FittedPackage packages = new FittedPackage(work);
    Confusion byRow = Confusion.NONE;
    Confusion byPolicy = Confusion.NONE;
    for (Path file : runs(folder)) {
      LabelledRecording recording = LabelledRecording.read(file);
      LoadedModel model = packages.of(FitOptions.of("skab", List.of(file), LEARNED_ROWS));
      try {
        byRow = judged(byRow, recording, new SeriesEvaluator(model, RowPolicy.of(model.spec())));
        byPolicy =
            judged(byPolicy, recording, new SeriesEvaluator(model, model.spec().defaultPolicy()));
      } finally {
        model.release();
      }
    }
    report.row(QualityRows.ours("skab", "Linewatch, row by row", byRow));
    report.row(QualityRows.ours("skab", "Linewatch, with the policy's delays", byPolicy));
    report.row(QualityRows.ours("skab", "always on", alwaysOn(byRow)));
    Published.SKAB.forEach(other -> report.row(QualityRows.published("skab", other)));
    report.target(Target.atLeast("SKAB outliers F1", 0.78, byRow.f1()));
    report.target(Target.atMost("SKAB outliers FAR %", 13.55, byRow.falseAlarmPercent()));
    report.target(Target.atMost("SKAB outliers MAR %", 28.02, byRow.missedAlarmPercent()));
  }

  private static Confusion alwaysOn(Confusion all) {
    return new Confusion(
        all.truePositives() + all.falseNegatives(),
        all.falsePositives() + all.trueNegatives(),
        0,
        0);
  }

  private static Confusion judged(
      Confusion before, LabelledRecording recording, SeriesEvaluator evaluator) {
    boolean[] verdicts = evaluator.verdicts(recording);
    Confusion all = before;
    for (int i = LEARNED_ROWS; i < verdicts.length; i++) {
      all = all.plus(verdicts[i], recording.rows().get(i).anomaly());
    }
    return all;
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
