package io.linewatch.bench.edge;

import io.linewatch.bench.edge.LoadedRow.Load;
import io.linewatch.bench.measure.Machine;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.system.BenchSystem;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code edge-load}: what the agent carries, beside floors and peers, in one run. */
@Command(
    name = "edge-load",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "What the agent carries, beside floors and peers, in one run. Rows:",
      "  a         bare Paho v5 subscriber that counts, as Paho's jar comes",
      "  b         the same with a buffered socket and the bulk read",
      "  c         the packaged agent, hard limits on every reading",
      "  d         the same, and one window model an asset",
      "  e         eKuiper 2.4.2 with one filter, built once where Go is",
      "  f         Node-RED 5 with one switch, installed once where npm is",
      "  values    the agent, 100 values a message",
      "  ch100, ch10000, ch100000",
      "            the agent with so many channels (c has 1,000)",
      "  isolation how old the other assets' findings are beside one at 100 times its rate",
      "",
      "Each row's process is warmed up, then all run in turn, round after round; figures are",
      "medians, quotients are medians of the rounds' quotients. What a process handled is its own"
          + " count; CPU is of its process until also Kafka has all."
    })
public final class EdgeLoad implements Callable<Integer> {
  private static final int BURST_PER_SECOND = 100_000;

  private static final List<String> IN_BULK =
      List.of("a", "b", "c", "d", "values", "ch100", "ch10000", "ch100000");

  /** Below what the broker queues for a subscriber. */
  private static final long MAX_BURST = 900_000;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "ROW",
      description = "Only these rows, such as a,c (default: ${DEFAULT-VALUE}).",
      defaultValue = "a,b,c,d,e,f,values,ch100,ch10000,ch100000,isolation")
  private List<String> only;

  @Option(
      names = "--seconds",
      description =
          "How long a run is: so many seconds at the steady rate, so many times 100,000 messages at"
              + " full load, 900,000 at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "4")
  private int seconds;

  @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "3")
  private int rounds;

  @Option(
      names = "--warm-up",
      description = "Messages before the first round (default: ${DEFAULT-VALUE}).",
      defaultValue = "400000")
  private long warmUp;

  @Option(
      names = "--load",
      split = ",",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).",
      defaultValue = "FULL,STEADY")
  private List<Load> loads;

  @Option(
      names = "--in-bulk",
      description =
          "Messages are passed on in blocks by a program of the bench's own, not by a broker, so"
              + " that no broker is the bound. QoS 0; rows a, b, c, d, values, ch….")
  private boolean inBulk;

  @Option(names = "--qos", description = "0 or 1 (default: ${DEFAULT-VALUE}).", defaultValue = "0")
  private int qos;

  @Option(
      names = "--lanes",
      description = "Threads of the agent that own assets; its own choice when left out.",
      defaultValue = "0")
  private int lanes;

  @Option(
      names = "--agent-options",
      description = "Options of java for the agent, such as a profiler's.",
      defaultValue = "")
  private String agentOptions;

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
  private long seed;

  @Override
  public Integer call() throws Exception {
    if (inBulk && (qos != 0 || !IN_BULK.containsAll(only))) {
      throw new IllegalArgumentException(
          "--in-bulk goes with QoS 0 and --only of " + String.join(",", IN_BULK));
    }
    Machine machine = Machine.here();
    BenchReport report = new BenchReport("edge-load", seed);
    try (BenchSystem bench = BenchSystem.open("edge-load")) {
      System.out.println(machine.line());
      Rows rows = Rows.start(bench, only, new Rows.Setting(inBulk, qos, lanes, agentOptions, seed));
      System.out.println("Broker: " + rows.brokerName() + "; QoS " + qos + "; seed " + seed);
      measure(bench, rows.all());
      Isolation isolation = rows.isolation();
      if (isolation != null) {
        bench
            .steps()
            .run(
                "Isolation",
                () -> {
                  isolation.measure(rounds, seconds);
                  return isolation;
                });
      }
      rows.all().forEach(row -> row.lines().forEach(report::row));
      if (isolation != null) {
        isolation.lines().forEach(report::row);
      }
      rows.leftOut().forEach(System.out::println);
      EdgeTargets.of(rows).forEach(report::target);
    }
    report.print(System.out);
    return 0;
  }

  private void measure(BenchSystem bench, List<LoadedRow> rows) throws Exception {
    for (LoadedRow row : rows) {
      bench
          .steps()
          .run(
              "Warm-up of " + row.shape().id(),
              () -> {
                row.warm(bench, warmUp);
                return row;
              });
    }
    for (int round = 1; round <= rounds; round++) {
      for (Load load : loads) {
        for (LoadedRow row : rows) {
          if (load == Load.STEADY && !row.isSteadyToo()) {
            continue;
          }
          String what = "Round " + round + ", " + load.name().toLowerCase(java.util.Locale.ROOT);
          bench
              .steps()
              .run(
                  what + " load on " + row.shape().id(),
                  () -> {
                    row.run(bench, load, messages(load));
                    return row;
                  });
        }
      }
    }
  }

  private long messages(Load load) {
    return load == Load.STEADY
        ? (long) seconds * LoadedRow.STEADY_PER_SECOND
        : Math.min(MAX_BURST, (long) seconds * BURST_PER_SECOND);
  }
}
