package io.linewatch.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.linewatch.standalone.process.StateFolder;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.server.Addresses;
import io.linewatch.standalone.server.PostgresServer;
import io.linewatch.standalone.server.Programs;
import io.linewatch.standalone.server.ServerRoom;
import io.linewatch.standalone.server.SiteServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the fault tests rest on: a server that is taken away is the same one when it is back. */
class ServersComeBackIT {
  private static final String PASSWORD = "of a test";
  private static final String TOPIC = "kept";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Teardown TEARDOWN = new Teardown();
  private static Addresses at;
  private static ServerRoom room;
  private static StateFolder state;

  @BeforeAll
  static void choose() throws Exception {
    Path target = Path.of(Objects.requireNonNull(System.getProperty("linewatch.state")));
    state = StateFolder.open(target.resolveSibling("system-servers"), true);
    TEARDOWN.add("state folder", state);
    Path repository = Path.of(Objects.requireNonNull(System.getProperty("linewatch.repository")));
    room = ServerRooms.choose(state, new Programs(repository), true);
    at = Addresses.anyFree();
  }

  @AfterAll
  static void end() {
    TEARDOWN.close();
  }

  @Test
  void theDatabaseKeepsWhatItCommittedOverAPowerCut() throws Exception {
    SiteServer database = started(room.postgres(at.postgres(), PASSWORD));
    try (Connection connection = connect();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE kept (number int)");
      statement.execute("INSERT INTO kept VALUES (7)");
    }

    killAndStart(database);

    try (Connection connection = connect();
        var result = connection.createStatement().executeQuery("SELECT number FROM kept")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getInt(1)).isEqualTo(7);
    }
    database.close();
    assertThat(state.root().resolve("logs/postgresql.log")).isNotEmptyFile();
  }

  @Test
  void kafkaKeepsItsTopicsOverAPowerCutAndAnswersLateAfterAFreeze() throws Exception {
    SiteServer kafka = started(room.kafka(at.kafka(), at.kafkaController()));
    Map<String, Object> bootstrap = Map.of("bootstrap.servers", at.kafkaBootstrap());
    try (Admin admin = Admin.create(bootstrap)) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1)))
          .all()
          .get(30, TimeUnit.SECONDS);
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(bootstrap, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, "before")).get(30, TimeUnit.SECONDS);
      killAndStart(kafka);
      producer.send(new ProducerRecord<>(TOPIC, "after")).get(60, TimeUnit.SECONDS);

      kafka.pause();
      Future<RecordMetadata> late = producer.send(new ProducerRecord<>(TOPIC, "late"));
      assertThatExceptionOfType(TimeoutException.class)
          .isThrownBy(() -> late.get(500, TimeUnit.MILLISECONDS));
      assertThat(kafka.isAlive()).isTrue();
      kafka.resume();
      late.get(60, TimeUnit.SECONDS);
    }
    assertThat(records(bootstrap, 3)).containsExactly("before", "after", "late");
  }

  private static List<String> records(Map<String, Object> bootstrap, int count) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(bootstrap, new StringDeserializer(), new StringDeserializer())) {
      List<TopicPartition> partition = List.of(new TopicPartition(TOPIC, 0));
      consumer.assign(partition);
      consumer.seekToBeginning(partition);
      List<String> values = new ArrayList<>();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (values.size() < count && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }

  @Test
  void theBrokerToldToKeepDeliversAfterAPowerCutWhatItHadAcknowledged() throws Exception {
    SiteServer broker = started(room.mqtt(at.mqtt()));
    try (MqttPeer sleeper = new MqttPeer(at.mqtt(), "sleeper")) {
      sleeper.subscribe("kept/#");
    }
    try (MqttPeer sender = new MqttPeer(at.mqtt(), "sender")) {
      sender.publish("kept/1", "for later");
    }

    killAndStart(broker);

    try (MqttPeer sleeper = new MqttPeer(at.mqtt(), "sleeper")) {
      await("the message of before the power cut")
          .atMost(PATIENCE)
          .until(() -> sleeper.received().contains("for later"));
    }
    broker.close();
  }

  @Test
  void whatDiesUnaskedIsToldFromWhatWasTakenAway() throws Exception {
    SiteServer broker = started(room.mqtt(at.mqtt()));
    assertThat(broker.hasDied()).isFalse();
    broker.stop();
    assertThat(broker.hasDied()).as("it was asked to end").isFalse();
    assertThat(broker.isAlive()).isFalse();
    assertThat(broker.obituary()).contains("MQTT broker ready");
    broker.close();

    SiteServer misplaced = TEARDOWN.add("misplaced", room.mqtt(70_000));
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(misplaced::start)
        // Whoever looks first says it: the program, or the one that waits for its port.
        .withMessageMatching("(?s).*(1 to 65535|port out of range).*");
    await("the program has ended by itself").atMost(PATIENCE).until(misplaced::hasDied);
  }

  private static SiteServer started(SiteServer server) throws Exception {
    TEARDOWN.add(server.name(), server);
    server.start();
    assertThat(server.isAlive()).isTrue();
    return server;
  }

  private static void killAndStart(SiteServer server) throws Exception {
    server.kill();
    assertThat(server.isAlive()).isFalse();
    assertThat(server.hasDied()).as("it was killed on purpose").isFalse();
    server.start();
    assertThat(server.isAlive()).isTrue();
  }

  private static Connection connect() throws Exception {
    return DriverManager.getConnection(
        PostgresServer.url(at.postgres()), PostgresServer.USER, PASSWORD);
  }
}
