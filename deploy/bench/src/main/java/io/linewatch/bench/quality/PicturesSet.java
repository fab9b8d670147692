package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import java.nio.file.Path;

/** A public set of pictures: the evaluator that judges anybody's, under the set's own name. */
record PicturesSet(String name) implements QualitySet {
  @Override
  public void judge(Path folder, Path work, BenchReport report) throws Exception {
    new VisualEvaluator().judge(name, folder, work, report);
  }
}
