package io.linewatch.bench.faults.catalogue;

import io.linewatch.standalone.server.SiteServer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Stopped in order for a drawn while, as for a repair. */
final class Away implements Fault {
  private final Part part;
  private final Duration longest;

  Away(Part part, Duration longest) {
    this.part = part;
    this.longest = longest;
  }

  @Override
  public String name() {
    return part.label() + "-away";
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    SiteServer server = part.of(site.system());
    long before = Part.pid(server);
    long at = site.sensors().dueMicros();
    server.stop();
    boolean gone = !server.isAlive();
    long away = random.nextLong(2_000, longest.toMillis() + 1);
    TimeUnit.MILLISECONDS.sleep(away);
    long started = System.nanoTime();
    server.start();
    long healed = part.isProgram() ? started : System.nanoTime();
    part.afterDeath(site, at);
    return new Strike(
        gone && Part.pid(server) != before,
        "process %d was away for %.1f s".formatted(before, away / 1e3),
        at,
        healed,
        part.effectsOfDeath());
  }
}
