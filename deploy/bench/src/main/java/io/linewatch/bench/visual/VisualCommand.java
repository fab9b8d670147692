package io.linewatch.bench.visual;

import io.linewatch.bench.report.BenchReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  @Option(names = "--data", required = true, description = "folder of a set, or of sets")
  private Path data;

  @Option(names = "--set", description = "only this set, such as cookie")
  private @Nullable String only;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("visual", PictureFolder.SEEDS.getFirst());
    for (Path set : sets()) {
      PictureFolder.judge(set.toRealPath().getFileName().toString(), set, report);
    }
    report.print(System.out);
    return 0;
  }

  private List<Path> sets() throws IOException {
    if (PictureFolder.isOne(data)) {
      return List.of(data);
    }
    try (Stream<Path> folders = Files.list(data)) {
      List<Path> found =
          folders
              .filter(PictureFolder::isOne)
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
}
