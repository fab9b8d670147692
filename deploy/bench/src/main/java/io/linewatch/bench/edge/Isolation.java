package io.linewatch.bench.edge;

import io.linewatch.bench.measure.Median;
import io.linewatch.bench.publish.LoadPlan;
import io.linewatch.bench.report.Target;
import io.linewatch.bench.system.BenchPlant;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.LoadBroker;
import io.linewatch.bench.system.LocalFeedWatch;
import io.linewatch.bench.system.Sending;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.standalone.process.StartFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether one asset at a hundred times its rate delays the others: how old their readings are on
 * the local feed, alone and beside it. Event time is the time of sending here.
 */
final class Isolation {
  private static final int ASSETS = 100;
  private static final int CHANNELS = 10;
  private static final int PER_SECOND = 10_000;
  private static final int FLOOD = 100 * PER_SECOND / ASSETS;

  /** No divisor of the number of channels: else the same few would stay above their limits. */
  private static final int ALARM_EVERY = 101;

  private static final String FLOODED = LoadPlan.asset(0);
  private static final double P99 = 0.99;

  private final BenchSystem bench;
  private final LoadBroker broker;
  private final AgentConsumer agent;
  private final int qos;
  private final long seed;
  private final List<Double> alone = new ArrayList<>();
  private final List<Double> beside = new ArrayList<>();
  private final List<Double> ages = new ArrayList<>();
  private long findings;
  private long lost;

  static BenchPlant plant() {
    return BenchPlant.limits("isolation", ASSETS, CHANNELS, false);
  }

  Isolation(BenchSystem bench, LoadBroker broker, AgentConsumer agent, int qos, long seed) {
    this.bench = bench;
    this.broker = broker;
    this.agent = agent;
    this.qos = qos;
    this.seed = seed;
  }

  void measure(int rounds, int seconds) throws Exception {
    try (var _ = LocalFeedWatch.of(broker, plant().gateway(), this::take)) {
      var _ = round(seconds, true);
      for (int round = 1; round <= rounds; round++) {
        alone.add(round(seconds, false));
        beside.add(round(seconds, true));
      }
    }
  }

  /** Paho's thread. */
  private void take(ConditionFinding finding) {
    double millis = Duration.between(finding.time(), Instant.now()).toNanos() / 1e6;
    if (!finding.asset().asset().equals(FLOODED)) {
      synchronized (ages) {
        ages.add(millis);
      }
    }
  }

  private double round(int seconds, boolean flooded) throws Exception {
    long before = agent.handled();
    Sending all = Sending.start(bench, plan(ASSETS, PER_SECOND, seconds));
    List<Sending> sendings = new ArrayList<>(List.of(all));
    long sent = (long) PER_SECOND * seconds;
    if (flooded) {
      sendings.add(Sending.start(bench, plan(1, FLOOD, seconds)));
      sent += (long) FLOOD * seconds;
    }
    for (Sending sending : sendings) {
      var _ = sending.await();
    }
    // What is under way: bounded, and a lost message is told below.
    for (int i = 0; i < 100 && agent.handled() - before < sent; i++) {
      Thread.sleep(50);
    }
    lost += sent - (agent.handled() - before);
    double[] millis;
    synchronized (ages) {
      millis = ages.stream().mapToDouble(Double::doubleValue).toArray();
      ages.clear();
    }
    findings += millis.length;
    if (millis.length < seconds * PER_SECOND / ALARM_EVERY) {
      throw new StartFailed("only " + millis.length + " findings came over the local feed");
    }
    return Median.quantile(millis, P99);
  }

  private LoadPlan plan(int assets, int perSecond, int seconds) {
    return new LoadPlan(
        broker.port(),
        agent.line(),
        assets,
        CHANNELS,
        false,
        (long) perSecond * seconds,
        perSecond,
        qos,
        LoadPlan.WALL_CLOCK,
        0,
        ALARM_EVERY,
        seed + assets);
  }

  List<Map<String, Object>> lines() {
    return List.of(
        line("the other assets' findings, alone", alone),
        line("the same beside one asset at 100 times its rate", beside));
  }

  private Map<String, Object> line(String what, List<Double> p99) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("row", Rows.ISOLATION);
    line.put("what", what);
    line.put("load", PER_SECOND + "/s");
    line.put("p99 ms on the local feed", Median.of(p99));
    line.put("findings", findings);
    line.put("lost", lost);
    return line;
  }

  Target target() {
    return Target.atMost(
        "others' p99 beside an asset at 100 times its rate / alone",
        2,
        Median.ofRatios(beside, alone));
  }
}
