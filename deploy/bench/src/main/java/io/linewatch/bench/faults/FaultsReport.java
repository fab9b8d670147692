package io.linewatch.bench.faults;

import io.linewatch.bench.faults.Judge.Settlement;
import io.linewatch.bench.report.BenchReport;
import io.linewatch.bench.report.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Faults × outcomes. */
final class FaultsReport {
  /** What the agent may hold: its heap in the bench is 192 MiB, the rest is the JVM and SQLite. */
  static final double AGENT_BOUND_MEBIBYTES = 420;

  /** Heap of 320 MiB, RocksDB's and Kafka's buffers, the JVM. */
  static final double PROCESSOR_BOUND_MEBIBYTES = 700;

  private static final String STRIKES = "strikes that struck";
  private static final String FINDINGS = "findings";

  private FaultsReport() {}

  static BenchReport of(FaultSettings settings, FaultRun run, Settlement end) {
    BenchReport report = new BenchReport("faults", settings.seed());
    Map<String, List<Outcome>> byFault = new TreeMap<>();
    for (Outcome outcome : run.outcomes()) {
      byFault.computeIfAbsent(outcome.fault(), _ -> new java.util.ArrayList<>()).add(outcome);
    }
    byFault.forEach((fault, outcomes) -> report.row(row(fault, outcomes)));
    List<Outcome> all = run.outcomes();
    report.row(row("all", all));
    double struck = sum(all, outcome -> outcome.strike().struck() ? 1 : 0);
    report.target(Target.atMost("lost", 0, sum(all, Outcome::lost) + end.lost()));
    report.target(Target.atMost("doubled", 0, sum(all, Outcome::doubled) + end.doubled()));
    report.target(Target.atMost("unexpected", 0, sum(all, Outcome::unexpected) + end.unexpected()));
    report.target(
        Target.atMost("out of order", 0, sum(all, Outcome::disordered) + end.disordered()));
    report.target(Target.atMost("lost windows without a gap record", 0, run.unstated()));
    report.target(Target.atLeast("struck, of " + all.size() + " drawn", all.size(), struck));
    report.target(Target.atLeast(STRIKES, settings.leastStrikes(), struck));
    report.target(Target.atLeast(FINDINGS, settings.leastFindings(), run.findings()));
    report.target(
        Target.atMost(
            "agent's memory in MiB", AGENT_BOUND_MEBIBYTES, most(all, Outcome::agentMebibytes)));
    report.target(
        Target.atMost(
            "processor's memory in MiB",
            PROCESSOR_BOUND_MEBIBYTES,
            most(all, Outcome::processorMebibytes)));
    return report;
  }

  /** Whether enough happened for the zeros to mean something. */
  static boolean provesSomething(BenchReport report) {
    return report.targets().stream()
        .filter(target -> target.name().equals(STRIKES) || target.name().equals(FINDINGS))
        .allMatch(Target::met);
  }

  private static Map<String, Object> row(String fault, List<Outcome> outcomes) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("fault", fault);
    row.put("strikes", outcomes.size());
    row.put("struck", (int) outcomes.stream().filter(o -> o.strike().struck()).count());
    row.put("findings", (int) sum(outcomes, Outcome::findings));
    row.put("lost", (int) sum(outcomes, Outcome::lost));
    row.put("doubled", (int) sum(outcomes, Outcome::doubled));
    row.put("unexpected", (int) sum(outcomes, Outcome::unexpected));
    row.put("disorder", (int) sum(outcomes, Outcome::disordered));
    row.put("redraws", (int) sum(outcomes, Outcome::redraws));
    row.put("gaps", (int) sum(outcomes, Outcome::gaps));
    List<Outcome> heard = outcomes.stream().filter(o -> !Double.isNaN(o.firstSeconds())).toList();
    row.put("first s p50", median(heard, Outcome::firstSeconds));
    row.put("first s max", most(heard, Outcome::firstSeconds));
    row.put("all s p50", median(outcomes, Outcome::allSeconds));
    row.put("all s max", most(outcomes, Outcome::allSeconds));
    row.put("agent MiB", (int) most(outcomes, Outcome::agentMebibytes));
    row.put("processor MiB", (int) most(outcomes, Outcome::processorMebibytes));
    return row;
  }

  private static double sum(List<Outcome> outcomes, ToDoubleFunction<Outcome> of) {
    return outcomes.stream().mapToDouble(of).sum();
  }

  /** NaN, which is the greatest of all numbers, stays in: "not in time" is the worst of times. */
  private static double most(List<Outcome> outcomes, ToDoubleFunction<Outcome> of) {
    double[] sorted = outcomes.stream().mapToDouble(of).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
  }

  private static double median(List<Outcome> outcomes, ToDoubleFunction<Outcome> of) {
    double[] sorted = outcomes.stream().mapToDouble(of).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
