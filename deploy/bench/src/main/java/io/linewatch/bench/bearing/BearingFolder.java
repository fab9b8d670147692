package io.linewatch.bench.bearing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.domain.vibration.BearingCatalogue;
import io.linewatch.domain.vibration.BearingOrders;
import io.linewatch.model.vibration.MeasuredMachine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Anybody's bearing records in one folder, judged as the public ones are. {@code meta.json} says
 * what lies there: {@code bearing} (a designation of the catalogue, or cage, outer, inner and spin
 * in orders of the shaft), {@code files} (records of one state, as in the set of Case Western) and
 * {@code runs} (runs to failure, in snapshots).
 */
public final class BearingFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENDING = ".i16.gz";

  private BearingFolder() {}

  /**
   * Judges the folder and adds rows to the report.
   *
   * @param set its name in the report
   * @throws IOException when a file cannot be read, or {@code meta.json} has another form
   */
  public static void judge(String set, Path folder, BenchReport report) throws IOException {
    JsonNode meta = JSON.readTree(folder.resolve("meta.json").toFile());
    if (!meta.has("bearing") || !(meta.has("files") || meta.has("runs"))) {
      throw new IOException(
          folder.resolve("meta.json")
              + " must name the bearing, and files or runs (docs/quality.md, Your own data)");
    }
    try {
      BearingOrders bearing = bearing(meta.get("bearing"));
      if (meta.has("files")) {
        FaultTypes types =
            FaultTypes.of(CwruRecord.all(folder), bearing, Double.POSITIVE_INFINITY, 0);
        report.row(types.row(set, "as recorded"));
        types.undiagnosed().forEach(line -> System.out.println("  " + line));
      }
      for (RunToFailure run : runs(meta.path("runs"), folder, bearing)) {
        var _ = run.judge(set, report);
      }
    } catch (IllegalArgumentException wrong) {
      throw new IOException(folder.resolve("meta.json") + ": " + wrong.getMessage(), wrong);
    }
  }

  private static BearingOrders bearing(JsonNode node) {
    return node.isTextual()
        ? BearingCatalogue.shipped().orders(node.asText())
        : new BearingOrders(
            number(node, "cage"),
            number(node, "outer"),
            number(node, "inner"),
            number(node, "spin"));
  }

  private static List<RunToFailure> runs(JsonNode nodes, Path folder, BearingOrders bearing) {
    List<RunToFailure> runs = new ArrayList<>();
    for (JsonNode node : nodes) {
      String file = node.path("file").asText();
      runs.add(
          new RunToFailure(
              file.replace(ENDING, ""),
              folder.resolve(file),
              number(node, "fs_hz"),
              (int) number(node, "snapshot"),
              (int) number(node, "axes"),
              number(node, "g_per_count"),
              number(node, "seconds_apart"),
              new MeasuredMachine("[g]", number(node, "rpm_nominal"), bearing)));
    }
    return runs;
  }

  private static double number(JsonNode node, String name) {
    double value = node.path(name).asDouble(Double.NaN);
    if (!(value > 0)) {
      throw new IllegalArgumentException("'" + name + "' must be a number above 0 in " + node);
    }
    return value;
  }
}
