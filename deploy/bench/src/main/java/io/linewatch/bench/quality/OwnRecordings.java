package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.FitOptions;
import io.linewatch.standalone.replay.Confusion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Anybody's recordings: one model learned the standard way from those of normal running, all others
 * judged together, row by row and with the delays of the package's policy.
 */
final class OwnRecordings implements Evaluator {
  private static final String NORMAL = "normal";
  private static final String JUDGED = "judged";

  @Override
  public String kind() {
    return "series";
  }

  @Override
  public String form() {
    return "normal/ with recordings (CSV) of normal running, judged/ with recordings of the same"
        + " channels and a 0/1 column such as 'anomaly'";
  }

  @Override
  public void judge(String name, Path folder, Path work, BenchReport report) throws Exception {
    List<Path> normal = recordings(folder.resolve(NORMAL));
    List<Path> judged = recordings(folder.resolve(JUDGED));
    LoadedModel model = new FittedPackage(work).of(FitOptions.of("series", normal, null));
    try {
      SeriesEvaluator rows = new SeriesEvaluator(model, RowPolicy.of(model.spec()));
      SeriesEvaluator policy = new SeriesEvaluator(model, model.spec().defaultPolicy());
      Confusion byRow = Confusion.NONE;
      Confusion byPolicy = Confusion.NONE;
      for (Path file : judged) {
        LabelledRecording recording = LabelledRecording.read(file);
        byRow = plus(byRow, recording, rows.verdicts(recording));
        byPolicy = plus(byPolicy, recording, policy.verdicts(recording));
      }
      report.row(QualityRows.ours(name, "Linewatch, row by row", byRow));
      report.row(QualityRows.ours(name, "Linewatch, with the policy's delays", byPolicy));
    } finally {
      model.release();
    }
  }

  private static Confusion plus(Confusion before, LabelledRecording recording, boolean[] said) {
    Confusion all = before;
    for (int i = 0; i < said.length; i++) {
      all = all.plus(said[i], recording.rows().get(i).anomaly());
    }
    return all;
  }

  private static List<Path> recordings(Path folder) throws IOException, UnreadableCsv {
    if (!Files.isDirectory(folder)) {
      throw new UnreadableCsv("there is no folder " + folder);
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> recordings =
          files.filter(file -> file.getFileName().toString().endsWith(".csv")).sorted().toList();
      if (recordings.isEmpty()) {
        throw new UnreadableCsv(folder + " holds no recordings (.csv)");
      }
      return recordings;
    }
  }
}
