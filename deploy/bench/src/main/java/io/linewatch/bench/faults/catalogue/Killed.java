package io.linewatch.bench.faults.catalogue;

import io.linewatch.standalone.server.SiteServer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** SIGKILL at a drawn moment, and a start a drawn while later. */
final class Killed implements Fault {
  private final Part part;
  private final Duration longest;

  /**
   * @param longest time until it is started again
   */
  Killed(Part part, Duration longest) {
    this.part = part;
    this.longest = longest;
  }

  @Override
  public String name() {
    return part.label() + "-killed";
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    SiteServer server = part.of(site.system());
    long before = Part.pid(server);
    long at = site.sensors().dueMicros();
    server.kill();
    boolean dead = ProcessHandle.of(before).map(handle -> !handle.isAlive()).orElse(true);
    long away = random.nextLong(longest.toMillis() + 1);
    TimeUnit.MILLISECONDS.sleep(away);
    long started = System.nanoTime();
    server.start();
    long after = Part.pid(server);
    long healed = part.isProgram() ? started : System.nanoTime();
    part.afterDeath(site, at);
    return new Strike(
        dead && after != before,
        "process %d ended, %d began %.1f s later".formatted(before, after, away / 1e3),
        at,
        part == Part.AGENT ? Waiting.untilModelsScore(site) : at,
        healed,
        part.effectsOfDeath());
  }
}
