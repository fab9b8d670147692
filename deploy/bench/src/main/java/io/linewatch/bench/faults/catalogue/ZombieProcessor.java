package io.linewatch.bench.faults.catalogue;

import io.linewatch.standalone.process.ChildProcess;
import io.linewatch.standalone.process.FreePorts;
import io.linewatch.standalone.process.Readiness;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.Programs;
import io.linewatch.standalone.server.SiteServer;
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
 * The processor is frozen; a second one takes its partitions and its place at history. Then the
 * first goes on where it was, with records in its hands that are no longer its own: it must find
 * that out and write nothing. At the end there is one again, as the manual wants it.
 */
final class ZombieProcessor implements Fault {
  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long SOON_MICROS = 15_000_000;

  @Override
  public String name() {
    return "zombie-processor";
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    SiteServer first = site.system().processor();
    long at = site.sensors().dueMicros();
    first.pause();
    try (ChildProcess second = startSecond(site.system())) {
      boolean tookOver =
          Waiting.until(
              () -> newestStored(site) > site.sensors().dueMicros() - SOON_MICROS, PATIENCE);
      first.resume();
      boolean foundOut =
          Waiting.until(
              () ->
                  Health.of(site.system().addresses().consoleUrl())
                      .contains("another processor writes history"),
              PATIENCE);
      first.stop();
      second.stop();
      long started = System.nanoTime();
      first.start();
      return new Strike(
          tookOver && foundOut,
          "the second wrote history: %s; the first, woken, found out: %s"
              .formatted(tookOver ? "yes" : "no", foundOut ? "yes" : "no"),
          at,
          started,
          Set.of());
    } finally {
      first.resume();
      first.start();
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
