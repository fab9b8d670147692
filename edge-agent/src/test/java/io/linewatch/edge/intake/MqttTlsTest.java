package io.linewatch.edge.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may connect to whom: TLS, passwords and certificates, against a real broker. */
@Timeout(60)
final class MqttTlsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  @TempDir static Path keys;
  private static Certificates certificates;

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Queue<InboundMessage> taken = new ConcurrentLinkedQueue<>();
  private String username = "gw-1";
  private byte @Nullable [] password = "grease & oil".getBytes(UTF_8);

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

  private Mosquitto broker(String extra) throws Exception {
    Mosquitto broker = new Mosquitto(folder, extra);
    open.add(broker);
    return broker;
  }

  private Mosquitto brokerWithPassword() throws Exception {
    Path passwords = Mosquitto.passwordFile(folder, "gw-1", "grease & oil");
    return broker(certificates.brokerLines() + "allow_anonymous false\npassword_file " + passwords);
  }

  private Mosquitto brokerWithClientCertificates() throws Exception {
    return broker(
        certificates.brokerLines() + "require_certificate true\nuse_identity_as_username true");
  }

  // NullAway does not read an array's @Nullable from class files.
  @SuppressWarnings("NullAway")
  private MqttSettings settings(
      Mosquitto broker, String id, @Nullable Path ca, boolean clientCertificate) {
    return new MqttSettings(
        "gw-1",
        id,
        URI.create("mqtts://127.0.0.1:" + broker.port),
        List.of("*"),
        1,
        password == null ? null : username,
        password,
        ca,
        clientCertificate ? certificates.client : null,
        clientCertificate ? certificates.clientKey : null);
  }

  private MqttIntake intake(MqttSettings settings) {
    MqttIntake intake = new MqttIntake(settings, new SimpleMeterRegistry(), InstantSource.system());
    open.add(intake);
    intake.subscribe(List.of("factory/+/+/+"));
    intake.start(message -> {
      taken.add(message);
      message.receipt().finish();
    });
    return intake;
  }

  private void publish(MqttSettings settings) throws Exception {
    MqttClient client = new MqttClient(settings.serverUri(), "sender", new MemoryPersistence());
    try {
      client.connect(MqttOptions.withoutSession(settings));
      client.publish("factory/l/a/c", "17".getBytes(UTF_8), 1, false);
      client.disconnect();
    } catch (MqttException e) {
      throw new AssertionError(ConnectProblem.of(settings, "sender", e), e);
    } finally {
      client.close(true);
    }
  }

  private void assertReadingsFlow(MqttIntake intake, MqttSettings sender) {
    await().atMost(PATIENCE).until(intake::connected);
    await()
        .atMost(PATIENCE)
        .until(() -> {
          publish(sender);
          return !taken.isEmpty();
        });
    assertThat(intake.problem()).isEmpty();
  }

  private String problemOf(MqttIntake intake) {
    await().atMost(PATIENCE).until(() -> !intake.problem().contains("not connected yet"));
    assertThat(intake.connected()).isFalse();
    return intake.problem();
  }

  @Test
  void readingsFlowOverTlsWithUserAndPassword() throws Exception {
    MqttSettings settings = settings(brokerWithPassword(), "line", certificates.ca, false);

    assertReadingsFlow(intake(settings), settings);
  }

  @Test
  void readingsFlowOverTlsWithAClientCertificate() throws Exception {
    password = null;
    MqttSettings settings = settings(brokerWithClientCertificates(), "line", certificates.ca, true);

    assertReadingsFlow(intake(settings), settings);
  }

  @Test
  void aWrongPasswordIsAnsweredWithTheKeysToCheck() throws Exception {
    Mosquitto broker = brokerWithPassword();
    password = "rust".getBytes(UTF_8);

    String problem = problemOf(intake(settings(broker, "line", certificates.ca, false)));

    assertThat(problem)
        .contains("'line'", "mqtts://127.0.0.1:" + broker.port)
        .contains("username and passwordFile");
    assertThat(problem).doesNotContain("rust");
  }

  @Test
  void aBrokerOfAnotherAuthorityIsNotTrusted() throws Exception {
    Mosquitto broker = brokerWithPassword();

    String problem = problemOf(intake(settings(broker, "line", certificates.otherCa, false)));

    assertThat(problem).contains("TLS failed").contains("caFile");
  }

  @Test
  void withoutCaFileAPlantsOwnAuthorityIsNotTrusted() throws Exception {
    Mosquitto broker = brokerWithPassword();

    assertThat(problemOf(intake(settings(broker, "line", null, false)))).contains("caFile");
  }

  @Test
  void aCertificateForAnotherHostIsNotTrusted() throws Exception {
    Mosquitto broker = broker(certificates.strangerLines() + "allow_anonymous true");
    password = null;

    String problem = problemOf(intake(settings(broker, "line", certificates.ca, false)));

    assertThat(problem).contains("TLS failed").contains("127.0.0.1");
  }

  @Test
  void aMissingClientCertificateIsAnsweredWithTheKeysToSet() throws Exception {
    Mosquitto broker = brokerWithClientCertificates();
    password = null;

    String problem = problemOf(intake(settings(broker, "line", certificates.ca, false)));

    assertThat(problem).contains("clientCertificateFile");
  }

  @Test
  void aPlainBrokerBehindATlsAddressIsSaidToBeOne() throws Exception {
    Mosquitto broker = broker("allow_anonymous true");
    password = null;

    assertThat(problemOf(intake(settings(broker, "line", certificates.ca, false))))
        .contains("TLS failed");
  }

  // NullAway does not read an array's @Nullable from class files.
  @SuppressWarnings("NullAway")
  @Test
  void aKeyThatIsNotPkcs8IsAnsweredWithTheCommandThatMakesOne() throws Exception {
    Mosquitto broker = brokerWithClientCertificates();
    Path old =
        Files.writeString(
            folder.resolve("old.key"), "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END");
    MqttSettings settings =
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
            old);

    assertThat(problemOf(intake(settings))).contains("openssl pkcs8 -topk8");
  }

  @Test
  void aBrokerThatComesBackWithoutItsSessionsGetsTheSubscriptionsAndReadingsFlow()
      throws Exception {
    Mosquitto broker = brokerWithPassword();
    MqttSettings settings = settings(broker, "line", certificates.ca, false);
    MqttIntake intake = intake(settings);
    assertReadingsFlow(intake, settings);
    broker.stop();
    await().atMost(PATIENCE).until(() -> !intake.connected());
    Files.deleteIfExists(folder.resolve("mosquitto.db"));
    taken.clear();

    broker.restart();

    assertReadingsFlow(intake, settings);
  }
}
