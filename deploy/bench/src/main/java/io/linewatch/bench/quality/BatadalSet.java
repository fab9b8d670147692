package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.model.fit.FitMethod;
import io.linewatch.model.fit.FitOptions;
import io.linewatch.model.format.ModelSpec.Feature;
import io.linewatch.model.limit.FalseAlarmBudget;
import io.linewatch.standalone.replay.Confusion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * BATADAL: a water network, one row an hour. A year without attacks is learned from (dataset03);
 * the averaged hours and the budget were chosen on dataset04, whose labels are there for that; the
 * test set is judged once.
 */
final class BatadalSet implements QualitySet {
  /** Rows of the present and the last hour, 99 % of variance, averaged over nine hours. */
  private static final FitMethod METHOD =
      new FitMethod(1, List.of(Feature.MEAN), List.of(0, 1), 0.99, 9);

  private static final FalseAlarmBudget BUDGET = new FalseAlarmBudget(Duration.ofDays(180));

  @Override
  public String name() {
    return "batadal";
  }

  @Override
  public void judge(Path folder, Path work, BenchReport report) throws Exception {
    FitOptions options =
        new FitOptions(
            "batadal",
            List.of(folder.resolve("dataset03.csv")),
            List.of(),
            null,
            null,
            null,
            null,
            METHOD,
            "",
            BUDGET);
    LoadedModel model = new FittedPackage(work).of(options);
    try {
      SeriesEvaluator evaluator = new SeriesEvaluator(model, RowPolicy.of(model.spec()));
      Confusion validation = judged(evaluator, folder.resolve("dataset04.csv"));
      Confusion test = judged(evaluator, folder.resolve("test_dataset.csv"));
      report.row(QualityRows.ours("batadal", "Linewatch, dataset04 (validation)", validation));
      report.row(QualityRows.ours("batadal", "Linewatch, test", test));
      Published.BATADAL.forEach(other -> report.row(QualityRows.published("batadal", other)));
      report.target(Target.atLeast("BATADAL test F1", 0.779, test.f1()));
      report.target(Target.atLeast("BATADAL test F1, goal", 0.85, test.f1()));
    } finally {
      model.release();
    }
  }

  private static Confusion judged(SeriesEvaluator evaluator, Path file) throws Exception {
    LabelledRecording recording = LabelledRecording.read(file);
    boolean[] verdicts = evaluator.verdicts(recording);
    Confusion all = Confusion.NONE;
    for (int i = 0; i < verdicts.length; i++) {
      all = all.plus(verdicts[i], recording.rows().get(i).anomaly());
    }
    return all;
  }
}
