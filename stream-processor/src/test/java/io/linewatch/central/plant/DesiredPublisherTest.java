package io.linewatch.central.plant;

import static io.linewatch.central.fixture.Plant.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.central.fixture.CentralFolder;
import io.linewatch.central.fixture.TestKafka;
import io.linewatch.central.history.TestDatabase;
import io.linewatch.central.kafka.CentralProducer;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetYaml;
import io.linewatch.domain.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Desired states from PostgreSQL to Kafka, both real. */
class DesiredPublisherTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final InstantSource clock = InstantSource.fixed(NOON);
  private final List<AutoCloseable> running = new ArrayList<>();
  @TempDir private Path folder;
  private TestKafka kafka;
  private Jdbi jdbi;
  private DesiredPublisher publisher;

  @BeforeEach
  void start() throws Exception {
    jdbi = Jdbi.create(TestDatabase.empty().dataSource());
    kafka = keep(TestKafka.start(folder.resolve("kafka")));
    kafka.createTopics(1);
    KafkaProducer<String, byte[]> producer = keep(CentralProducer.open(kafka.client()));
    publisher = keep(new DesiredPublisher(jdbi, producer, clock));
    publisher.start();
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

  private int waiting() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select count(*) from desired_state where published_at is null")
            .mapTo(Integer.class)
            .one());
  }

  private void insert(String gateway, long revision, int bytes) {
    jdbi.useHandle(handle -> {
      handle.execute(
          "insert into plant_version (version, sheet_yaml, applied_by, applied_at, reason)"
              + " values (?, '', 'mei', now(), '') on conflict do nothing",
          revision);
      handle.execute(
          "insert into desired_state (gateway, revision, plant_version, document, issued_at)"
              + " values (?, ?, ?, ?, now())",
          gateway,
          revision,
          revision,
          new byte[bytes]);
    });
    publisher.wake();
  }

  private List<String> published(int count) {
    return kafka.read(Topics.DESIRED.name(), count).stream()
        .map(record ->
            new String(record.key(), StandardCharsets.UTF_8) + " " + record.value().length)
        .toList();
  }

  @Test
  void ofChangesMadeWhileTheBrokerWasAwayTheNewestIsPublishedWhenItIsBack() throws Exception {
    CentralFolder files = CentralFolder.in(folder.resolve("files"), "unused:1", "unused");
    PlantSheet sheet =
        Objects.requireNonNull(PlantSheetYaml.read(Files.readString(files.sheet())).value());
    PlantSheet higher =
        Objects.requireNonNull(
            PlantSheetYaml.read(Files.readString(files.sheet()).replace("value: 4.5", "value: 5.5"))
                .value());
    PlantStore plant = new PlantStore(jdbi, "demo", clock, publisher::wake);
    kafka.stop();

    assertThat(plant.apply(sheet, 0, "mei", "first", "plant", "test"))
        .isInstanceOf(PlantChange.Applied.class);
    assertThat(plant.apply(higher, 1, "mei", "higher", "plant", "test"))
        .isInstanceOf(PlantChange.Applied.class);
    await().atMost(LIMIT).until(() -> publisher.problem().contains("desired states wait"));
    assertThat(waiting()).isEqualTo(2);
    assertThat(plant.desired().get("gw-1")).matches(document -> !document.published());

    kafka.startAgain();
    await().atMost(LIMIT).until(() -> waiting() == 0);
    await().atMost(LIMIT).until(() -> publisher.problem().isEmpty());
    ConsumerRecord<byte[], byte[]> record = kafka.read(Topics.DESIRED.name(), 1).getLast();
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("gw-1");
    assertThat(Topics.DESIRED.codec().decode(record.value()).revision()).isEqualTo(2);
  }

  @Test
  void theLargestDesiredStateThereMayBeReachesTheTopic() {
    insert("gw-1", 1, Topics.MAX_DESIRED_BYTES);
    assertThat(published(1)).containsExactly("gw-1 " + Topics.MAX_DESIRED_BYTES);
    await().atMost(LIMIT).until(() -> waiting() == 0);
  }

  @Test
  void aDocumentThatIsTooLargeForKafkaHoldsBackNoOtherGateway() {
    insert("a", 1, Topics.MAX_DESIRED_BYTES + 1_000_000);
    insert("b", 2, 10);
    assertThat(published(1)).containsExactly("b 10");
    await().atMost(LIMIT).until(() -> publisher.problem().contains("gateway a is too large"));
    assertThat(waiting()).isEqualTo(1);

    insert("a", 3, 20);
    assertThat(published(2)).contains("a 20");
    await().atMost(LIMIT).until(() -> publisher.problem().isEmpty());
    assertThat(waiting()).isZero();
  }
}
