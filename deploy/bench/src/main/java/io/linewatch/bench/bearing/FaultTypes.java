package io.linewatch.bench.bearing;

import io.linewatch.domain.vibration.BearingFault;
import io.linewatch.domain.vibration.BearingOrders;
import io.linewatch.domain.vibration.Diagnosis;
import io.linewatch.model.vibration.BlockFeatures;
import io.linewatch.model.vibration.MeasuredMachine;
import io.linewatch.model.vibration.VibrationTrend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Which part is damaged, told by its lines alone: a record as one block, nothing learned. */
record FaultTypes(List<Named> named) {

  /** What the lines of one record said. */
  record Named(
      CwruRecord record,
      @Nullable Diagnosis diagnosis,
      BearingFault strongest,
      double prominenceDb) {
    boolean right() {
      return diagnosis != null && diagnosis.fault() == record.fault();
    }
  }

  /**
   * @param snrDb of the noise that is added; infinite for none
   */
  static FaultTypes of(List<CwruRecord> records, BearingOrders bearing, double snrDb, long seed)
      throws IOException {
    List<Named> named = new ArrayList<>();
    for (CwruRecord record : records) {
      named.add(name(record, bearing, snrDb, seed));
    }
    return new FaultTypes(named);
  }

  private static Named name(CwruRecord record, BearingOrders bearing, double snrDb, long seed)
      throws IOException {
    double[] noisy = Noise.added(record.driveEnd(), snrDb, new Random(seed));
    MeasuredMachine machine = new MeasuredMachine("[g]", record.speedRpm(), bearing);
    VibrationTrend.Assessment assessment =
        new VibrationTrend(machine, 0).accept(BlockFeatures.of(noisy, record.rateHz(), machine));
    var strongest =
        assessment.evidence().values().stream()
            .max(Comparator.comparingDouble(found -> found.prominenceDb()))
            .orElseThrow();
    return new Named(record, assessment.diagnosis(), strongest.fault(), strongest.prominenceDb());
  }

  Map<String, Object> row(String set, String noise) {
    List<Named> faulty = named.stream().filter(n -> n.record().fault() != null).toList();
    long right = faulty.stream().filter(Named::right).count();
    long wrong = faulty.stream().filter(n -> n.diagnosis() != null && !n.right()).count();
    long strongest = faulty.stream().filter(n -> n.strongest() == n.record().fault()).count();
    long falsely =
        named.stream().filter(n -> n.record().fault() == null && n.diagnosis() != null).count();
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("set", set);
    cells.put("record", "fault type by lines, " + noise);
    cells.put("who", "Linewatch");
    cells.put("records", faulty.size());
    cells.put("named rightly", right);
    cells.put("named wrongly", wrong);
    cells.put("not named", faulty.size() - right - wrong);
    cells.put("strongest line right", strongest);
    cells.put("healthy named", falsely);
    return cells;
  }

  /** The records at 12 kHz, by how far Smith and Randall could diagnose them. */
  List<Map<String, Object>> rowsByCategory(String set) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (SmithRandall.Category category : SmithRandall.Category.values()) {
      List<Named> of =
          named.stream().filter(one -> SmithRandall.of(one.record().name()) == category).toList();
      Map<String, Object> cells = new LinkedHashMap<>();
      cells.put("set", set);
      cells.put("record", "fault type by lines, clean, Smith and Randall: " + category);
      cells.put("who", "Linewatch");
      cells.put("records", of.size());
      cells.put("named rightly", of.stream().filter(Named::right).count());
      rows.add(cells);
    }
    return rows;
  }

  /** Faulty records that are not named, or wrongly, a line each. */
  List<String> undiagnosed() {
    return named.stream()
        .filter(one -> one.record().fault() != null && !one.right())
        .map(one ->
            "%-18s is %s; strongest line: %s, %.1f dB, %s; %s"
                .formatted(
                    one.record().name(),
                    one.record().fault(),
                    one.strongest(),
                    one.prominenceDb(),
                    one.diagnosis() == null ? "not named" : "named wrongly",
                    SmithRandall.words(one.record().name())))
        .toList();
  }
}
