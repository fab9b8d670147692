package io.linewatch.edge.pipeline;

import io.linewatch.edge.novelty.NoveltyMeters;
import io.linewatch.edge.signal.RejectionReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What the pipeline counts, for {@code /metrics} and for the status record. Any thread. */
final class PipelineMetrics {
  final MeterRegistry registry;
  final Counter messages;
  final Counter readings;
  final Counter scores;
  final Counter inferenceCalls;
  final Counter findings;
  final Counter seriesBlocks;
  final Counter lateReadings;
  final ShedLog shed;
  final Counter failures;
  final Counter inferenceFailures;
  final NoveltyMeters novelty;
  private final Map<RejectionReason, Counter> rejections = new EnumMap<>(RejectionReason.class);

  PipelineMetrics(MeterRegistry registry) {
    this.registry = registry;
    messages = counter("linewatch.edge.messages", "messages taken from all connections");
    readings = counter("linewatch.edge.readings", "readings that were decided");
    scores = counter("linewatch.edge.scores", "rows scored by models");
    inferenceCalls =
        counter("linewatch.edge.inference.calls", "calls of models, each of many rows");
    findings = counter("linewatch.edge.findings", "findings made");
    seriesBlocks = counter("linewatch.edge.series.blocks", "minutes of series closed");
    lateReadings = counter("linewatch.edge.readings.late", "too late for their model's row");
    shed = new ShedLog(registry);
    failures = counter("linewatch.edge.failures", "messages a defect kept from being decided");
    inferenceFailures = counter("linewatch.edge.inference.failures", "scoring calls that failed");
    novelty = new NoveltyMeters(registry);
    for (RejectionReason reason : RejectionReason.values()) {
      rejections.put(
          reason,
          Counter.builder("linewatch.edge.rejections")
              .description("messages or values refused")
              .tag("reason", reason.tag())
              .register(registry));
    }
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  void rejected(RejectionReason reason) {
    Counter counter = rejections.get(reason);
    if (counter != null) {
      counter.increment();
    }
  }

  /** Bounded names for the status record. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    counts.put("messages", (long) messages.count());
    counts.put("readings", (long) readings.count());
    counts.put("scores", (long) scores.count());
    counts.put("findings", (long) findings.count());
    counts.put("series-blocks", (long) seriesBlocks.count());
    counts.put("late-readings", (long) lateReadings.count());
    counts.put("shed", shed.messages());
    counts.putAll(shed.counts());
    counts.put("failures", (long) failures.count());
    counts.put("inference-failures", (long) inferenceFailures.count());
    long total = 0;
    for (Map.Entry<RejectionReason, Counter> entry : rejections.entrySet()) {
      long count = (long) entry.getValue().count();
      total += count;
      counts.put("rejected-" + entry.getKey().tag(), count);
    }
    counts.put("rejected", total);
    return counts;
  }
}
