package io.linewatch.bench.quality;

import io.linewatch.bench.quality.TabularEvaluator.Judged;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * AI4I 2020: records of a milling machine. The split of the set's own description (rows whose
 * number five divides are judged), and beside it each fifth judged by the others, because 68
 * failures alone say little. The columns that name the kind of failure are not used.
 */
final class Ai4iSet implements QualitySet {
  private static final String LABEL = "Machine failure";
  private static final List<String> LEFT_OUT =
      List.of("UDI", "Product ID", "TWF", "HDF", "PWF", "OSF", "RNF");
  private static final int PARTS = 5;
  private static final String RECIPE = "deploy/bench/recipes/gradient-boosting.py";

  /** Average precision of gradient boosting, by the recipe, on the split and over all parts. */
  private record Baseline(String who, double split, double all) {}

  private static final List<Baseline> BASELINES =
      List.of(
          new Baseline("gradient boosting, exact", 0.827, 0.787),
          new Baseline("gradient boosting, histograms", 0.817, 0.825),
          new Baseline("the same with our pairs of measures", 0.871, 0.887));

  @Override
  public String name() {
    return "ai4i2020";
  }

  @Override
  public void judge(Path folder, Path work, BenchReport report) throws Exception {
    TabularEvaluator evaluator = new TabularEvaluator(LABEL, LEFT_OUT);
    Path file = TabularEvaluator.table(folder);
    List<Judged> parts = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      parts.add(evaluator.part(file, part, work));
    }
    Judged split = parts.getFirst();
    Judged all = Judged.all(parts);
    report.row(TabularEvaluator.row(name(), "Linewatch, split", split));
    report.row(TabularEvaluator.row(name(), "Linewatch, all five parts", all));
    for (Baseline baseline : BASELINES) {
      report.row(published(baseline.who() + ", split", baseline.split()));
      report.row(published(baseline.who() + ", all five parts", baseline.all()));
    }
    report.row(
        TabularEvaluator.row(name(), "every record alike, split", TabularEvaluator.alike(split)));
    double best = BASELINES.stream().mapToDouble(Baseline::split).max().orElse(1);
    double bestAll = BASELINES.stream().mapToDouble(Baseline::all).max().orElse(1);
    report.target(Target.atLeast("AI4I 2020 PR-AUC, split", best, split.averagePrecision()));
    report.target(
        Target.atLeast("AI4I 2020 PR-AUC, all five parts", bestAll, all.averagePrecision()));
  }

  private Map<String, Object> published(String who, double averagePrecision) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("set", name());
    cells.put("who", who);
    cells.put("PR-AUC", averagePrecision);
    cells.put("source", RECIPE);
    return cells;
  }
}
