package io.linewatch.central.console;

import static io.linewatch.central.fixture.Plant.LINE;
import static io.linewatch.central.fixture.Plant.VIBRATION;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.central.CentralProcessor;
import io.linewatch.central.cli.CommandLineRun;
import io.linewatch.central.config.CentralSettings;
import io.linewatch.central.fixture.CentralFolder;
import io.linewatch.central.fixture.Plant;
import io.linewatch.central.fixture.Signer;
import io.linewatch.central.fixture.TestKafka;
import io.linewatch.central.history.TestDatabase;
import io.linewatch.central.kafka.CentralProducer;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.wire.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The program as it is run, on a real broker and a real database, used as people use it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // the last test takes the broker away
class WholeCentreTest {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  @TempDir private static Path dir;
  private static TestKafka kafka;
  private static CentralProcessor centre;
  private static KafkaProducer<String, byte[]> gateway;
  private static Browser operator;
  private static long sequence;

  @BeforeAll
  static void start() throws Exception {
    TestDatabase.empty();
    kafka = TestKafka.start(dir.resolve("kafka"));
    CentralFolder folder =
        CentralFolder.in(dir.resolve("centre"), kafka.bootstrap(), TestDatabase.url());
    Path config = folder.config();
    command("topics", "apply", "--config", config);
    command("plant", "apply", "--config", config, folder.sheet());
    command("user", "add", "mei", "--role", "admin", "--no-password", "--config", config);
    String link = command("user", "link", "mei", "--config", config).strip();
    centre =
        CentralProcessor.start(Objects.requireNonNull(CentralSettings.read(config).settings()));
    gateway = CentralProducer.open(kafka.client());
    operator = new Browser(centre.consolePort());
    Browser.Answer login =
        operator.send(
            "POST", "/api/login/link", Map.of("token", link.substring(link.indexOf('#') + 1)));
    assertThat(login.status()).isEqualTo(200);
    await().atMost(LIMIT).until(() -> operator.get("/health").status() == 200);
    kafka.read(Topics.DESIRED.name(), 1);
  }

  @AfterAll
  static void stop() {
    gateway.close();
    centre.close();
    kafka.close();
  }

  private static String command(Object... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private static void state(ConditionFinding finding) throws Exception {
    byte[] value = Topics.FINDINGS.codec().encode(finding);
    String topic = Topics.FINDINGS.name();
    gateway
        .send(
            new ProducerRecord<>(
                topic,
                null,
                LINE,
                value,
                Signer.headers("gw-1", 1, "e1", ++sequence, topic, LINE, value)))
        .get();
  }

  private static JsonNode feed() throws Exception {
    return operator.get("/api/feed").json().get("alerts");
  }

  private static String outcome(String kind, JsonNode alert) throws Exception {
    Browser.Answer answer =
        operator.send(
            "POST",
            "/api/alerts/command",
            Map.of(
                "kind",
                kind,
                "alertId",
                alert.get("id").asText(),
                "seenRevision",
                alert.get("revision").asLong(),
                "text",
                "seen"));
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    return answer.json().get("outcome").asText();
  }

  /** A finding can overtake the desired state that names its asset, so a new episode is tried. */
  private static JsonNode raise(long firstEpisode) throws Exception {
    AtomicLong episode = new AtomicLong(firstEpisode);
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> {
          if (feed().isEmpty()) {
            state(Plant.raised(VIBRATION, episode.getAndIncrement(), Instant.now()));
          }
          return !feed().isEmpty();
        });
    return feed().get(0);
  }

  @Test
  @Order(1)
  void aFindingIsAcknowledgedOverKafkaAndBackAndClosedWithItsHistoryKept() throws Exception {
    JsonNode alert = raise(1);
    assertThat(alert.get("shown").asText()).isEqualTo("UNACKNOWLEDGED");
    String id = alert.get("id").asText();
    String outcome = outcome("ACKNOWLEDGE", alert);
    for (int i = 0; outcome.equals("STALE") && i < 10; i++) {
      outcome = outcome("ACKNOWLEDGE", feed().get(0)); // another try of raise came meanwhile
    }
    assertThat(outcome).isEqualTo("ACCEPTED");
    await().atMost(LIMIT).until(() -> feed().get(0).get("shown").asText().equals("ACKNOWLEDGED"));

    state(Plant.cleared(VIBRATION, 999, Instant.now()));
    await().atMost(LIMIT).until(() -> feed().isEmpty());
    await()
        .atMost(LIMIT)
        .until(() ->
            operator.get("/api/alerts/detail?id=" + id).response().body().contains("\"CLEARED\""));
  }

  @Test
  @Order(2)
  void poisonOnEveryTopicIsSeenInMetricsAndHealthAndStopsNothing() throws Exception {
    byte[] garbage = "poison".getBytes(UTF_8);
    for (String topic :
        new String[] {
          Topics.ALERTS.name(),
          Topics.REPLIES.name(),
          Topics.STATUS.name(),
          Topics.SERIES.name(),
          Topics.FINDINGS.name(),
          Topics.COMMANDS.name()
        }) {
      gateway.send(new ProducerRecord<>(topic, "x", garbage)).get();
    }
    await()
        .atMost(LIMIT)
        .untilAsserted(() ->
            assertThat(operator.get("/metrics").response().body())
                .contains(
                    refused("feed", Topics.ALERTS.name(), "MALFORMED"),
                    refused("feed", Topics.REPLIES.name(), "MALFORMED"),
                    refused("feed", Topics.STATUS.name(), "UNSIGNED"),
                    refused("history", Topics.ALERTS.name(), "MALFORMED"),
                    refused("history", Topics.SERIES.name(), "UNSIGNED"),
                    refused("history", Topics.STATUS.name(), "UNSIGNED"),
                    refused("topology", Topics.FINDINGS.name(), "UNSIGNED"),
                    refused("topology", Topics.COMMANDS.name(), "MALFORMED")));
    Browser.Answer health = operator.get("/health");
    assertThat(health.status()).isEqualTo(200);
    JsonNode checks = health.json().get("checks");
    assertThat(checks.get("feed").get("message").asText()).contains("refused records");
    assertThat(checks.get("history").get("message").asText()).contains("refused records");

    JsonNode alert = raise(1000);
    assertThat(outcome("COMMENT", alert)).isEqualTo("ACCEPTED");
  }

  private static String refused(String consumer, String topic, String reason) {
    return "linewatch_central_refused_total{consumer=\"%s\",reason=\"%s\",topic=\"%s\"}"
        .formatted(consumer, reason, topic);
  }

  @Test
  @Order(3)
  void whileTheBrokerIsAwayHealthSaysSoAndCommandsFailInTimeAndAllComesBack() throws Exception {
    JsonNode alert = raise(2000);
    kafka.stop();
    await().atMost(LIMIT).until(() -> operator.get("/health").status() == 503);
    Browser.Answer lost = operator.send("POST", "/api/alerts/command", comment(alert, "lost"));
    assertThat(lost.status()).as(lost.response().body()).isIn(503, 504);
    kafka.startAgain();
    await().atMost(LIMIT).until(() -> operator.get("/health").status() == 200);
    await().atMost(LIMIT).until(() -> commentIsTaken(alert));
  }

  private static boolean commentIsTaken(JsonNode alert) throws Exception {
    return operator.send("POST", "/api/alerts/command", comment(alert, "again")).status() == 200;
  }

  private static Map<String, Object> comment(JsonNode alert, String text) {
    return Map.of(
        "kind", "COMMENT", "alertId", alert.get("id").asText(), "seenRevision", 1, "text", text);
  }
}
