package io.linewatch.bench.quality;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Provenance;
import io.linewatch.bench.report.ReportFiles;
import io.linewatch.model.csv.UnreadableCsv;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.visual.PictureRefused;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quality}: data through the product's own fit, scoring and decisions. */
@Command(
    name = "quality",
    mixinStandardHelpOptions = true,
    description = {
      "How well faults are found on public data, beside what is published, or on your own.",
      "The data are not part of the product: --data names a folder with one folder a set, or with",
      "--evaluator the folder of your own data (forms: docs/quality.md)."
    })
public final class QualityCommand implements Callable<Integer> {
  private static final List<QualitySet> SETS =
      List.of(
          new SkabSet(),
          new BatadalSet(),
          new NabSet(),
          new CmapssSet(),
          new Ai4iSet(),
          new PicturesSet("magnetic-tile"),
          new PicturesSet("kolektorsdd"),
          new PicturesSet("cookie"),
          new PicturesSet("deeppcb"));
  private static final int BAD_OPTIONS = 64;
  private static final int BAD_DATA = 65;

  @Option(names = "--data", required = true, description = "folder with one folder a set")
  private Path data;

  @Option(names = "--set", description = "only this public set, such as skab")
  private @Nullable String only;

  @Option(
      names = "--evaluator",
      description = "judge your own data in the folder --data as this kind")
  private @Nullable String kind;

  @Option(names = "--label", description = "tabular: the column that says whether it failed")
  private @Nullable String label;

  @Option(
      names = "--leave-out",
      split = ",",
      description = "tabular: columns not to use, separated by commas")
  private List<String> leaveOut = List.of();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "write FILE.json and FILE.html, to compare runs and to show people")
  private @Nullable Path file;

  @Override
  public Integer call() throws Exception {
    // Whatever is drawn is drawn by seeds of its own: the same data give the same figures.
    BenchReport report = new BenchReport("quality", 0);
    Map<String, String> digests = new TreeMap<>();
    try {
      if (!(kind == null ? publicSets(report, digests) : own(kind, report, digests))) {
        return BAD_OPTIONS;
      }
    } catch (FitRefused | UnreadableCsv | PictureRefused | IOException refused) {
      // Of a missing file the message is its bare name.
      System.err.println(
          refused instanceof FileSystemException ? refused.toString() : refused.getMessage());
      return BAD_DATA;
    }
    report.print(System.out);
    if (file != null) {
      ReportFiles.Names names = ReportFiles.Names.of(file);
      ReportFiles.write(names, report, Provenance.of(Versions.here(), digests), ColumnWords.ALL);
      System.err.println("Written: " + names.json() + " and " + names.html());
    }
    return 0;
  }

  private boolean publicSets(BenchReport report, Map<String, String> digests) throws Exception {
    List<QualitySet> chosen =
        SETS.stream().filter(set -> only == null || set.name().equals(only)).toList();
    if (chosen.isEmpty()) {
      System.err.println(
          "There is no set '"
              + only
              + "'. There are: "
              + String.join(", ", SETS.stream().map(QualitySet::name).toList()));
      return false;
    }
    for (QualitySet set : chosen) {
      Path folder = data.resolve(set.name());
      if (Files.isDirectory(folder)) {
        System.out.println(set.name() + ": fitting and judging");
        inFolder(work -> set.judge(folder, work, report));
        digests.put(set.name(), DataDigest.of(folder));
      } else {
        System.out.println(set.name() + ": skipped, there is no folder " + folder);
      }
    }
    return true;
  }

  private boolean own(String chosen, BenchReport report, Map<String, String> digests)
      throws Exception {
    List<Evaluator> evaluators = Evaluators.all(label, leaveOut);
    Evaluator evaluator =
        evaluators.stream().filter(e -> e.kind().equals(chosen)).findFirst().orElse(null);
    if (evaluator == null || !Files.isDirectory(data)) {
      System.err.println(
          evaluator == null
              ? "There is no evaluator '" + chosen + "'. There are:"
              : data + " is no folder");
      evaluators.forEach(e -> System.err.println("  " + e.kind() + ": " + e.form()));
      return false;
    }
    String name = data.toAbsolutePath().normalize().getFileName().toString();
    System.out.println(name + ": fitting and judging");
    inFolder(work -> evaluator.judge(name, data, work, report));
    digests.put(name, DataDigest.of(data));
    return true;
  }

  /** Something done with an empty folder. */
  private interface Work {
    void in(Path folder) throws Exception;
  }

  private static void inFolder(Work work) throws Exception {
    Path folder = Files.createTempDirectory("linewatch-quality");
    try {
      work.in(folder);
    } finally {
      delete(folder);
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
