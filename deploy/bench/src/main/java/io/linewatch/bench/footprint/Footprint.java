package io.linewatch.bench.footprint;

import io.linewatch.bench.measure.Machine;
import io.linewatch.bench.measure.Median;
import io.linewatch.bench.measure.ProcessUsage;
import io.linewatch.bench.publish.LoadPlan;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.bench.system.AgentProgram;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.KafkaForLoad;
import io.linewatch.bench.system.LoadBroker;
import io.linewatch.bench.system.Sending;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.server.Programs.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code footprint}: what the agent takes of a gateway. */
@Command(
    name = "footprint",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Size on disk of each program (without java), the agent's memory with 1,000 channels and 5"
          + " models, idle and at one reading a second of each channel, and the time from its start"
          + " to its first score, with and without what 'linewatch-edge prepare' keeps.",
      "The agent is started by its own launcher with no options, from a copy of the package."
    })
public final class Footprint implements Callable<Integer> {
  private static final long STEP_MICROS = 100_000;
  private static final double MEBIBYTE = 1_048_576;

  @Option(
      names = "--starts",
      description = "Starts with, and as many without (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int starts;

  @Option(
      names = "--idle-seconds",
      description = "Before memory is read (default: ${DEFAULT-VALUE}).",
      defaultValue = "15")
  private int idleSeconds;

  @Option(
      names = "--load-seconds",
      description =
          "Under load; from 70 on every series has handed a minute over (default:"
              + " ${DEFAULT-VALUE}).",
      defaultValue = "90")
  private int loadSeconds;

  @Option(
      names = "--rate",
      description = "Messages/s under load (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000")
  private int rate;

  @Option(
      names = "--agent-options",
      description = "Options of java for the agent under load, such as native memory tracking.",
      defaultValue = "")
  private String agentOptions;

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
  private long seed;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("footprint", seed);
    System.out.println(Machine.here().line());
    try (BenchSystem bench = BenchSystem.open("footprint")) {
      sizes(bench, report);
      LoadBroker broker = bench.steps().run("Broker", () -> LoadBroker.start(bench));
      KafkaForLoad kafka = bench.steps().run("Kafka", () -> KafkaForLoad.start(bench));
      FootprintPlant plant =
          bench.steps().run("Models", () -> FootprintPlant.fit(bench, STEP_MICROS, seed));
      InstalledAgent installed = InstalledAgent.copy(bench);
      bench
          .steps()
          .run(
              "linewatch-edge prepare",
              () -> {
                installed.prepare(bench.folder().resolve("logs").resolve("prepare.log"));
                return installed;
              });
      starts(bench, broker, kafka, plant, installed, report);
      memory(bench, broker, kafka, plant, installed, report);
    }
    report.print(System.out);
    return 0;
  }

  private static void sizes(BenchSystem bench, BenchReport report) throws IOException {
    for (Program program : List.of(Program.EDGE, Program.CENTRAL, Program.MODELS)) {
      Path home = bench.programs().home(program);
      row(
          report,
          "install size of " + home.getFileName(),
          InstalledAgent.bytes(home) / MEBIBYTE,
          "MiB");
    }
  }

  private void starts(
      BenchSystem bench,
      LoadBroker broker,
      KafkaForLoad kafka,
      FootprintPlant plant,
      InstalledAgent installed,
      BenchReport report)
      throws Exception {
    row(
        report,
        "what prepare keeps",
        java.nio.file.Files.size(installed.cache()) / MEBIBYTE,
        "MiB");
    FirstScore first = new FirstScore(bench, broker, kafka.port(), plant, installed.script());
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int start = 1; start <= starts; start++) {
      with.add(bench.steps().run("Start " + start + ", prepared", () -> first.seconds(true)));
      without.add(
          bench.steps().run("Start " + start + ", not prepared", () -> first.seconds(false)));
    }
    row(report, "start to first score, prepared", Median.of(with), "s");
    row(report, "start to first score, not prepared", Median.of(without), "s");
    report.target(Target.atMost("start to first score in s, prepared", 2, Median.of(with)));
  }

  private void memory(
      BenchSystem bench,
      LoadBroker broker,
      KafkaForLoad kafka,
      FootprintPlant plant,
      InstalledAgent installed,
      BenchReport report)
      throws Exception {
    String line = "memory";
    var setting = new AgentProgram.Setting(plant.of("gw-memory", line), 0, 0, agentOptions);
    AgentProgram agent =
        bench
            .steps()
            .run(
                "Agent with 1,000 channels and 5 models",
                () ->
                    AgentProgram.start(
                        bench, broker, kafka.port(), setting, plant.store(), installed.script()));
    ChildProcess process = agent.process();
    ProcessUsage idle =
        bench
            .steps()
            .run(
                "Idle for " + idleSeconds + " s",
                () -> {
                  Thread.sleep(idleSeconds * 1_000L);
                  return ProcessUsage.of(process.pid());
                });
    ProcessUsage loaded =
        bench
            .steps()
            .run(
                "Loaded for " + loadSeconds + " s",
                () -> {
                  var _ = Sending.start(bench, plan(broker, line)).await();
                  return ProcessUsage.of(process.pid());
                });
    row(report, "RSS idle", idle.rssMebibytes(), "MiB");
    row(report, "RSS after " + loadSeconds + " s at " + rate + "/s", loaded.rssMebibytes(), "MiB");
    row(report, "RSS at most", loaded.peakRssMebibytes(), "MiB");
    row(report, "readings decided", (double) agent.metrics().counts().readings(), "");
    row(report, "rows scored", (double) agent.metrics().counts().scores(), "");
    row(
        report,
        "CPU under load",
        (loaded.cpuMicros() - idle.cpuMicros()) / 1e4 / loadSeconds,
        "% of a core");
    double most = loaded.peakRssMebibytes();
    report.target(Target.atMost("RSS at most in MiB, 1,000 channels and 5 models", 250, most));
    report.target(Target.atMost("the same, the goal", 160, most));
  }

  private LoadPlan plan(LoadBroker broker, String line) {
    return new LoadPlan(
        broker.port(),
        line,
        FootprintPlant.ASSETS,
        FootprintPlant.CHANNELS,
        false,
        (long) rate * loadSeconds,
        rate,
        0,
        LoadPlan.WALL_CLOCK,
        0,
        0,
        seed);
  }

  private static void row(BenchReport report, String what, double value, String unit) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("what", what);
    cells.put("value", value);
    cells.put("unit", unit);
    report.row(cells);
  }
}
