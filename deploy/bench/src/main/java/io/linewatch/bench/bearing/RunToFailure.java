package io.linewatch.bench.bearing;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.model.vibration.MeasuredMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bearing run to its failure, a snapshot of its vibration now and then. The first 10 % of the run
 * are the healthy reference, and nothing is known of any other run.
 *
 * @param file int16, snapshot after snapshot, {@code axes} side by side, packed by gzip
 * @param snapshot samples of one snapshot and axis
 * @param gPerCount acceleration of one count, in g
 * @param secondsApart from one snapshot to the next
 */
record RunToFailure(
    String name,
    Path file,
    double rateHz,
    int snapshot,
    int axes,
    double gPerCount,
    double secondsApart,
    MeasuredMachine machine) {

  static final String UNDELAYED = "single snapshots over the limit, no delay at all";

  /**
   * What was said of the run.
   *
   * @param undelayed by single snapshots over the limit: no detector of levels can be earlier
   */
  record Warnings(EarlyWarning ours, EarlyWarning floor, EarlyWarning undelayed) {}

  /** Judges the run, and adds both as rows. */
  Warnings judge(String set, BenchReport report) throws IOException {
    double[][][] snapshots = read();
    SnapshotAlarms alarms = SnapshotAlarms.of(snapshots, rateHz, secondsApart, machine);
    EarlyWarning ours = EarlyWarning.of(alarms.decided(), secondsApart);
    EarlyWarning undelayed = EarlyWarning.of(alarms.undelayed(), secondsApart);
    EarlyWarning floor = EarlyWarning.of(SnapshotAlarms.floor(snapshots), secondsApart);
    report.row(row(set, "Linewatch", ours));
    report.row(
        row(
            set,
            "Linewatch without counting shocks",
            EarlyWarning.of(alarms.withoutShocks(), secondsApart)));
    report.row(row(set, "floor: log RMS over 6 sigma", floor));
    report.row(row(set, UNDELAYED, undelayed));
    return new Warnings(ours, floor, undelayed);
  }

  /** By axis, by snapshot. */
  private double[][][] read() throws IOException {
    double[][][] read = new double[axes][][];
    for (int axis = 0; axis < axes; axis++) {
      double[] all = RawSamples.int16(file, axes, axis, gPerCount);
      double[][] snapshots = new double[all.length / snapshot][];
      for (int s = 0; s < snapshots.length; s++) {
        snapshots[s] = Arrays.copyOfRange(all, s * snapshot, (s + 1) * snapshot);
      }
      read[axis] = snapshots;
    }
    return read;
  }

  private Map<String, Object> row(String set, String who, EarlyWarning warning) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("set", set);
    cells.put("record", name);
    cells.put("who", who);
    cells.put("lead h", warning.leadHours());
    cells.put("lead % of life", warning.leadPercent());
    cells.put("false %", warning.falsePercent());
    cells.put("result", warning.missed() ? "missed" : "warned");
    return cells;
  }
}
