package io.linewatch.bench.faults.catalogue;

import io.linewatch.standalone.server.SiteServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Frozen for a drawn while: connections stay open, nobody answers. */
final class Paused implements Fault {
  /** All threads stop within this, one by one. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Part part;
  private final Duration longest;

  Paused(Part part, Duration longest) {
    this.part = part;
    this.longest = longest;
  }

  @Override
  public String name() {
    return part.label() + "-paused";
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    SiteServer server = part.of(site.system());
    long pid = Part.pid(server);
    long at = site.sensors().dueMicros();
    server.pause();
    boolean frozen = Waiting.until(() -> isFrozen(pid), SOON);
    long away = random.nextLong(2_000, longest.toMillis() + 1);
    TimeUnit.MILLISECONDS.sleep(away);
    boolean still = isFrozen(pid);
    server.resume();
    return new Strike(
        frozen && still,
        "process %d was frozen for %.1f s".formatted(pid, away / 1e3),
        at,
        System.nanoTime(),
        part.effectsOfSilence());
  }

  private static boolean isFrozen(long pid) throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
  }
}
