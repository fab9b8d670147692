package io.linewatch.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.MqttTopics;
import io.linewatch.domain.wire.RecordSignature;
import io.linewatch.domain.wire.RecordSignature.Signed;
import io.linewatch.domain.wire.Topic;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.intake.Mosquitto;
import io.linewatch.edge.pipeline.Plant;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent in this process, with real brokers, and with none. */
@Timeout(120)
final class EdgeAgentTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String KEY = "ab".repeat(32);

  @TempDir Path folder;

  private EdgeConfigFile.Loaded config(String mqtt, String kafka) throws IOException {
    Files.writeString(folder.resolve("gateway.key"), KEY);
    Path file =
        Files.writeString(
            folder.resolve("edge.yaml"),
            """
            gateway: gw
            stateDir: state
            mqtt:
              connections:
                - id: line
                  url: mqtt://%s
                  sources: ["*"]
            kafka: { bootstrap: "%s" }
            modelStore: { url: "http://127.0.0.1:1" }
            key: { version: 1, file: gateway.key }
            status: { host: 127.0.0.1, port: 0 }
            localFeed: { connection: line }
            """
                .formatted(mqtt, kafka));
    EdgeConfigFile.Result result = EdgeConfigFile.read(file);
    assertThat(result.problems()).isEmpty();
    EdgeConfigFile.Loaded loaded = result.loaded();
    if (loaded == null) {
      throw new AssertionError("not loaded");
    }
    return loaded;
  }

  private static EdgeAgent start(EdgeConfigFile.Loaded config) throws Exception {
    return EdgeAgent.start(config, "test", InstantSource.system());
  }

  private static void temperature(LineClient line, Instant time, double value) throws Exception {
    line.publish(
        "factory/l1/pump/temp",
        ("{\"value\":" + value + ",\"time\":\"" + time + "\"}").getBytes(UTF_8));
  }

  private static List<ConditionFinding> findings(TestKafka kafka) {
    GatewayKey key = GatewayKey.ofHex(KEY, "gw", 1);
    return kafka.read(Topics.FINDINGS.name()).stream()
        .filter(record -> verified(key, record))
        .map(record -> Topics.FINDINGS.codec().decode(record.value()))
        .filter(ConditionFinding.class::isInstance)
        .map(ConditionFinding.class::cast)
        .toList();
  }

  private static boolean verified(GatewayKey key, ConsumerRecord<String, byte[]> record) {
    Signed signed = TestKafka.signed(record);
    return RecordSignature.verify(key, signed, record.topic(), record.key(), record.value());
  }

  @Test
  void aReadingBecomesASignedFindingAtTheCentreAndAWarningAtTheLineAcrossARestart()
      throws Exception {
    Mosquitto.assumeInstalled();
    Path kafkaFolder = Files.createDirectory(folder.resolve("kafka"));
    Path mqttFolder = Files.createDirectory(folder.resolve("mqtt"));
    try (TestKafka kafka = new TestKafka(kafkaFolder).start();
        Mosquitto mosquitto = new Mosquitto(mqttFolder, "allow_anonymous true")) {
      for (Topic<?> topic : Topics.all()) {
        kafka.createTopic(topic.name(), Map.of());
      }
      kafka.send(
          Topics.DESIRED.name(),
          "gw",
          Topics.DESIRED.codec().encode(Plant.desired(1, Plant.pumpTemp(1, 80))));
      EdgeConfigFile.Loaded config = config("127.0.0.1:" + mosquitto.port, kafka.address());
      Instant begin = Instant.now().minusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
      try (LineClient line = new LineClient(mosquitto.port, "controller")) {
        try (EdgeAgent agent = start(config)) {
          awaitHealthy(agent);
          temperature(line, begin, 90);
          temperature(line, begin.plusSeconds(4), 90);
          await().atMost(PATIENCE).until(() -> findings(kafka).size() == 1);
        }
        assertThat(warningIsOn(mosquitto, "panel-1")).isTrue();
        try (EdgeAgent agent = start(config)) {
          awaitHealthy(agent);
          temperature(line, begin.plusSeconds(6), 60);
          temperature(line, begin.plusSeconds(9), 60);
          await().atMost(PATIENCE).until(() -> findings(kafka).size() == 2);
        }
        assertThat(warningIsOn(mosquitto, "panel-2")).isFalse();
      }

      List<ConditionFinding> findings = findings(kafka);
      assertThat(findings)
          .extracting(ConditionFinding::kind)
          .containsExactly(Decision.Kind.RAISED, Decision.Kind.CLEARED);
      assertThat(findings).extracting(f -> f.id().episode()).containsOnly(1L);
      assertThat(findings)
          .extracting(f -> f.id().epoch())
          .containsOnly(findings.getFirst().id().epoch());
      List<Long> sequences =
          kafka.read(Topics.FINDINGS.name()).stream()
              .map(record -> TestKafka.signed(record).sequence())
              .toList();
      assertThat(sequences).isSorted().doesNotHaveDuplicates();
    }
  }

  private static boolean warningIsOn(Mosquitto broker, String panel) throws Exception {
    try (LineClient client = new LineClient(broker.port, panel)) {
      return client.sees(MqttTopics.condition("gw", Plant.PUMP_TEMP));
    }
  }

  private static HttpResponse<String> health(EdgeAgent agent) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.statusPort() + "/health"))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static void awaitHealthy(EdgeAgent agent) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          String health = health(agent).body();
          return !health.contains("no-desired-state") && !health.contains("source");
        });
  }

  private static int closedPort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  @Test
  void withEveryPeerAwayItStartsSaysWhatIsMissingAndStopsWhole() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    EdgeConfigFile.Loaded config = config("127.0.0.1:" + closedPort(), "127.0.0.1:" + closedPort());
    EdgeAgent agent = start(config);
    try (agent) {
      await()
          .atMost(PATIENCE)
          .until(() -> {
            String health = health(agent).body();
            return health.contains("nobody listens there")
                && health.contains("no-desired-state")
                && health.contains("local-feed");
          });
      assertThat(health(agent).statusCode()).isEqualTo(503);
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(ours(before)).as("threads left behind").isEmpty());
    assertThat(config.stateDir().resolve("outbox.db")).exists();
    assertThat(config.stateDir().resolve("outbox.db-wal")).doesNotExist();
  }

  private static Set<String> ours(Set<Thread> before) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !before.contains(thread))
        .map(Thread::getName)
        .filter(name ->
            name.matches(
                "(lane|mqtt|local-feed|control|publisher|outbox|disk-watch|connection-watch).*"))
        .collect(Collectors.toSet());
  }

  @Test
  void aStatusPortThatIsTakenIsSaidWithTheKeyToChange() throws Exception {
    EdgeConfigFile.Loaded config = config("127.0.0.1:" + closedPort(), "127.0.0.1:" + closedPort());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path file = folder.resolve("edge.yaml");
      Files.writeString(
          file, Files.readString(file).replace("port: 0", "port: " + taken.getLocalPort()));
      EdgeConfigFile.Loaded again = EdgeConfigFile.read(file).loaded();
      assertThat(again).isNotNull();
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> start(again))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("status.port");
    }
    // Everything that had been opened is free again.
    start(config).close();
  }
}
