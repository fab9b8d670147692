package io.linewatch.bench.outbox;

import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.OutboxRow;
import io.linewatch.edge.outbox.OutboxSettings;
import io.linewatch.edge.outbox.Settlement;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Findings with their detector's state through the outbox as a gateway writes it: batches of one
 * lane, group commit, synchronous FULL; then read and settled as the publisher does. CPU time is
 * that of the whole process, so that a noisy machine can be told from a slow outbox.
 */
@Command(
    name = "outbox",
    mixinStandardHelpOptions = true,
    description = "Findings made durable, and settled, for batches of 1, 100 and 1000.")
public final class OutboxBench implements Callable<Integer> {
  private static final int SETTLED_AT_ONCE = 500;

  @Option(names = "--seed", defaultValue = "1", description = "Of the findings; default 1.")
  private long seed;

  @Option(
      names = "--findings",
      defaultValue = "100000",
      description = "For each size of batch; default 100000.")
  private int findings;

  @Option(
      names = "--folder",
      defaultValue = ".linewatch/bench/outbox",
      description = "Where the files are written; put it on the disk that is meant.")
  private Path folder = Path.of("");

  @Override
  public Integer call() throws Exception {
    BenchReport report = new BenchReport("outbox", seed);
    commit(Math.max(1, findings / 10), 100, new Random(seed));
    for (int batch : new int[] {1, 100, 1000}) {
      Measured measured = commit(findings, batch, new Random(seed));
      report.row(measured.row);
      report.target(
          Target.atLeast("findings/s, batches of " + batch, 10_000, measured.durablePerSecond));
    }
    report.print(System.out);
    return 0;
  }

  private record Measured(Map<String, Object> row, double durablePerSecond) {}

  private Measured commit(int count, int batchSize, Random random) throws Exception {
    Path place = Files.createTempDirectory(Files.createDirectories(folder), "run");
    Findings source = new Findings(random);
    double rate;
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("batch", Integer.toString(batchSize));
    try (Outbox outbox =
        Outbox.open(
            OutboxSettings.of("gw-1", place, Long.MAX_VALUE / 2),
            _ -> {},
            new SimpleMeterRegistry(),
            InstantSource.system())) {
      int batches = Math.ceilDiv(count, batchSize);
      CountDownLatch durable = new CountDownLatch(batches);
      Span writing = new Span();
      for (int i = 0; i < batches; i++) {
        OutboxBatch made = source.batch(outbox.epoch(), batchSize);
        outbox.submit(
            new OutboxBatch(made.states(), made.statements(), made.series(), durable::countDown));
      }
      durable.await();
      rate = writing.end(row, "durable", (long) batches * batchSize);
      row.put("MB", sizeOf(place) / 1e6);
      Span settling = new Span();
      long settled = settleAll(outbox);
      var _ = settling.end(row, "settled", settled);
    } finally {
      delete(place);
    }
    return new Measured(row, rate);
  }

  private static long settleAll(Outbox outbox) throws IOException, InterruptedException {
    long settled = 0;
    List<OutboxRow> rows = outbox.waiting(SETTLED_AT_ONCE, 4 << 20);
    while (!rows.isEmpty()) {
      outbox.settle(
          new Settlement(rows.stream().map(OutboxRow::sequence).toList(), Map.of(), Map.of()));
      settled += rows.size();
      rows = outbox.waiting(SETTLED_AT_ONCE, 4 << 20);
    }
    return settled;
  }

  /** Wall and CPU time from its making on. */
  private static final class Span {
    private final long wall = System.nanoTime();
    private final long cpu = cpuNanos();

    /** Items a second, which is also put into the row. */
    double end(Map<String, Object> row, String name, long items) {
      double rate = items * 1e9 / (System.nanoTime() - wall);
      row.put(name + "/s", rate);
      row.put(name + " CPU µs", (cpuNanos() - cpu) / 1e3 / items);
      return rate;
    }

    private static long cpuNanos() {
      return ManagementFactory.getOperatingSystemMXBean()
              instanceof com.sun.management.OperatingSystemMXBean system
          ? system.getProcessCpuTime()
          : 0;
    }
  }

  private static double sizeOf(Path place) throws IOException {
    return Files.size(place.resolve(OutboxSettings.DATABASE));
  }

  private static void delete(Path place) throws IOException {
    try (var files = Files.walk(place)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
