package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import java.nio.file.Path;

/** One public set: its split, its one configuration, its rows in the report. */
interface QualitySet {
  String name();

  /**
   * Judges the set.
   *
   * @param folder the set's own folder
   * @param work for packages; empty
   * @throws Exception when the folder is not the set, or a model cannot be fitted
   */
  void judge(Path folder, Path work, BenchReport report) throws Exception;
}
