package io.linewatch.bench.edge;

import io.linewatch.bench.measure.Median;
import io.linewatch.bench.publish.LoadPlan;
import io.linewatch.bench.system.BenchSystem;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** One row of the bench: a consumer, the shape of its load, and how its runs went. One thread. */
final class LoadedRow {
  /** Ten readings a second of each channel, were the load as fast as its event time. */
  static final long STEP_MICROS = 100_000;

  private static final int ALARM_EVERY = 10_000;
  private static final int FEWER = 10;

  /** Large messages are few: what java compiles of them it must have compiled before. */
  private static final int WARM_BURSTS_TOGETHER = 3;

  private static final int PAST_HOURS = 6;

  /** What kind of load a run is. */
  enum Load {
    /** As fast as the broker takes it: what is measured is the bottleneck. */
    FULL,
    /** Ten thousand messages a second. */
    STEADY
  }

  static final int STEADY_PER_SECOND = 10_000;

  /**
   * @param id what {@code --only} calls it
   * @param together whether one message carries all channels of an asset
   */
  record Shape(String id, String title, int assets, int channels, boolean together) {}

  private final Shape shape;
  private final Consumer consumer;
  private final int port;
  private final int qos;
  private final long seed;
  private final Map<Load, List<Run>> runs = new LinkedHashMap<>();
  // Event time goes on from run to run. Far enough in the past that no load overtakes the clock.
  private long nextMicros =
      Instant.now()
              .minus(PAST_HOURS, ChronoUnit.HOURS)
              .truncatedTo(ChronoUnit.MINUTES)
              .getEpochSecond()
          * 1_000_000;

  LoadedRow(Shape shape, Consumer consumer, int port, int qos, long seed) {
    this.shape = shape;
    this.consumer = consumer;
    this.port = port;
    this.qos = qos;
    this.seed = seed;
  }

  Shape shape() {
    return shape;
  }

  /** Rows that vary the load's shape are about cost at full load. */
  boolean isSteadyToo() {
    return shape.id().length() == 1;
  }

  /** Runs without keeping the result, so that what comes is measured warm. */
  void warm(BenchSystem bench, long messages) throws IOException, InterruptedException {
    for (int burst = 0; burst < (shape.together() ? WARM_BURSTS_TOGETHER : 1); burst++) {
      var _ = Run.of(bench, consumer, plan(messages, 0));
    }
  }

  void run(BenchSystem bench, Load load, long messages) throws IOException, InterruptedException {
    int perSecond = load == Load.STEADY ? STEADY_PER_SECOND : 0;
    Run run = Run.of(bench, consumer, plan(messages, perSecond));
    runs.computeIfAbsent(load, _ -> new ArrayList<>()).add(run);
  }

  private LoadPlan plan(long messages, int perSecond) {
    LoadPlan probe = plan(messages, perSecond, nextMicros);
    // Large messages are fewer, so that the broker can hold them.
    long wanted = shape.together() ? messages / (shape.channels() / FEWER) : messages;
    // Whole steps only, so that every channel has as many readings as the others.
    long whole = Math.max(1, wanted / probe.messagesPerStep()) * probe.messagesPerStep();
    LoadPlan plan = plan(whole, perSecond, nextMicros);
    nextMicros += plan.steps() * STEP_MICROS;
    return plan;
  }

  private LoadPlan plan(long messages, int perSecond, long startMicros) {
    return new LoadPlan(
        port,
        consumer.line(),
        shape.assets(),
        shape.channels(),
        shape.together(),
        messages,
        perSecond,
        qos,
        startMicros,
        STEP_MICROS,
        ALARM_EVERY,
        seed + startMicros);
  }

  List<Double> all(Load load, ToDoubleFunction<Run> figure) {
    return runs.getOrDefault(load, List.of()).stream().mapToDouble(figure).boxed().toList();
  }

  double median(Load load, ToDoubleFunction<Run> figure) {
    return Median.of(all(load, figure));
  }

  /** The table's lines: one for each kind of load that was run. */
  List<Map<String, Object>> lines() {
    List<Map<String, Object>> lines = new ArrayList<>();
    runs.forEach((load, measured) -> lines.add(line(load, measured)));
    return lines;
  }

  private Map<String, Object> line(Load load, List<Run> measured) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("row", shape.id());
    line.put("what", shape.title());
    line.put("load", load == Load.FULL ? "full" : STEADY_PER_SECOND + "/s");
    line.put("msg/s", median(load, Run::perSecond));
    line.put("CPU µs/msg", median(load, Run::cpuMicrosPerMessage));
    line.put("RSS MiB", measured.stream().mapToDouble(Run::rssMebibytes).max().orElse(0));
    line.put("sent", measured.stream().mapToLong(Run::sent).sum());
    line.put("handled", measured.stream().mapToLong(Run::handled).sum());
    line.put("lost", measured.stream().mapToLong(run -> run.sent() - run.handled()).sum());
    for (Run run : measured) {
      run.counts().forEach((name, count) -> line.merge(name, count, LoadedRow::sum));
    }
    rowsPerInference(line);
    return line;
  }

  private static Object sum(Object a, Object b) {
    return (Long) a + (Long) b;
  }

  private static void rowsPerInference(Map<String, Object> line) {
    if (line.remove("inference calls") instanceof Long calls
        && line.get("scores") instanceof Long scores
        && scores > 0) {
      line.put("rows/inference", calls == 0 ? "?" : (Object) (scores / (double) calls));
    }
  }
}
