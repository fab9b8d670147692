package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * C-MAPSS FD001: 100 simulated turbofan engines learned from to their failure, 100 others judged
 * once where their rows end. Settings of the kernel by cross-validation over the engines learned
 * from; the lives of the test had no part.
 */
final class CmapssSet implements QualitySet {
  private static final double COVERAGE_LEAST = 85;
  private static final double COVERAGE_MOST = 95;

  /** Who, RMSE, source. */
  private record Other(String who, double rmse, String source) {}

  private static final List<Other> PUBLISHED =
      List.of(
          new Other("LSTM, one layer", 14.93, "arXiv 2604.27234"),
          new Other("deep LSTM", 16.14, "Zheng et al. 2017, as quoted there"),
          new Other("CNN, one dimension", 16.97, "arXiv 2604.27234"));

  @Override
  public String name() {
    return "cmapss-fd001";
  }

  @Override
  public void judge(Path folder, Path work, BenchReport report) throws Exception {
    LifeErrors errors = new RulEvaluator().evaluate(name(), folder, work, report);
    for (Other other : PUBLISHED) {
      Map<String, Object> cells = new LinkedHashMap<>();
      cells.put("set", name());
      cells.put("who", other.who());
      cells.put("RMSE", other.rmse());
      cells.put("source", other.source());
      report.row(cells);
    }
    report.target(Target.atMost("C-MAPSS FD001 RMSE", 14.9, errors.rmse()));
    report.target(Target.atMost("C-MAPSS FD001 RMSE, goal", 12.5, errors.rmse()));
    double coverage = 100 * errors.coverage();
    report.target(Target.atLeast("C-MAPSS FD001 coverage %", COVERAGE_LEAST, coverage));
    report.target(Target.atMost("C-MAPSS FD001 coverage %", COVERAGE_MOST, coverage));
  }
}
