package io.linewatch.bench.soak;

import io.linewatch.bench.measure.Machine;
import io.linewatch.bench.measure.Trend;
import io.linewatch.bench.publish.LoadPlan;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.bench.system.AgentMetrics;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.Sending;
import io.linewatch.standalone.process.Monitored;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.server.Addresses;
import io.linewatch.standalone.server.LocalServerRoom;
import io.linewatch.standalone.server.LocalSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code soak}: the whole system at 70 % of what it carries; nothing may grow. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "The packaged system at 70 %% of the rate that a ramp at the start measures. Memory, file",
      "handles, threads, the state folders and what waits for Kafka must be flat: a straight line",
      "through the second half may rise by no more than the bound beside it. What Kafka and",
      "PostgreSQL keep may grow; how much a day is told."
    })
public final class SoakBench implements Callable<Integer> {
  private static final double LOAD = 0.7;
  private static final Duration SAMPLE = Duration.ofSeconds(5);
  private static final Duration READY = Duration.ofMinutes(2);
  private static final Duration DRAIN = Duration.ofMinutes(3);
  private static final int ALARM_EVERY = 20_000;

  @Option(names = "--minutes", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "15")
  private int minutes;

  @Option(names = "--seed", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
  private long seed;

  @Option(
      names = "--ramp",
      description = "Messages of the ramp (default: ${DEFAULT-VALUE}).",
      defaultValue = "300000")
  private long ramp;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("soak", seed);
    System.out.println(Machine.here().line());
    try (BenchSystem bench = BenchSystem.open("soak")) {
      LocalSystem system = start(bench);
      AgentMetrics agent = new AgentMetrics(system.addresses().edge());
      double most =
          bench
              .steps()
              .run("Ramp: " + ramp + " messages at full load", () -> most(bench, system, agent));
      int rate = (int) (LOAD * most);
      System.out.printf(
          Locale.ROOT, "Measured %,.0f messages/s; soak at %,d messages/s%n", most, rate);
      List<Trend> trends =
          bench.steps().run(minutes + " minutes of it", () -> soak(bench, system, agent, rate));
      report.row(Map.of("series", "messages/s", "last", (double) rate, "greatest", most));
      trends.forEach(trend -> tell(report, trend));
    }
    report.print(System.out);
    return 0;
  }

  private static LocalSystem start(BenchSystem bench) throws Exception {
    LocalSystem system =
        new LocalSystem(
            bench.state(),
            bench.programs(),
            bench.teardown(),
            bench.steps(),
            SoakPlant.SITE,
            Addresses.anyFree(),
            new LocalServerRoom(bench.state(), bench.programs()));
    system.startServers();
    system.startCentre();
    system.applyPlant(
        Files.writeString(bench.folder().resolve("soak-plant.yaml"), SoakPlant.sheet()));
    system.startEdge();
    AgentMetrics agent = new AgentMetrics(system.addresses().edge());
    bench.steps().run("Plant applied on the gateway", () -> awaitReady(agent));
    return system;
  }

  private static boolean awaitReady(AgentMetrics agent) throws InterruptedException {
    long end = System.nanoTime() + READY.toNanos();
    while (!agent.ready()) {
      if (System.nanoTime() > end) {
        throw new StartFailed("the agent did not apply the plant within " + READY);
      }
      Thread.sleep(200);
    }
    return true;
  }

  /** Messages a second from the first reading to the last, at QoS 1 as fast as they are taken. */
  private double most(BenchSystem bench, LocalSystem system, AgentMetrics agent)
      throws IOException, InterruptedException {
    long wanted = agent.counts().readings() + ramp;
    long begin = System.nanoTime();
    Sending sending = Sending.start(bench, plan(system, ramp, 0));
    while (agent.counts().readings() < wanted) {
      if (System.nanoTime() - begin > DRAIN.toNanos()) {
        throw new StartFailed("the agent did not decide the ramp's readings within " + DRAIN);
      }
      Thread.sleep(100);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    sending.await();
    return ramp / seconds;
  }

  private List<Trend> soak(
      BenchSystem bench, LocalSystem system, AgentMetrics agent, int messagesPerSecond)
      throws IOException, InterruptedException {
    SoakSeries series = new SoakSeries(system, agent);
    long messages = 60L * minutes * messagesPerSecond;
    Sending sending = Sending.start(bench, plan(system, messages, messagesPerSecond));
    long begin = System.nanoTime();
    long end = begin + Duration.ofMinutes(minutes).toNanos();
    while (System.nanoTime() < end) {
      Monitored dead = system.dead();
      if (dead != null) {
        throw new StartFailed(dead.obituary());
      }
      series.sample((System.nanoTime() - begin) / 1e9);
      Thread.sleep(SAMPLE.toMillis());
    }
    sending.await();
    return series.trends();
  }

  private LoadPlan plan(LocalSystem system, long messages, int perSecond) {
    return new LoadPlan(
        system.addresses().mqtt(),
        SoakPlant.LINE,
        SoakPlant.ASSETS,
        SoakPlant.CHANNELS,
        false,
        messages,
        perSecond,
        1,
        LoadPlan.WALL_CLOCK,
        1_000,
        ALARM_EVERY,
        seed);
  }

  private void tell(BenchReport report, Trend trend) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("series", trend.name() + " (" + trend.unit() + ")");
    row.put("first", trend.first());
    row.put("last", trend.last());
    row.put("greatest", trend.greatest());
    row.put("rise", trend.rise());
    row.put("a day", trend.slope() * 86_400);
    report.row(row);
    if (trend.allowedRise() < Double.POSITIVE_INFINITY) {
      report.target(
          Target.atMost(
              trend.name() + ", rise over the second half, " + trend.unit(),
              trend.allowedRise(),
              trend.rise()));
    }
  }
}
