package io.linewatch.bench.latency;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.standalone.process.Steps;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the publishing of a reading beyond its limit until the alert's event is at a client of the
 * feed, through the packaged agent, Kafka and centre; beside it, of the same messages in the same
 * run, the bare chain. The client reads server-sent events as a browser does; it draws nothing.
 */
@Command(
    name = "latency",
    description =
        "Sensor to feed in milliseconds, beside a bare chain of MQTT, Kafka and a consumer; committed alert to client.")
public final class Latency implements Callable<Integer> {
  private static final double COMMITTED_GOAL_MS = 200;

  @Option(names = "--quiet-seconds", description = "at one crossing a second (${DEFAULT-VALUE})")
  private int quietSeconds = 40;

  @Option(names = "--load-seconds", description = "under load (${DEFAULT-VALUE})")
  private int loadSeconds = 40;

  @Option(names = "--rate", description = "readings a second under load (${DEFAULT-VALUE})")
  private int rate = 500;

  @Option(names = "--crossings", description = "crossings a second under load (${DEFAULT-VALUE})")
  private int crossings = 20;

  @Option(
      names = "--state",
      description = "folder for state and logs, emptied first (.linewatch/bench/latency)")
  private @Nullable Path state;

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("latency", 0);
    try (BenchSystem bench =
        state == null
            ? BenchSystem.open("latency")
            : BenchSystem.open(state.toAbsolutePath().normalize(), BenchSystem.repository())) {
      Steps steps = bench.steps();
      LatencySite site = new LatencySite(bench);
      steps.run("First alert at the client", site::warmUp);
      long lost = 0;
      lost += phase(report, site, steps, "quiet", new Pace(1, 1), quietSeconds);
      lost += phase(report, site, steps, "load", new Pace(rate, crossings), loadSeconds);
      report.target(Target.atMost("crossings without an event at the client", 0, (double) lost));
    }
    report.print(System.out);
    return 0;
  }

  /**
   * @param readings a second, crossings among them
   */
  record Pace(int readings, int crossings) {}

  private long phase(
      BenchReport report, LatencySite site, Steps steps, String name, Pace pace, int seconds)
      throws Exception {
    Crossings measured =
        steps.run(
            "%s: %d readings/s, %d crossings/s, %d s"
                .formatted(name, pace.readings(), pace.crossings(), seconds),
            () -> site.measure(pace, Duration.ofSeconds(seconds)));
    Latencies feed = measured.toClient();
    Latencies committed = measured.committedToClient();
    Latencies bare = site.bare(measured);
    row(report, name + ", sensor to client", measured, feed);
    row(report, name + ", bare chain", measured, bare);
    row(report, name + ", committed alert to client", measured, committed);
    report.target(
        Target.atMost(
            name + ": committed alert to client, p95 in ms",
            COMMITTED_GOAL_MS,
            committed.quantile(0.95)));
    return measured.sent() - feed.count();
  }

  private static void row(BenchReport report, String name, Crossings sent, Latencies found) {
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("row", name);
    cells.put("sent", sent.sent());
    cells.put("arrived", found.count());
    cells.put("p50 ms", found.quantile(0.5));
    cells.put("p95 ms", found.quantile(0.95));
    cells.put("p99 ms", found.quantile(0.99));
    report.row(cells);
  }
}
