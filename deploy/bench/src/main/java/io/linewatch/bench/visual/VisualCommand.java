package io.linewatch.bench.visual;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code visual}: pictures through the product's own fit; limits from good pictures alone. */
@Command(
    name = "visual",
    mixinStandardHelpOptions = true,
    description = {
      "How well defects are found on pictures. --data names a folder with one folder a set, or a",
      "set itself: train/good, test/good, test/DEFECT, and where there are masks",
      "ground_truth/DEFECT/NAME_mask.png; or pairs with a golden picture: boxes.csv,",
      "test/NAME_temp.png, test/NAME_test.png. Nothing of test/ takes part in learning."
    })
public final class VisualCommand implements Callable<Integer> {
  private static final List<Long> SEEDS = List.of(1L, 2L, 3L);
  private static final Map<String, Double> GOALS =
      Map.of("magnetic-tile", 0.985, "kolektorsdd", 0.97, "cookie", 0.99);
  private static final double GOAL_OF_OTHERS = 0.97;

  @Option(names = "--data", required = true, description = "folder of a set, or of sets")
  private Path data;

  @Option(names = "--set", description = "only this set, such as cookie")
  private @Nullable String only;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("visual", SEEDS.getFirst());
    for (Path set : sets()) {
      if (PictureSet.isOne(set)) {
        judge(set, report);
      } else {
        new TemplatePairs(set).judge(report);
      }
    }
    report.print(System.out);
    return 0;
  }

  private List<Path> sets() throws IOException {
    if (isSet(data)) {
      return List.of(data);
    }
    try (Stream<Path> folders = Files.list(data)) {
      List<Path> found =
          folders
              .filter(VisualCommand::isSet)
              .filter(folder -> only == null || folder.getFileName().toString().equals(only))
              .sorted()
              .toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException(
            "no set with train/good and test/good, or boxes.csv and test, in " + data);
      }
      return found;
    }
  }

  private static boolean isSet(Path folder) {
    return PictureSet.isOne(folder) || TemplatePairs.isOne(folder);
  }

  private static void judge(Path folder, BenchReport report) throws Exception {
    PictureSet set = PictureSet.of(folder);
    SetEvaluation evaluation = SetEvaluation.of(set);
    Spread image = new Spread();
    for (long seed : SEEDS) {
      SetEvaluation.Row row = evaluation.judge(seed);
      image.add(row.image());
      report.row(row.cells(set.name(), seed));
      System.out.println(set.name() + " seed " + seed + ": " + row.cells(set.name(), seed));
    }
    Map<String, Object> mean = new LinkedHashMap<>();
    mean.put("set", set.name());
    mean.put("seed", "mean ± spread");
    mean.put(
        "image AUROC", String.format(Locale.ROOT, "%.4f ± %.4f", image.mean(), image.deviation()));
    report.row(mean);
    report.target(
        Target.atLeast(
            set.name() + " image AUROC",
            GOALS.getOrDefault(set.name(), GOAL_OF_OTHERS),
            image.mean()));
  }
}
