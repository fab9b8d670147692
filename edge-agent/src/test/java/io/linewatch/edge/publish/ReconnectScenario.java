package io.linewatch.edge.publish;

import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.edge.local.FeedConnection;
import io.linewatch.edge.local.LocalFeed;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.OutboxSettings;
import io.linewatch.edge.outbox.Samples;
import io.linewatch.edge.outbox.StateChange;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Findings as fast as they can be made, with Kafka and the line's broker away; then Kafka is back,
 * large snapshots are stated, and more findings come. Run in a process of its own with a small
 * heap; says how many records Kafka got.
 */
final class ReconnectScenario {
  static final int FINDINGS_EACH_WAY = 60_000;
  private static final int IN_A_BATCH = 200;
  private static final int SNAPSHOTS = 40;
  private static final int ACTIVE_IN_A_SNAPSHOT = 600;

  private static volatile boolean away = true;

  private ReconnectScenario() {}

  /** State folder. */
  static void main(String[] arguments) throws Exception {
    AtomicLong published = new AtomicLong();
    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    try (LocalFeed feed = new LocalFeed("gw-1", new AwayFeed(), metrics);
        Outbox outbox =
            Outbox.open(
                OutboxSettings.of("gw-1", Path.of(arguments[0]), 512_000_000),
                feed::accept,
                metrics,
                InstantSource.fixed(Samples.START));
        Publisher publisher =
            new Publisher(
                outbox,
                GatewayKey.derive(new byte[32], "gw-1", 1),
                () -> new Broker(published),
                () -> {},
                metrics)) {
      feed.start();
      publisher.start();
      findings(outbox, 0);
      away = false;
      for (int i = 0; i < SNAPSHOTS; i++) {
        outbox.submit(OutboxBatch.of(List.of(snapshot(outbox.epoch(), i))));
      }
      findings(outbox, FINDINGS_EACH_WAY);
      // The caller gives up when this never comes true.
      while (published.get() <= 2L * FINDINGS_EACH_WAY || outbox.depth().rows() > 0) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
    System.out.println(published.get() + " records published");
  }

  private static void findings(Outbox outbox, int from) throws InterruptedException {
    for (int batch = 0; batch < FINDINGS_EACH_WAY / IN_A_BATCH; batch++) {
      List<Statement> findings = new ArrayList<>();
      List<StateChange> states = new ArrayList<>();
      for (int i = 0; i < IN_A_BATCH; i++) {
        int episode = from + batch * IN_A_BATCH + i;
        ConditionFinding finding = Samples.finding(outbox.epoch(), episode);
        findings.add(finding);
        states.add(new StateChange(Samples.DETECTOR, Samples.active(episode), finding));
      }
      outbox.submit(new OutboxBatch(states, findings, List.of(), () -> {}));
    }
  }

  /** About half a megabyte; each is another line's, so that none replaces another. */
  private static ConditionSnapshot snapshot(String epoch, int number) {
    List<ConditionFinding> active = new ArrayList<>();
    for (int i = 0; i < ACTIVE_IN_A_SNAPSHOT; i++) {
      active.add(Samples.finding(epoch, i));
    }
    return new ConditionSnapshot(
        "gw-1",
        epoch,
        "demo/hall-1/line-" + number,
        Samples.START,
        Set.of(Samples.DETECTOR),
        active,
        List.of());
  }

  private static final class Broker extends MockProducer<String, byte[]> {
    private final AtomicLong published;

    Broker(AtomicLong published) {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
      this.published = published;
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> record, Callback callback) {
      RecordMetadata metadata =
          new RecordMetadata(new TopicPartition(record.topic(), 0), 0, 0, 0, 0, 0);
      if (away) {
        callback.onCompletion(metadata, new TimeoutException("no broker"));
      } else {
        published.incrementAndGet();
        callback.onCompletion(metadata, null);
      }
      return CompletableFuture.completedFuture(metadata);
    }
  }

  private static final class AwayFeed implements FeedConnection {
    @Override
    public void start(Runnable onConnected) {}

    @Override
    public boolean connected() {
      return false;
    }

    @Override
    public String problem() {
      return "away";
    }

    @Override
    public void publish(String topic, byte[] payload, boolean retained) throws IOException {
      throw new IOException("away");
    }

    @Override
    public void close() {}
  }
}
