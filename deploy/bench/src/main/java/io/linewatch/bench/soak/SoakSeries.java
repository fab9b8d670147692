package io.linewatch.bench.soak;

import io.linewatch.bench.measure.ProcessUsage;
import io.linewatch.bench.measure.Trend;
import io.linewatch.bench.system.AgentMetrics;
import io.linewatch.standalone.server.LocalServer;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.SiteServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is looked at while the system runs. One thread. */
final class SoakSeries {
  private static final double MEBIBYTE = 1 << 20;
  private static final double UNBOUNDED = Double.POSITIVE_INFINITY;

  // What a flat line may seem to rise: collections come in steps, and so do segments of files.
  private static final double MEMORY = 16;
  private static final double HANDLES = 8;
  private static final double THREADS = 4;
  private static final double STATE = 32;
  private static final double ROWS = 5_000;

  private final LocalSystem system;
  private final AgentMetrics agent;
  private final Map<String, Trend> trends = new LinkedHashMap<>();

  SoakSeries(LocalSystem system, AgentMetrics agent) {
    this.system = system;
    this.agent = agent;
  }

  List<Trend> trends() {
    return new ArrayList<>(trends.values());
  }

  void sample(double seconds) throws IOException, InterruptedException {
    process(seconds, "agent", system.agent());
    process(seconds, "processor", system.processor());
    folder(seconds, "agent state", "edge", STATE);
    folder(seconds, "processor state", "central", STATE);
    folder(seconds, "Kafka's log", "kafka", UNBOUNDED);
    folder(seconds, "PostgreSQL", "postgres", UNBOUNDED);
    add(seconds, "rows waiting for Kafka", "rows", ROWS, (double) agent.outboxRows());
  }

  private void process(double seconds, String name, SiteServer server) throws IOException {
    if (!(server instanceof LocalServer local)) {
      throw new IllegalStateException(name + " is no process of this machine");
    }
    ProcessUsage usage = ProcessUsage.of(local.pid());
    add(seconds, name + " memory", "MiB", MEMORY, usage.rssMebibytes());
    add(seconds, name + " threads", "threads", THREADS, usage.threads());
    add(seconds, name + " files", "handles", HANDLES, (double) OpenFiles.of(local.pid()));
  }

  private void folder(double seconds, String name, String folder, double allowed)
      throws IOException {
    Path path = system.state().root().resolve(folder);
    add(seconds, name, "MiB", allowed, (double) OpenFiles.bytesIn(path) / MEBIBYTE);
  }

  private void add(double seconds, String name, String unit, double allowed, double value) {
    trends.computeIfAbsent(name, _ -> new Trend(name, unit, allowed)).add(seconds, value);
  }
}
