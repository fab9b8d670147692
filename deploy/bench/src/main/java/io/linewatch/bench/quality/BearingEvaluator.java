package io.linewatch.bench.quality;

import io.linewatch.bench.bearing.BearingFolder;
import io.linewatch.bench.report.BenchReport;
import java.nio.file.Path;

/** Bearing records, judged by the classes of the bearing bench. */
final class BearingEvaluator implements Evaluator {
  @Override
  public String kind() {
    return "bearing";
  }

  @Override
  public String form() {
    return "meta.json: bearing; files with fs_hz, rpm_nominal, fault and channels, or runs to failure"
        + " in snapshots; the samples beside it";
  }

  @Override
  public void judge(String name, Path folder, Path work, BenchReport report) throws Exception {
    BearingFolder.judge(name, folder, report);
  }
}
