package io.linewatch.central.history;

import static io.linewatch.central.fixture.Plant.LINE;
import static io.linewatch.central.fixture.Plant.NOON;
import static io.linewatch.central.fixture.Plant.PUMP;
import static io.linewatch.central.fixture.Plant.VIBRATION;
import static io.linewatch.central.fixture.Plant.raised;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.central.fixture.Plant;
import io.linewatch.central.fixture.Signer;
import io.linewatch.central.fixture.TestKafka;
import io.linewatch.central.kafka.KafkaTopics;
import io.linewatch.central.metrics.CentralCounters;
import io.linewatch.central.topology.AlertTopology;
import io.linewatch.central.topology.StreamsRuntime;
import io.linewatch.central.topology.StreamsSettings;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.wire.Topic;
import io.linewatch.domain.wire.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole centre without its console, on a real broker and a real database. */
class FindingToHistoryTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final CentralCounters counters = new CentralCounters(new SimpleMeterRegistry());
  private final InstantSource clock = InstantSource.fixed(NOON);
  private final List<AutoCloseable> running = new ArrayList<>();
  @TempDir private Path folder;
  private TestKafka kafka;
  private HistoryDatabase database;
  private HistoryReader reader;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void start() throws Exception {
    database = TestDatabase.empty();
    reader = new HistoryReader(database.dataSource());
    kafka = keep(TestKafka.start(folder.resolve("kafka")));
    producer =
        keep(
            new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : running.reversed()) {
      one.close();
    }
  }

  private <T extends AutoCloseable> T keep(T started) {
    running.add(started);
    return started;
  }

  private List<String> applyTopics(int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrap()))) {
      List<String> lines = new ArrayList<>();
      List<String> problems = new KafkaTopics(admin, partitions, (short) 1).apply(lines::add);
      assertThat(lines).hasSize(Topics.all().size());
      return problems;
    }
  }

  private <T> void send(Topic<T> topic, String key, T value, long sequence) {
    byte[] bytes = topic.codec().encode(value);
    publish(
        new ProducerRecord<>(
            topic.name(),
            null,
            key.getBytes(UTF_8),
            bytes,
            Signer.headers("gw-1", 1, "e1", sequence, topic.name(), key, bytes)));
  }

  private void publish(ProducerRecord<byte[], byte[]> record) {
    try {
      producer.send(record).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError("Kafka did not take a record", e);
    }
  }

  private HistoryWriter writer() {
    HistoryWriter writer =
        keep(
            new HistoryWriter(
                database,
                new HistorySettings(kafka.bootstrap(), Map.of()),
                Plant.keys(),
                clock,
                counters));
    writer.start();
    return writer;
  }

  @Test
  void aSignedFindingBecomesOneAlertInHistoryAndSeriesFollow() {
    assertThat(applyTopics(2)).isEmpty();
    assertThat(applyTopics(2)).isEmpty();
    assertThat(applyTopics(3)).hasSize(Topics.all().size());
    byte[] desired = Topics.DESIRED.codec().encode(Plant.desired("gw-1", PUMP));
    publish(new ProducerRecord<>(Topics.DESIRED.name(), "gw-1".getBytes(UTF_8), desired));
    StreamsRuntime streams =
        keep(
            new StreamsRuntime(
                new StreamsSettings(
                    "test", kafka.bootstrap(), folder.resolve("streams"), 1, (short) 1, Map.of()),
                AlertTopology.build(Plant.keys(), clock, counters),
                counters.registry()));
    streams.start();
    HistoryWriter writer = writer();

    send(Topics.FINDINGS, LINE, raised(VIBRATION, 1, NOON), 1);
    send(Topics.FINDINGS, LINE, raised(VIBRATION, 1, NOON), 1);
    SeriesBlock block = Plant.block(VIBRATION.toString(), NOON, 0, 1, 2, 3);
    send(Topics.SERIES, PUMP.toString(), block, 2);
    send(Topics.SERIES, PUMP.toString(), block, 2);
    publish(
        new ProducerRecord<>(
            Topics.SERIES.name(), PUMP.toString().getBytes(UTF_8), new byte[] {1, 2, 3}));

    await().atMost(LIMIT).until(() -> !reader.openAlerts().alerts().isEmpty());
    await().atMost(LIMIT).until(() -> reader.series(PUMP).size() == 1);
    Alert alert = reader.openAlerts().alerts().getFirst();
    assertThat(alert.source()).isEqualTo(VIBRATION.toString());
    assertThat(reader.openAlerts().nextOffsets().values()).contains(1L);
    assertThat(reader.events(alert.id())).hasSize(1);
    assertThat(reader.findings(PUMP, NOON, NOON.plusSeconds(1), 10)).hasSize(1);
    assertThat(reader.points(VIBRATION.toString(), NOON, NOON.plusSeconds(60), 100).points())
        .hasSize(3);
    await().atMost(LIMIT).until(() -> deadLetters() == 1);
    assertThat(streams.health().ok()).isTrue();
    assertThat(writer.health().ok()).isTrue();
  }

  private long deadLetters() {
    return (long)
        counters
            .registry()
            .counter(
                "linewatch.central.refused",
                "consumer",
                "history",
                "topic",
                Topics.SERIES.name(),
                "reason",
                "UNSIGNED")
            .count();
  }

  @Test
  void poisonOnAlertsAndStatusBecomesADeadLetterWithItsReasonAndHistoryGoesOn() {
    assertThat(applyTopics(1)).isEmpty();
    HistoryWriter writer = writer();
    byte[] garbage = "{\"v\":7}".getBytes(UTF_8);
    byte[] key = "gw-1".getBytes(UTF_8);
    for (Topic<?> topic : List.of(Topics.ALERTS, Topics.STATUS)) {
      publish(withoutValue(topic.name(), key));
      publish(new ProducerRecord<>(topic.name(), key, garbage));
    }
    send(Topics.STATUS, "gw-1", status(), 1);

    await().atMost(LIMIT).until(() -> reader.gatewayStatuses().size() == 1);
    List<String> reasons =
        kafka.read(Topics.DEAD_LETTER.name(), 4).stream()
            .map(letter ->
                text(letter, Topics.DEAD_LETTER_TOPIC)
                    + " "
                    + text(letter, Topics.DEAD_LETTER_OFFSET)
                    + " "
                    + text(letter, Topics.DEAD_LETTER_REASON).split(":", 2)[0])
            .toList();
    assertThat(reasons)
        .containsExactlyInAnyOrder(
            "linewatch.alerts 0 MALFORMED",
            "linewatch.alerts 1 MALFORMED",
            "linewatch.status 0 MALFORMED",
            "linewatch.status 1 UNSIGNED");
    await()
        .atMost(LIMIT)
        .until(() -> writer.health().message().contains("refused records since start: 4"));
    assertThat(writer.health().ok()).isTrue();
  }

  @SuppressWarnings("NullAway") // Kafka's types do not say that values may be null
  private static ProducerRecord<byte[], byte[]> withoutValue(String topic, byte[] key) {
    return new ProducerRecord<>(topic, key, null);
  }

  private static String text(ConsumerRecord<byte[], byte[]> letter, String header) {
    return new String(letter.headers().lastHeader(header).value(), UTF_8);
  }

  @Test
  void historySaysThatKafkaIsAwayAndFollowsAgainWhenItIsBack() {
    assertThat(applyTopics(1)).isEmpty();
    HistoryWriter writer = writer();
    await().atMost(LIMIT).until(() -> writer.health().ok());
    kafka.stop();
    await().atMost(LIMIT).until(() -> writer.health().message().contains("Kafka"));
    assertThat(writer.health().ok()).isFalse();
    kafka.startAgain();
    await().atMost(LIMIT).until(() -> writer.health().ok());
    send(Topics.STATUS, "gw-1", status(), 1);
    await().atMost(LIMIT).until(() -> reader.gatewayStatuses().size() == 1);
  }

  @Test
  void ofTwoWritersOneStops() {
    assertThat(applyTopics(1)).isEmpty();
    HistoryWriter one = writer();
    HistoryWriter two = writer();
    await().atMost(LIMIT).until(() -> one.health().ok() && two.health().ok());
    for (long i = 1; i <= 20; i++) {
      send(Topics.STATUS, "gw-1", status(), i);
    }
    await().atMost(LIMIT).until(() -> one.health().ok() != two.health().ok());
    assertThat(List.of(one.health().message(), two.health().message()))
        .anySatisfy(message -> assertThat(message).contains("another processor"));
    assertThat(reader.gatewayStatuses()).hasSize(1);
  }

  @Test
  void whileTheDatabaseRefusesHistoryWaitsAndThenLosesNothing() throws SQLException {
    assertThat(applyTopics(1)).isEmpty();
    HistoryWriter writer = writer();
    await().atMost(LIMIT).until(() -> writer.health().ok());
    execute("alter table gateway_status rename to gateway_status_away");
    try {
      send(Topics.STATUS, "gw-1", status(), 1);
      await().atMost(LIMIT).until(() -> writer.health().message().contains("waits"));
    } finally {
      execute("alter table gateway_status_away rename to gateway_status");
    }
    await().atMost(LIMIT).until(() -> reader.gatewayStatuses().size() == 1);
    await().atMost(LIMIT).until(() -> writer.health().ok());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static GatewayStatus status() {
    return new GatewayStatus("gw-1", "e1", NOON, "0.1.0", 1, 0, List.of(), List.of(), Map.of());
  }
}
