package io.linewatch.bench.visual;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.model.fit.FitRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Anybody's pictures in one folder, judged as the public ones are: good pictures to learn from and
 * pictures to judge, or pairs with a golden picture. Nothing of {@code test/} takes part in
 * learning.
 */
public final class PictureFolder {
  /** What a folder must hold, in one sentence. */
  public static final String FORM =
      "train/good, test/good, test/DEFECT, where there are masks ground_truth/DEFECT/NAME_mask.png;"
          + " or pairs: boxes.csv, trainval and test with NAME_temp.png and NAME_test.png";

  /** Three change folds and memories. */
  static final List<Long> SEEDS = List.of(1L, 2L, 3L);

  private PictureFolder() {}

  static boolean isOne(Path folder) {
    return PictureSet.isOne(folder) || TemplatePairs.isOne(folder);
  }

  /**
   * Judges the folder and adds rows to the report.
   *
   * @param set its name in the report; what is published of it stands below
   * @throws FitRefused when the folder has another form, or nothing sound can be learned
   * @throws Exception when a picture cannot be read
   */
  public static void judge(String set, Path folder, BenchReport report) throws Exception {
    judge(set, folder, PlaceCache.standard(), SEEDS, report);
  }

  static void judge(String set, Path folder, Path cached, List<Long> seeds, BenchReport report)
      throws Exception {
    // Whoever comes first makes the runtime's environment, and sensor models need it their way.
    LoadedModel.prepareRuntime(Files.createDirectories(cached));
    if (PictureSet.isOne(folder)) {
      learned(PictureSet.of(set, folder), cached, seeds, report);
    } else if (TemplatePairs.isOne(folder)) {
      new TemplatePairs(set, folder).judge(report);
    } else {
      throw new FitRefused(folder + " must hold " + FORM);
    }
    PublishedPictures.rows(set).forEach(report::row);
  }

  private static void learned(PictureSet set, Path cached, List<Long> seeds, BenchReport report)
      throws Exception {
    SetEvaluation evaluation = SetEvaluation.of(set, cached);
    Spread image = new Spread();
    for (long seed : seeds) {
      SetEvaluation.Row row = evaluation.judge(seed);
      image.add(row.image());
      report.row(row.cells(set.name(), seed));
      System.out.println(set.name() + " seed " + seed + ": " + row.cells(set.name(), seed));
    }
    Map<String, Object> mean = new LinkedHashMap<>();
    mean.put("set", set.name());
    mean.put("who", "Linewatch, mean ± spread");
    mean.put(
        "image AUROC", String.format(Locale.ROOT, "%.4f ± %.4f", image.mean(), image.deviation()));
    mean.put("source", "this run");
    report.row(mean);
    PublishedPictures.goals(set.name())
        .forEach((name, goal) ->
            report.target(Target.atLeast(set.name() + " image AUROC" + name, goal, image.mean())));
  }
}
