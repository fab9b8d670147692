package io.linewatch.bench.bearing;

import io.linewatch.bench.report.BenchReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bearing}: public bearing records through the agent's own features and decisions. */
@Command(
    name = "bearing",
    mixinStandardHelpOptions = true,
    description = {
      "How early and how rightly bearing faults are found on public records.",
      "The data are not part of the product: --data names a folder with cwru-bearing and"
          + " femto-bearing."
    })
public final class BearingCommand implements Callable<Integer> {
  @Option(names = "--data", required = true, description = "folder with one folder a set")
  private Path data;

  @Option(names = "--seed", defaultValue = "1", description = "of the noise that is added")
  private long seed;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("bearing", seed);
    Path cwru = data.resolve("cwru-bearing");
    if (Files.isDirectory(cwru)) {
      new CwruSet(cwru, seed).judge(report);
    } else {
      System.out.println("cwru-bearing: skipped, there is no folder " + cwru);
    }
    Path femto = data.resolve("femto-bearing");
    if (Files.isDirectory(femto)) {
      new FemtoSet(femto).judge(report);
    } else {
      System.out.println("femto-bearing: skipped, there is no folder " + femto);
    }
    report.print(System.out);
    return 0;
  }
}
