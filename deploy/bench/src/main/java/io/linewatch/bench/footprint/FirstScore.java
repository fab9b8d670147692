package io.linewatch.bench.footprint;

import io.linewatch.bench.publish.LoadPlan;
import io.linewatch.bench.system.AgentProgram;
import io.linewatch.bench.system.BenchPlant;
import io.linewatch.bench.system.BenchSystem;
import io.linewatch.bench.system.LoadBroker;
import io.linewatch.bench.system.LocalFeedWatch;
import io.linewatch.bench.system.Sending;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.StartFailed;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * From the start of the agent's process to its first score on the local feed, while readings come
 * in all the time: fast enough to fill a window of 20 rows in a fifth of a second.
 */
final class FirstScore {
  private static final int PER_SECOND = 5_000;
  private static final int SECONDS = 40;
  private static final long PATIENCE_SECONDS = 30;

  private final BenchSystem bench;
  private final LoadBroker broker;
  private final int kafkaPort;
  private final FootprintPlant plant;
  private final Path script;
  private int number;

  FirstScore(
      BenchSystem bench, LoadBroker broker, int kafkaPort, FootprintPlant plant, Path script) {
    this.bench = bench;
    this.broker = broker;
    this.kafkaPort = kafkaPort;
    this.plant = plant;
    this.script = script;
  }

  /**
   * Starts an agent that has never run, and ends it.
   *
   * @param learned whether it may use what {@code prepare} has kept
   * @return seconds
   */
  double seconds(boolean learned) throws Exception {
    number++;
    String line = "start-" + number;
    BenchPlant watched = plant.of("gw-" + line, line);
    var setting = new AgentProgram.Setting(watched, 0, 0, "");
    Path config =
        AgentProgram.write(bench, broker, kafkaPort, setting, bench.freePort(), plant.store());
    Sending sending = Sending.start(bench, plan(line));
    CountDownLatch scored = new CountDownLatch(1);
    try (var _ = LocalFeedWatch.of(broker, watched.gateway(), finding -> told(finding, scored))) {
      // The publisher is warm by then.
      Thread.sleep(1_000);
      long began = System.nanoTime();
      ChildProcess child = bench.start(command(setting, config, learned));
      boolean came = scored.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      double seconds = (System.nanoTime() - began) / 1e9;
      if (!came) {
        throw new StartFailed("no score within " + PATIENCE_SECONDS + " s. " + child.obituary());
      }
      child.stop();
      return seconds;
    } finally {
      sending.publisher().stop();
    }
  }

  private static void told(ConditionFinding finding, CountDownLatch scored) {
    if (finding.detector().kind() == DetectorId.Kind.MODEL) {
      scored.countDown();
    }
  }

  private ChildProcess.Command command(AgentProgram.Setting setting, Path config, boolean learned) {
    ChildProcess.Command packaged = AgentProgram.command(script, setting, config);
    Map<String, String> environment = new HashMap<>(packaged.environment());
    environment.put("LINEWATCH_AOT", learned ? "on" : "off");
    return new ChildProcess.Command(packaged.name(), packaged.words(), environment);
  }

  private LoadPlan plan(String line) {
    return new LoadPlan(
        broker.port(),
        line,
        FootprintPlant.MODELS,
        FootprintPlant.CHANNELS,
        false,
        (long) PER_SECOND * SECONDS,
        PER_SECOND,
        0,
        Instant.now().minus(1, ChronoUnit.HOURS).getEpochSecond() * 1_000_000,
        plant.stepMicros(),
        0,
        number);
  }
}
