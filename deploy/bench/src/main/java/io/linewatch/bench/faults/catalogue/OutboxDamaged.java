package io.linewatch.bench.faults.catalogue;

import io.linewatch.bench.faults.catalogue.Strike.Effect;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.standalone.server.SiteServer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The agent is killed, and a page of its outbox is overwritten before it starts again. Either the
 * file is set aside and a finding says so, or nothing may be missing.
 */
final class OutboxDamaged implements Fault {
  private static final int PAGE_BYTES = 4_096;

  /**
   * What the agent says first is a snapshot without any condition: it ends the alerts of the file
   * that was set aside, with the time of the snapshot. It is out when the gateway says so.
   */
  private static final long FIRST_SNAPSHOT_MICROS = 1_000_000;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Override
  public String name() {
    return "outbox-damaged";
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    SiteServer agent = site.system().agent();
    long at = site.sensors().dueMicros();
    long said = setAside(site);
    agent.kill();
    Path file = database(site.system().state().root().resolve("edge"));
    int page = damage(file, random);
    long started = System.nanoTime();
    agent.start();
    long models = Waiting.untilModelsScore(site);
    boolean setAside = Waiting.until(() -> setAside(site) > said, PATIENCE);
    long over = setAside ? site.sensors().dueMicros() + FIRST_SNAPSHOT_MICROS : models;
    return new Strike(
        true,
        "page %d of %s overwritten, %s"
            .formatted(
                page, file.getFileName(), setAside ? "set aside and said so" : "nothing said"),
        at,
        over,
        started,
        setAside ? Set.of(Effect.WINDOWS_LOST, Effect.STATE_LOST) : Set.of(Effect.WINDOWS_LOST));
  }

  private static long setAside(Site site) {
    return site.tap().conditions().stream()
        .filter(condition -> condition.kind() == GatewayFinding.Kind.OUTBOX_SET_ASIDE)
        .filter(GatewayFinding::active)
        .count();
  }

  private static Path database(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> databases =
          files.filter(f -> f.getFileName().toString().equals("outbox.db")).toList();
      return databases.getFirst();
    }
  }

  private static int damage(Path file, Random random) throws Exception {
    int pages = (int) Math.max(1, Files.size(file) / PAGE_BYTES);
    int page = random.nextInt(pages);
    byte[] noise = new byte[PAGE_BYTES];
    random.nextBytes(noise);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(noise), (long) page * PAGE_BYTES);
      channel.force(true);
    }
    return page;
  }
}
