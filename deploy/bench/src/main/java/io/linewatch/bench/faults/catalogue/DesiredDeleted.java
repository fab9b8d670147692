package io.linewatch.bench.faults.catalogue;

import io.linewatch.bench.faults.catalogue.Strike.Effect;
import io.linewatch.bench.faults.stream.BenchPlant;
import io.linewatch.domain.wire.Topics;
import io.linewatch.standalone.server.SiteServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * While the gateway is off, its desired state is deleted from the topic. It starts, keeps what it
 * had, says so, and the centre goes on listening to it.
 */
final class DesiredDeleted implements Fault {
  @Override
  public String name() {
    return "desired-deleted";
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    SiteServer agent = site.system().agent();
    byte[] gateway = BenchPlant.GATEWAY.getBytes(StandardCharsets.UTF_8);
    byte[] document = site.history().desired(BenchPlant.GATEWAY);
    long at = site.sensors().dueMicros();
    agent.stop();
    int deleted =
        RawRecords.send(site, List.of(new ProducerRecord<>(Topics.DESIRED.name(), gateway, null)));
    TimeUnit.MILLISECONDS.sleep(random.nextLong(500, 4_000));
    long started = System.nanoTime();
    agent.start();
    boolean said =
        Waiting.until(() ->
            site.tap().conditions().stream().anyMatch(c -> c.message().contains("tombstone")));
    RawRecords.send(site, List.of(new ProducerRecord<>(Topics.DESIRED.name(), gateway, document)));
    return new Strike(
        deleted == 1 && document.length > 0,
        "a tombstone, " + (said ? "and the gateway says so" : "and the gateway says nothing"),
        at,
        Waiting.untilModelsScore(site),
        started,
        Set.of(Effect.WINDOWS_LOST));
  }
}
