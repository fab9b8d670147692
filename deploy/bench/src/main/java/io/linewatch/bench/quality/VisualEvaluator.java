package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.visual.PictureFolder;
import java.nio.file.Path;

/** Pictures of parts, judged by the classes of the visual bench. */
final class VisualEvaluator implements Evaluator {
  @Override
  public String kind() {
    return "visual";
  }

  @Override
  public String form() {
    return PictureFolder.FORM;
  }

  @Override
  public void judge(String name, Path folder, Path work, BenchReport report) throws Exception {
    PictureFolder.judge(name, folder, report);
  }
}
