package io.linewatch.bench.faults;

import io.linewatch.bench.faults.catalogue.Catalogue;
import io.linewatch.bench.faults.catalogue.Fault;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.standalone.process.StartFailed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code faults}: what the system survives, and that it survives it without a trace. */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description = {
      "Sends one recorded stream in calm, then again while fault after fault strikes, and compares",
      "what comes out. Exits 1 when the run proves nothing: too few findings, or too few strikes."
    })
public final class FaultsCommand implements Callable<Integer> {
  @Option(names = "--seed", defaultValue = "1", description = "Draws stream and faults.")
  private long seed;

  @Option(names = "--minutes", defaultValue = "20", description = "How long faults strike.")
  private int minutes;

  @Option(names = "--strikes", defaultValue = "1000000", description = "No more than so many.")
  private int strikes;

  @Option(names = "--only", split = ",", description = "Strike with these faults alone.")
  private List<String> only = List.of();

  @Option(names = "--list", description = "Name the faults and end.")
  private boolean list;

  @Option(
      names = "--state",
      description = "Folder for state and logs; default .linewatch/bench/faults.")
  private @Nullable Path state;

  @Override
  public Integer call() throws Exception {
    List<Fault> faults = only.isEmpty() ? Catalogue.all() : Catalogue.named(only);
    if (list) {
      faults.forEach(fault -> System.out.println(fault.name()));
      return 0;
    }
    FaultSettings settings =
        new FaultSettings(seed, Duration.ofMinutes(minutes), faults, strikes, 12);
    Path repository = Path.of(System.getenv().getOrDefault("LINEWATCH_REPOSITORY", "."));
    Path folder = state == null ? repository.resolve(".linewatch/bench/faults") : state;
    try (FaultBench bench = new FaultBench(repository.toAbsolutePath(), folder.toAbsolutePath())) {
      BenchReport report = bench.run(settings, System.out);
      report.print(System.out);
      return FaultsReport.provesSomething(report) ? 0 : 1;
    } catch (StartFailed failed) {
      System.err.println(failed.getMessage());
      return 1;
    }
  }
}
