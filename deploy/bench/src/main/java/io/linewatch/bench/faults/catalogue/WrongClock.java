package io.linewatch.bench.faults.catalogue;

import io.linewatch.bench.faults.catalogue.Strike.Effect;
import io.linewatch.bench.faults.clock.ShiftedAgent;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.SiteServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The gateway's clock is set wrong by hours while the agent runs, and right again. The agent is
 * restarted for it on a clock that the bench can set, and once more on the machine's. Sensors keep
 * their own, right time.
 */
final class WrongClock implements Fault {
  private static final Duration START = Duration.ofMinutes(1);

  private final boolean ahead;

  WrongClock(boolean ahead) {
    this.ahead = ahead;
  }

  @Override
  public String name() {
    return ahead ? "agent-clock-ahead" : "agent-clock-back";
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    SiteServer agent = site.system().agent();
    Path file = site.system().state().root().resolve("clock.error");
    Duration error =
        Duration.ofSeconds(random.nextLong(60, 6 * 3_600)).multipliedBy(ahead ? 1 : -1);
    long millis = random.nextLong(8_000, 20_001);
    long at = site.sensors().dueMicros();
    ShiftedAgent.set(file, Duration.ZERO);
    agent.stop();
    try (ChildProcess shifted = start(site.system(), file)) {
      int before = site.tap().findings().size();
      Waiting.until(() -> site.tap().findings().size() > before);
      int marked = site.tap().untrusted();
      long said = said(site);
      ShiftedAgent.set(file, error);
      TimeUnit.MILLISECONDS.sleep(millis);
      boolean told = Waiting.until(() -> said(site) > said && site.tap().untrusted() > marked);
      ShiftedAgent.set(file, Duration.ZERO);
      TimeUnit.SECONDS.sleep(1);
      shifted.stop();
      long started = System.nanoTime();
      agent.start();
      return new Strike(
          told,
          "%s wrong for %.1f s, %s, %d findings marked"
              .formatted(
                  error,
                  millis / 1e3,
                  told ? "the gateway says so" : "the gateway says nothing",
                  site.tap().untrusted() - marked),
          at,
          Waiting.untilModelsScore(site),
          started,
          Set.of(Effect.WINDOWS_LOST));
    } finally {
      agent.start();
    }
  }

  private static long said(Site site) {
    return site.tap().conditions().stream()
        .filter(condition -> condition.kind() == GatewayFinding.Kind.CLOCK_UNTRUSTED)
        .filter(GatewayFinding::active)
        .count();
  }

  private static ChildProcess start(LocalSystem system, Path file) throws Exception {
    Path root = system.state().root();
    ChildProcess shifted =
        ChildProcess.start(
            new ChildProcess.Command(
                "linewatch-edge-shifted",
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Dlogback.configurationFile=logback-server.xml",
                    "-cp",
                    System.getProperty("java.class.path"),
                    ShiftedAgent.class.getName(),
                    root.resolve("edge.yaml").toString(),
                    file.toString()),
                Map.of()),
            root,
            system.state().records());
    Readiness.awaitHttp(shifted, URI.create(system.addresses().edgeUrl() + "/health"), START);
    return shifted;
  }
}
