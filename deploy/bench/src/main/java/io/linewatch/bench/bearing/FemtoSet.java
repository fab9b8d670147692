package io.linewatch.bench.bearing;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.domain.vibration.BearingGeometry;
import io.linewatch.model.vibration.MeasuredMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * PRONOSTIA runs to failure: a snapshot of 0.1 s every 10 s, the first 10 % of a run is the healthy
 * reference, and nothing is known of any other run.
 */
final class FemtoSet {
  private static final double RATE_HZ = 25_600;
  private static final int SNAPSHOT = 2_560;
  private static final int AXES = 2;
  private static final double G_PER_COUNT = 0.002;
  private static final double SECONDS_APART = 10;

  /** NSK 6804DD as in Nectoux et al. (2012), table 1: 13 balls of 3.5 mm on 25.6 mm. */
  private static final BearingGeometry BEARING = new BearingGeometry(13, 3.5, 25.6, 0);

  private record Run(String name, double speedRpm) {}

  private static final List<Run> RUNS =
      List.of(
          new Run("Bearing1_2", 1_800),
          new Run("Bearing2_1", 1_650),
          new Run("Bearing2_2", 1_650),
          new Run("Bearing3_1", 1_500));

  private final Path folder;

  FemtoSet(Path folder) {
    this.folder = folder;
  }

  void judge(BenchReport report) throws IOException {
    int missed = 0;
    double worstFalse = 0;
    double[] ours = new double[RUNS.size()];
    double[] floors = new double[RUNS.size()];
    double[] undelayed = new double[RUNS.size()];
    for (int i = 0; i < RUNS.size(); i++) {
      Run run = RUNS.get(i);
      System.out.println("femto-bearing: judging " + run.name);
      RunToFailure.Warnings warnings = toFailure(run).judge("FEMTO", report);
      ours[i] = warnings.ours().leadHours();
      floors[i] = warnings.floor().leadHours();
      undelayed[i] = warnings.undelayed().leadHours();
      missed += warnings.ours().missed() ? 1 : 0;
      worstFalse = Math.max(worstFalse, warnings.ours().falsePercent());
    }
    Map<String, Object> ceiling = new LinkedHashMap<>();
    ceiling.put("set", "FEMTO");
    ceiling.put("record", "median of all");
    ceiling.put("who", RunToFailure.UNDELAYED);
    ceiling.put("lead h", median(undelayed));
    report.row(ceiling);
    report.target(Target.atMost("FEMTO failures missed", 0, missed));
    report.target(Target.atMost("FEMTO false before half life, worst run, %", 1, worstFalse));
    report.target(
        Target.atLeast("FEMTO median lead, h (the floor's)", median(floors), median(ours)));
  }

  private RunToFailure toFailure(Run run) {
    return new RunToFailure(
        run.name,
        folder.resolve(run.name + ".i16.gz"),
        RATE_HZ,
        SNAPSHOT,
        AXES,
        G_PER_COUNT,
        SECONDS_APART,
        new MeasuredMachine("[g]", run.speedRpm, BEARING.orders()));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
