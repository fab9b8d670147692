package io.linewatch.bench.edge;

import io.linewatch.bench.edge.LoadedRow.Load;
import io.linewatch.bench.measure.Median;
import io.linewatch.bench.report.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the rows that ran say about what was wanted. A target whose rows did not run is absent. */
final class EdgeTargets {
  private static final double MILLION = 1e6;

  private final Rows rows;
  private final List<Target> targets = new ArrayList<>();

  private EdgeTargets(Rows rows) {
    this.rows = rows;
  }

  static List<Target> of(Rows rows) {
    EdgeTargets made = new EdgeTargets(rows);
    made.atLeast("c / a in messages/s", 1.5, Rows.LIMITS, Rows.STOCK, Run::perSecond);
    made.atLeast("d / a in messages/s", 1.0, Rows.MODELS, Rows.STOCK, Run::perSecond);
    made.atLeast(
        "c / e in messages per CPU-second", 2.0, Rows.LIMITS, Rows.EKUIPER, Run::perCpuSecond);
    made.atLeast(
        "d / e in messages per CPU-second", 1.5, Rows.MODELS, Rows.EKUIPER, Run::perCpuSecond);
    made.values();
    made.channels();
    Isolation isolation = rows.isolation();
    if (isolation != null) {
      made.targets.add(isolation.target());
    }
    return List.copyOf(made.targets);
  }

  private void atLeast(
      String name, double goal, String of, String beside, ToDoubleFunction<Run> figure) {
    double ratio = ratio(of, beside, figure);
    if (!Double.isNaN(ratio)) {
      targets.add(Target.atLeast(name, goal, ratio));
    }
  }

  private void values() {
    LoadedRow values = rows.get(Rows.VALUES);
    if (values != null) {
      double perSecond = values.median(Load.FULL, Run::perSecond) * values.shape().channels();
      targets.add(Target.atLeast("values/s, 100 values a message", MILLION, perSecond));
    }
  }

  /** A row that was asked for and could not run is a target that is missed, not one less. */
  private void channels() {
    for (String id : List.of(Rows.MANY, Rows.MOST)) {
      if (rows.wasAskedFor(id) && rows.wasAskedFor(Rows.FEW)) {
        double ratio = ratio(id, Rows.FEW, Run::cpuMicrosPerMessage);
        targets.add(Target.atMost("CPU a message, " + id + " / " + Rows.FEW, 1.2, ratio));
      }
    }
  }

  /** NaN when one of the two did not run. */
  private double ratio(String of, String beside, ToDoubleFunction<Run> figure) {
    return Median.ofRatios(figures(rows.get(of), figure), figures(rows.get(beside), figure));
  }

  private static List<Double> figures(@Nullable LoadedRow row, ToDoubleFunction<Run> figure) {
    return row == null ? List.of() : row.all(Load.FULL, figure);
  }
}
