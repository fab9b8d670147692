package io.linewatch.bench.bearing;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.domain.vibration.BearingOrders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Case Western Reserve University: seeded faults of a drive-end bearing, recorded at 12 and 48 kHz.
 * Which part is damaged is told by its lines alone, a record as one block, nothing learned.
 */
final class CwruSet {
  /** SKF 6205-2RS at the drive end, as the university states it. */
  private static final BearingOrders BEARING = new BearingOrders(0.39828, 3.5848, 5.4152, 2.35675);

  private static final double[] NOISE_DB = {Double.POSITIVE_INFINITY, -10, -15, -20};

  private static final double FLOOR_MEAN = 0.996;
  private static final double FLOOR_WORST = 0.978;

  private final Path folder;
  private final long seed;

  CwruSet(Path folder, long seed) {
    this.folder = folder;
    this.seed = seed;
  }

  void judge(BenchReport report) throws IOException {
    List<CwruRecord> records = CwruRecord.all(folder);
    for (double snrDb : NOISE_DB) {
      System.out.println("cwru-bearing: fault types, " + noise(snrDb));
      FaultTypes types = FaultTypes.of(records, BEARING, snrDb, seed);
      report.row(types.row("CWRU", noise(snrDb)));
      if (snrDb == Double.POSITIVE_INFINITY) {
        listUndiagnosed(types);
        types.rowsByCategory("CWRU").forEach(report::row);
      }
    }
    for (double snrDb : NOISE_DB) {
      System.out.println("cwru-bearing: fault against healthy, " + noise(snrDb));
      CwruDetection detection = CwruDetection.of(records, new Random(seed), snrDb);
      report.row(detectionRow(detection, snrDb));
      if (snrDb == -10) {
        report.target(
            Target.atLeast(
                "CWRU AUROC at -10 dB, mean (the floor's)", FLOOR_MEAN, detection.mean()));
        report.target(
            Target.atLeast(
                "CWRU AUROC at -10 dB, worst (the floor's)", FLOOR_WORST, detection.worst()));
      }
    }
    report.row(floorRow());
  }

  /** Which ones were not by these rules, and what Smith and Randall found of them. */
  private static void listUndiagnosed(FaultTypes types) {
    System.out.println("Not, or wrongly, diagnosed without added noise:");
    types.undiagnosed().forEach(line -> System.out.println("  " + line));
  }

  private static Map<String, Object> detectionRow(CwruDetection detection, double snrDb) {
    Map<String, Object> cells =
        row("fault against healthy, 2,048 samples at unit RMS, " + noise(snrDb), "Linewatch");
    cells.put("records", detection.records());
    cells.put("AUROC mean", detection.mean());
    cells.put("AUROC worst", detection.worst());
    cells.put("recall % at 1 % false", detection.recallPercent());
    return cells;
  }

  /** Measured once by z-scores of 32 log spectral bands of the same channel and windows. */
  private static Map<String, Object> floorRow() {
    Map<String, Object> cells =
        row(
            "fault against healthy, 2,048 samples at unit RMS, " + noise(-10),
            "floor: 32 log spectral bands, z-scores");
    cells.put("AUROC mean", FLOOR_MEAN);
    cells.put("AUROC worst", FLOOR_WORST);
    return cells;
  }

  private static Map<String, Object> row(String task, String who) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("set", "CWRU");
    cells.put("record", task);
    cells.put("who", who);
    return cells;
  }

  private static String noise(double snrDb) {
    return snrDb == Double.POSITIVE_INFINITY ? "clean" : "%.0f dB".formatted(snrDb);
  }
}
