package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quality}: public sets through the product's own fit, scoring and decisions. */
@Command(
    name = "quality",
    mixinStandardHelpOptions = true,
    description = {
      "How well faults are found on public data, beside what is published.",
      "The data are not part of the product: --data names a folder with one folder a set."
    })
public final class QualityCommand implements Callable<Integer> {
  private static final List<QualitySet> SETS = List.of(new SkabSet(), new BatadalSet());

  @Option(names = "--data", required = true, description = "folder with one folder a set")
  private Path data;

  @Option(names = "--set", description = "only this set: skab, batadal")
  private @Nullable String only;

  @Override
  public Integer call() throws Exception {
    List<QualitySet> chosen =
        SETS.stream().filter(set -> only == null || set.name().equals(only)).toList();
    if (chosen.isEmpty()) {
      System.err.println(
          "There is no set '"
              + only
              + "'. There are: "
              + String.join(", ", SETS.stream().map(QualitySet::name).toList()));
      return 64;
    }
    // Nothing is drawn: the same data give the same figures.
    BenchReport report = new BenchReport("quality", 0);
    for (QualitySet set : chosen) {
      Path folder = data.resolve(set.name());
      if (Files.isDirectory(folder)) {
        judge(set, folder, report);
      } else {
        System.out.println(set.name() + ": skipped, there is no folder " + folder);
      }
    }
    report.print(System.out);
    return 0;
  }

  private static void judge(QualitySet set, Path folder, BenchReport report) throws Exception {
    System.out.println(set.name() + ": fitting and judging");
    Path work = Files.createTempDirectory("linewatch-quality");
    try {
      set.judge(folder, work, report);
    } finally {
      delete(work);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
