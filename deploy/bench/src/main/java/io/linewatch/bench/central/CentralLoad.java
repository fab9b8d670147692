package io.linewatch.bench.central;

import io.linewatch.bench.central.LoadRound.Kind;
import io.linewatch.bench.central.LoadRound.Result;
import io.linewatch.bench.measure.Median;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.domain.wire.Topics;
import io.linewatch.standalone.process.Steps;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the centre takes in a second. Each round fills a topic while nothing runs; then each
 * contender in turn is started on that backlog, the order changing from round to round.
 */
@Command(
    name = "central-load",
    description =
        "Findings and series blocks a second through topology, PostgreSQL and feed, beside a pass-through with the same guarantees and the same COPY.")
public final class CentralLoad implements Callable<Integer> {
  private static final double GOAL = 0.5;

  @Option(names = "--findings", description = "findings a round (${DEFAULT-VALUE})")
  private int findings = 120_000;

  @Option(names = "--blocks", description = "series blocks a round (${DEFAULT-VALUE})")
  private int blocks = 150_000;

  @Option(
      names = "--warm-up",
      description = "share of a round before the timing begins, from 0 to 0.9 (${DEFAULT-VALUE})")
  private double warmUp = 0.4;

  @Option(names = "--rounds", description = "(${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(names = "--seed", description = "draws the values (${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(names = "--options", description = "JVM options of both programs (${DEFAULT-VALUE})")
  private String options = "-Xmx512m";

  @Option(
      names = "--state",
      description = "folder for state and logs, emptied first (.linewatch/bench/central-load)")
  private @Nullable Path state;

  private final Map<Kind, List<Result>> centre = new EnumMap<>(Kind.class);
  private final Map<Kind, List<Result>> passThrough = new EnumMap<>(Kind.class);
  private final List<String> wrong = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (!(warmUp >= 0 && warmUp <= 0.9)) {
      System.err.println("--warm-up must be from 0 to 0.9");
      return 64;
    }
    try (BenchSystem bench =
        state == null
            ? BenchSystem.open("central-load")
            : BenchSystem.open(state.toAbsolutePath().normalize(), BenchSystem.repository())) {
      Steps steps = bench.steps();
      LoadPlant plant = new LoadPlant(20, 20, 5);
      LoadSite site = new LoadSite(bench, options);
      site.apply(plant);
      // Of yesterday, so that no round reaches the future.
      Instant start = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(1));
      SignedLoad load = new SignedLoad(plant, site.siteSecret(), seed, start);
      for (int round = 1; round <= rounds; round++) {
        round(site, load, steps, Kind.FINDINGS, findings, round);
        round(site, load, steps, Kind.SERIES, blocks, round);
      }
    }
    report().print(System.out);
    return 0;
  }

  private void round(LoadSite site, SignedLoad load, Steps steps, Kind kind, int count, int round)
      throws Exception {
    String topic = kind == Kind.FINDINGS ? Topics.FINDINGS.name() : Topics.SERIES.name();
    steps.run(
        "round %d of %d: %,d records on %s".formatted(round, rounds, count, topic),
        () -> {
          site.topics().fill(count, kind == Kind.FINDINGS ? load::finding : load::block);
          return count;
        });
    long end = site.topics().end(topic);
    List<Contender> order =
        round % 2 == 1
            ? List.of(site.centre(), site.passThrough())
            : List.of(site.passThrough(), site.centre());
    for (Contender contender : order) {
      Result result =
          site.round(contender).run(contender, kind, count, Math.round(warmUp * count), end);
      boolean ours = contender.equals(site.centre());
      (ours ? centre : passThrough).computeIfAbsent(kind, _ -> new ArrayList<>()).add(result);
      steps.say(
          String.format(
              Locale.ROOT,
              "%-18s %,8.0f/s; CPU µs a record: program %.0f, broker %.0f, database %.0f",
              result.contender(),
              result.perSecond(),
              result.programCpuMicros(),
              result.brokerCpuMicros(),
              result.databaseCpuMicros()));
      result.wrong().forEach(line -> wrong.add(result.contender() + ": " + line));
    }
  }

  private BenchReport report() {
    BenchReport report = new BenchReport("central-load", seed);
    for (Kind kind : Kind.values()) {
      row(report, kind, centre.getOrDefault(kind, List.of()));
      row(report, kind, passThrough.getOrDefault(kind, List.of()));
    }
    report.target(ratio("findings/s, centre / pass-through", Kind.FINDINGS));
    report.target(ratio("series blocks/s, centre / pass-through", Kind.SERIES));
    report.target(Target.atMost("rounds that lost, doubled or refused anything", 0, wrong.size()));
    wrong.forEach(System.out::println);
    return report;
  }

  private static void row(BenchReport report, Kind kind, List<Result> results) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("row", kind.name().toLowerCase(Locale.ROOT) + ", " + results.getFirst().contender());
    cells.put("records/s", median(results, Result::perSecond));
    cells.put("CPU µs a record", median(results, Result::cpuMicros));
    cells.put("program", median(results, Result::programCpuMicros));
    cells.put("broker", median(results, Result::brokerCpuMicros));
    cells.put("database", median(results, Result::databaseCpuMicros));
    report.row(cells);
  }

  private Target ratio(String name, Kind kind) {
    return Target.atLeast(
        name,
        GOAL,
        Median.ofRatios(
            rates(centre.getOrDefault(kind, List.of())),
            rates(passThrough.getOrDefault(kind, List.of()))));
  }

  private static List<Double> rates(List<Result> results) {
    return results.stream().map(Result::perSecond).toList();
  }

  private static double median(List<Result> results, ToDoubleFunction<Result> of) {
    return Median.of(results.stream().map(of::applyAsDouble).toList());
  }
}
