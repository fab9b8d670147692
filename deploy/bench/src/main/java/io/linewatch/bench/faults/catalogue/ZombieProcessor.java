package io.linewatch.bench.faults.catalogue;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.FreePorts;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * A second processor joins; the first is frozen until the second writes history in its place, then
 * goes on where it was, with records in its hands that are no longer its own.
 */
final class ZombieProcessor implements Fault {
  private static final Duration START = Duration.ofMinutes(2);

  /** A consumer that says nothing for 45 s loses its partitions. */
  private static final Duration TAKE_OVER = Duration.ofSeconds(90);

  @Override
  public String name() {
    return "zombie-processor";
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    ChildProcess second = startSecond(site.system());
    try {
      long at = site.sensors().dueMicros();
      site.system().processor().pause();
      boolean tookOver =
          Waiting.until(
              () -> newestStored(site) > site.sensors().dueMicros() - 10_000_000, TAKE_OVER);
      long stored = newestStored(site);
      site.system().processor().resume();
      long healed = System.nanoTime();
      boolean both = Waiting.until(() -> newestStored(site) > stored);
      return new Strike(
          tookOver && both && stored > at,
          "the second processor stored what came %.1f s after the first froze"
              .formatted((stored - at) / 1e6),
          at,
          healed,
          Set.of());
    } finally {
      second.close();
    }
  }

  /** Time of the newest finding in history, in the stream's microseconds; −1 when there is none. */
  private static long newestStored(Site site) {
    var findings = site.history().findings(Math.max(0, site.sensors().dueMicros() - 120_000_000));
    return findings == null || findings.isEmpty() ? -1 : findings.getLast().atMicros();
  }

  private static ChildProcess startSecond(LocalSystem system) throws Exception {
    int port = new FreePorts().any();
    ChildProcess.Command command =
        system
            .programs()
            .command(Programs.Program.CENTRAL, "run", "--config", config(system, port).toString());
    ChildProcess second =
        ChildProcess.start(
            new ChildProcess.Command(
                "linewatch-central-second", command.words(), command.environment()),
            system.state().root(),
            system.state().records());
    Readiness.awaitHttp(second, URI.create("http://127.0.0.1:" + port + "/health"), START);
    return second;
  }

  private static Path config(LocalSystem system, int port) throws IOException {
    Path root = system.state().root();
    List<String> lines =
        Files.readAllLines(root.resolve("central.yaml")).stream()
            .map(line ->
                line.startsWith("stateDir:")
                    ? "stateDir: central-second"
                    : line.replace(
                        Integer.toString(system.addresses().console()), Integer.toString(port)))
            .map(Objects::requireNonNull)
            .toList();
    return Files.write(root.resolve("central-second.yaml"), lines);
  }
}
