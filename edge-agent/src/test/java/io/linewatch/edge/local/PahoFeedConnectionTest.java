package io.linewatch.edge.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.wire.MqttTopics;
import io.linewatch.edge.intake.Certificates;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Mosquitto;
import io.linewatch.edge.intake.MqttIntake;
import io.linewatch.edge.intake.MqttSettings;
import io.linewatch.edge.outbox.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The feed's way to the line, against a real broker with TLS, password, and client certificates.
 */
@Timeout(60)
final class PahoFeedConnectionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(25);
  private static final String CONDITION = MqttTopics.condition("gw-1", Samples.DETECTOR);

  @TempDir static Path keys;
  private static Certificates certificates;

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Queue<InboundMessage> seen = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = new Certificates(keys);
  }

  @BeforeEach
  void needsMosquitto() {
    Mosquitto.assumeInstalled();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private Mosquitto brokerWithPassword() throws Exception {
    Path passwords = Mosquitto.passwordFile(folder, "gw-1", "grease & oil");
    Mosquitto broker =
        new Mosquitto(
            folder,
            certificates.brokerLines() + "allow_anonymous false\npassword_file " + passwords);
    open.add(broker);
    return broker;
  }

  private MqttSettings settings(Mosquitto broker, String id, String password, Path ca) {
    return new MqttSettings(
        "gw-1",
        id,
        URI.create("mqtts://127.0.0.1:" + broker.port),
        List.of("*"),
        1,
        "gw-1",
        password.getBytes(UTF_8),
        ca,
        null,
        null);
  }

  private LocalFeed feed(MqttSettings settings) {
    LocalFeed feed = new LocalFeed("gw-1", new PahoFeedConnection(settings), metrics);
    open.add(feed);
    feed.restore(List.of(Samples.finding("e", 1)));
    feed.start();
    return feed;
  }

  /** A panel at the line, by the agent's own intake. */
  private void watch(MqttSettings settings) {
    MqttIntake panel = new MqttIntake(settings, metrics, InstantSource.system());
    open.add(panel);
    panel.subscribe(List.of(CONDITION));
    panel.start(message -> {
      seen.add(message);
      message.receipt().finish();
    });
  }

  @Test
  void conditionsReachTheLineOverTlsWithPasswordAndAgainAfterTheBrokerForgotThem()
      throws Exception {
    Mosquitto broker = brokerWithPassword();
    LocalFeed feed = feed(settings(broker, "line", "grease & oil", certificates.ca));
    watch(settings(broker, "panel", "grease & oil", certificates.ca));
    await().atMost(PATIENCE).until(() -> !seen.isEmpty());
    assertThat(feed.problem()).isEmpty();
    broker.stop();
    await().atMost(PATIENCE).until(() -> !feed.problem().isEmpty());
    Files.deleteIfExists(folder.resolve("mosquitto.db"));
    seen.clear();

    broker.restart();

    await().atMost(PATIENCE).until(() -> !seen.isEmpty());
    assertThat(seen.element().payload())
        .isEqualTo(
            io.linewatch.domain.wire.Topics.FINDINGS.codec().encode(Samples.finding("e", 1)));
    assertThat(feed.problem()).isEmpty();
  }

  @Test
  void aWrongPasswordOfTheFeedIsSaidInWordsPeopleCanActOn() throws Exception {
    LocalFeed feed = feed(settings(brokerWithPassword(), "line", "rust", certificates.ca));

    await().atMost(PATIENCE).until(() -> feed.problem().contains("username and passwordFile"));
  }

  @Test
  void aWrongAuthorityOfTheFeedIsSaidInWordsPeopleCanActOn() throws Exception {
    Mosquitto broker = brokerWithPassword();
    LocalFeed feed = feed(settings(broker, "line", "grease & oil", certificates.otherCa));

    await().atMost(PATIENCE).until(() -> feed.problem().contains("caFile"));
  }

  // NullAway does not read an array's @Nullable from class files.
  @SuppressWarnings("NullAway")
  @Test
  void theFeedShowsItsClientCertificate() throws Exception {
    Mosquitto broker =
        new Mosquitto(
            folder,
            certificates.brokerLines() + "require_certificate true\nuse_identity_as_username true");
    open.add(broker);
    LocalFeed feed =
        feed(
            new MqttSettings(
                "gw-1",
                "line",
                URI.create("mqtts://127.0.0.1:" + broker.port),
                List.of("*"),
                1,
                null,
                null,
                certificates.ca,
                certificates.client,
                certificates.clientKey));

    await().atMost(PATIENCE).until(() -> feed.problem().isEmpty());
    await()
        .atMost(PATIENCE)
        .until(() -> metrics.counter("linewatch.local.feed.published").count() >= 1);
  }
}
