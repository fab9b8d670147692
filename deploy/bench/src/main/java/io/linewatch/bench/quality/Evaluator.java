package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import java.nio.file.Path;

/**
 * Judges anybody's data of one kind through the product's own fit, scoring and decisions. The
 * public sets of the same kind go through the same code.
 */
interface Evaluator {
  /** What {@code --evaluator} calls it. */
  String kind();

  /** What the folder must hold, in one sentence. */
  String form();

  /**
   * Judges a folder and adds rows to the report.
   *
   * @param name of the set in the report
   * @param folder holds what {@link #form} says
   * @param work for packages; empty
   * @throws Exception when the folder has another form, or a model cannot be fitted
   */
  void judge(String name, Path folder, Path work, BenchReport report) throws Exception;
}
