package io.linewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.RecordSignature.Signed;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.config.EdgeConfig;
import io.linewatch.edge.control.Controlled;
import io.linewatch.edge.control.DesiredCache;
import io.linewatch.edge.control.GatewayControl;
import io.linewatch.edge.control.KafkaDesiredSource;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.OutboxSettings;
import io.linewatch.edge.outbox.Samples;
import io.linewatch.edge.publish.KafkaProducers;
import io.linewatch.edge.publish.Publisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where the agent meets Kafka, against a real broker. */
@Timeout(120)
final class KafkaBordersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final GatewayKey KEY = GatewayKey.derive(new byte[32], "gw-1", 3);
  private static final Map<String, String> COMPACTED =
      Map.of(
          "cleanup.policy", "compact",
          "segment.ms", "100",
          "min.cleanable.dirty.ratio", "0.001",
          "max.compaction.lag.ms", "200");

  @TempDir static Path kafkaFolder;
  private static TestKafka kafka;

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final List<Long> applied = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startKafka() throws Exception {
    kafka = new TestKafka(kafkaFolder).start();
    createTopics(kafka);
  }

  private static void createTopics(TestKafka broker) throws Exception {
    broker.createTopic(Topics.DESIRED.name(), COMPACTED);
    broker.createTopic(Topics.FINDINGS.name(), Map.of());
    broker.createTopic(Topics.SERIES.name(), Map.of());
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private static EdgeConfig.Kafka config(TestKafka broker) {
    return new EdgeConfig.Kafka(broker.address(), Map.of());
  }

  private final class AppliedStates implements Controlled {
    @Override
    public List<String> apply(DesiredState desired) {
      applied.add(desired.revision());
      return List.of();
    }

    @Override
    public void snapshot(Instant now) {}

    @Override
    public List<ModelStatus> models() {
      return List.of();
    }

    @Override
    public Map<String, Long> counts() {
      return Map.of();
    }

    @Override
    public void report(
        GatewayFinding.Kind kind, String subject, Severity severity, boolean active, String text) {}
  }

  private static final class NoReports implements GatewayControl.Reports {
    @Override
    public String epoch() {
      return "e";
    }

    @Override
    public boolean offer(GatewayStatus status) {
      return true;
    }

    @Override
    public void standsAt(AssetPath gatewayAsset) {}

    @Override
    public Map<String, Long> counts() {
      return Map.of();
    }
  }

  private GatewayControl control(TestKafka broker, String gateway) {
    GatewayControl control =
        new GatewayControl(
            gateway,
            "test",
            new AppliedStates(),
            new NoReports(),
            new KafkaDesiredSource(
                gateway, () -> KafkaDesiredSource.consumer(gateway, config(broker))),
            new DesiredCache(folder),
            metrics,
            InstantSource.system());
    open.add(control);
    return control;
  }

  private static DesiredState desired(String gateway, long revision) {
    return new DesiredState(
        gateway,
        revision,
        Samples.START,
        "test",
        Samples.PUMP.linePath(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  private static void want(TestKafka broker, String gateway, long from, long to) {
    try (KafkaProducer<String, byte[]> producer = broker.producer()) {
      for (long revision = from; revision <= to; revision++) {
        byte[] value = Topics.DESIRED.codec().encode(desired(gateway, revision));
        // Closing waits for it.
        Future<?> _ = producer.send(new ProducerRecord<>(Topics.DESIRED.name(), gateway, value));
      }
    }
  }

  @Test
  void theDesiredTopicIsReadToItsEndAndOnlyTheNewestStateIsApplied() {
    want(kafka, "gw-1", 1, 300);
    want(kafka, "another", 1, 500);
    GatewayControl control = control(kafka, "gw-1");

    control.start();

    await().atMost(PATIENCE).until(() -> !applied.isEmpty());
    want(kafka, "gw-1", 301, 301);
    await().atMost(PATIENCE).until(() -> applied.size() == 2);
    assertThat(applied).containsExactly(300L, 301L);
    assertThat(control.sourceProblem()).isEmpty();
    assertThat(control.state().appliedRevision()).isEqualTo(301);
  }

  @Test
  void aCompactedTopicStillHasTheNewestState() {
    want(kafka, "gw-2", 1, 200);
    await()
        .atMost(PATIENCE)
        .until(() -> {
          // The newest segment is never cleaned; another record closes it.
          want(kafka, "another", 501, 501);
          return kafka.read(Topics.DESIRED.name()).stream()
                  .filter(record -> record.key().equals("gw-2"))
                  .count()
              < 200;
        });

    control(kafka, "gw-2").start();

    await().atMost(PATIENCE).until(() -> !applied.isEmpty());
    assertThat(applied).containsExactly(200L);
  }

  @Test
  void withKafkaAwayAtTheStartTheCachedStateRunsUntilANewerOneCanBeRead() throws Exception {
    TestKafka late = new TestKafka(Files.createDirectory(folder.resolve("late")));
    open.add(late);
    new DesiredCache(folder).store(desired("gw-1", 7));
    GatewayControl control = control(late, "gw-1");

    control.applyCached();
    control.start();

    assertThat(applied).containsExactly(7L);
    await()
        .atMost(PATIENCE)
        .until(() -> control.sourceProblem().contains("runs on the last one it has"));
    late.start();
    await().atMost(PATIENCE).until(() -> control.sourceProblem().contains("topics apply"));
    createTopics(late);
    want(late, "gw-1", 7, 8);
    await().atMost(PATIENCE).until(() -> applied.size() == 2);
    assertThat(applied).containsExactly(7L, 8L);
    // It is kept once it is applied.
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(new DesiredCache(folder).load().state()).isEqualTo(desired("gw-1", 8)));
  }

  private Outbox outbox() throws Exception {
    return Outbox.open(
        OutboxSettings.of("gw-1", folder, 50_000_000), _ -> {}, metrics, InstantSource.system());
  }

  private Publisher publisher(Outbox outbox) {
    return new Publisher(
        outbox, KEY, () -> KafkaProducers.open("gw-1", config(kafka)), () -> {}, metrics);
  }

  /** One run of the agent: everything submitted is with the broker at its end. */
  private String publish(long firstEpisode, int findings) throws Exception {
    try (Outbox outbox = outbox();
        Publisher publisher = publisher(outbox)) {
      publisher.start();
      for (long i = firstEpisode; i < firstEpisode + findings; i++) {
        outbox.submit(OutboxBatch.of(List.of(Samples.finding(outbox.epoch(), i))));
        outbox.submit(Samples.series(Samples.series((int) i, 3)));
      }
      await()
          .atMost(PATIENCE)
          .until(() ->
              published(outbox.epoch(), Topics.FINDINGS.name()).size() >= firstEpisode + findings);
      await().atMost(PATIENCE).until(() -> outbox.depth().rows() == 0);
      assertThat(publisher.problem()).isEmpty();
      return outbox.epoch();
    }
  }

  private static List<ConsumerRecord<String, byte[]>> published(String epoch, String topic) {
    return kafka.read(topic).stream()
        .filter(record -> TestKafka.signed(record).epoch().equals(epoch))
        .toList();
  }

  @Test
  void recordsArriveSignedAndInRisingSequenceInEveryPartition() throws Exception {
    String epoch = publish(0, 700);

    for (String topic : List.of(Topics.FINDINGS.name(), Topics.SERIES.name())) {
      List<ConsumerRecord<String, byte[]>> records = published(epoch, topic);
      assertThat(records).hasSize(700);
      Map<Integer, Long> last = new HashMap<>();
      for (ConsumerRecord<String, byte[]> record : records) {
        Signed signed = TestKafka.signed(record);
        assertThat(signed.sequence()).isGreaterThan(last.getOrDefault(record.partition(), 0L));
        last.put(record.partition(), signed.sequence());
        assertThat(signed.gateway()).isEqualTo("gw-1");
        assertThat(
                RecordSignature.verify(KEY, signed, record.topic(), record.key(), record.value()))
            .isTrue();
      }
    }
    assertThat(
            published(epoch, Topics.FINDINGS.name()).stream()
                .map(record -> Topics.FINDINGS.codec().decode(record.value())))
        .containsExactlyElementsOf(
            LongStream.range(0, 700).mapToObj(i -> Samples.finding(epoch, i)).toList());
  }

  @Test
  void aRestartedAgentGoesOnWithTheSequence() throws Exception {
    String epoch = publish(0, 10);
    assertThat(publish(10, 10)).isEqualTo(epoch);

    List<Long> sequences =
        published(epoch, Topics.FINDINGS.name()).stream()
            .map(r -> TestKafka.signed(r).sequence())
            .toList();
    assertThat(sequences).hasSize(20).isSorted().doesNotHaveDuplicates();
  }
}
