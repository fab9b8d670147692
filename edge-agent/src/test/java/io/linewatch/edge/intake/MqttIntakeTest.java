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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract of an intake, against a real broker. */
@Timeout(60)
final class MqttIntakeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(25);

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Queue<InboundMessage> taken = new ConcurrentLinkedQueue<>();

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

  private MqttIntake intake(Mosquitto broker, Intake.Handler handler) {
    MqttIntake intake =
        new MqttIntake(
            MqttSettings.plain("gw", "line", URI.create("mqtt://127.0.0.1:" + broker.port), 1),
            new SimpleMeterRegistry(),
            InstantSource.system());
    open.add(intake);
    intake.subscribe(List.of("factory/+/+/+"));
    intake.start(handler);
    await().atMost(PATIENCE).until(intake::connected);
    return intake;
  }

  private static void publish(Mosquitto broker, int from, int to) throws MqttException {
    MqttClient client =
        new MqttClient("tcp://127.0.0.1:" + broker.port, "sender", new MemoryPersistence());
    try {
      client.connect();
      for (int i = from; i < to; i++) {
        publish(client, Integer.toString(i).getBytes(UTF_8));
      }
      client.disconnect();
      client.close();
    } catch (MqttException e) {
      // Closing a client that is still connected would throw over what went wrong.
      client.disconnectForcibly(0, 1_000);
      client.close(true);
      throw new AssertionError("publishing failed, code " + e.getReasonCode(), e);
    }
  }

  /** Paho wakes the publisher before it frees the slot of the message, so it may be full. */
  private static void publish(MqttClient client, byte[] payload) throws MqttException {
    for (int attempt = 0; ; attempt++) {
      try {
        client.publish("factory/l/a/c", payload, 1, false);
        return;
      } catch (MqttException e) {
        if (e.getReasonCode() != MqttClientException.REASON_CODE_MAX_INFLIGHT || attempt == 1_000) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  private List<Integer> numbers() {
    return taken.stream().map(m -> Integer.parseInt(new String(m.payload(), UTF_8))).toList();
  }

  private static List<Integer> range(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  private void takeAndFinish(InboundMessage message) {
    taken.add(message);
    message.receipt().finish();
  }

  @Test
  void messagesComeInOrderWithTopicAndPayload() throws Exception {
    Mosquitto broker = broker("allow_anonymous true");
    intake(broker, this::takeAndFinish);
    awaitSubscription(broker);
    taken.clear();

    publish(broker, 0, 500);

    await().atMost(PATIENCE).until(() -> taken.size() == 500);
    assertThat(numbers()).isEqualTo(range(0, 500));
    assertThat(taken.element().topic()).isEqualTo("factory/l/a/c");
  }

  @Test
  void userPropertiesOfAMessageComeWithIt() throws Exception {
    Mosquitto broker = broker("allow_anonymous true");
    intake(broker, this::takeAndFinish);
    awaitSubscription(broker);
    taken.clear();
    MqttProperties properties = new MqttProperties();
    properties.setUserProperties(
        List.of(new UserProperty("rate", "25600"), new UserProperty("unit", "m/s2")));
    MqttMessage message = new MqttMessage("7".getBytes(UTF_8), 1, false, properties);

    MqttClient client =
        new MqttClient("tcp://127.0.0.1:" + broker.port, "waves", new MemoryPersistence());
    client.connect();
    client.publish("factory/l/a/c", message);
    client.disconnect();
    client.close();

    await().atMost(PATIENCE).until(() -> numbers().contains(7));
    assertThat(taken.stream().filter(m -> number(m) == 7).findFirst().orElseThrow().properties())
        .isEqualTo(Map.of("rate", "25600", "unit", "m/s2"));
  }

  /** Subscribing is asynchronous: a probe that arrives says it is done. */
  private void awaitSubscription(Mosquitto broker) {
    await()
        .atMost(PATIENCE)
        .until(() -> {
          publish(broker, -1, 0);
          return !taken.isEmpty();
        });
  }

  @Test
  void whatWasNotFinishedComesAgainAndWhatWasDoesNot() throws Exception {
    Mosquitto broker = broker("allow_anonymous true");
    MqttIntake first = intake(broker, taken::add);
    awaitSubscription(broker);
    taken.forEach(message -> message.receipt().finish());
    publish(broker, 100, 120);
    await().atMost(PATIENCE).until(() -> numbers().contains(119));
    taken.stream().filter(m -> number(m) < 110).forEach(m -> m.receipt().finish());
    first.close();
    taken.clear();

    intake(broker, this::takeAndFinish);

    await().atMost(PATIENCE).until(() -> numbers().contains(119));
    assertThat(numbers().stream().filter(n -> n >= 100)).isEqualTo(range(110, 120));
  }

  private static int number(InboundMessage message) {
    return Integer.parseInt(new String(message.payload(), UTF_8));
  }

  @Test
  void aBrokerThatLostItsSessionsIsSubscribedAgain() throws Exception {
    Mosquitto broker = broker("allow_anonymous true");
    MqttIntake intake = intake(broker, this::takeAndFinish);
    awaitSubscription(broker);
    broker.stop();
    await().atMost(PATIENCE).until(() -> !intake.connected());
    Files.deleteIfExists(folder.resolve("mosquitto.db"));
    broker.restart();
    await().atMost(PATIENCE).until(intake::connected);
    taken.clear();

    awaitSubscription(broker);

    assertThat(intake.problem()).isEmpty();
  }

  @Test
  void aFullGatewayHoldsTheBrokerBackAndLosesNothing() throws Exception {
    Mosquitto broker = broker("allow_anonymous true");
    List<InboundMessage.Receipt> held = new ArrayList<>();
    intake(
        broker,
        message -> {
          synchronized (held) {
            taken.add(message);
            held.add(message.receipt());
          }
        });
    awaitSubscription(broker);
    publish(broker, 0, 3_000);
    await().atMost(PATIENCE).until(() -> taken.size() >= 500);
    assertThat(taken.size()).as("the broker waits for acknowledgements").isLessThan(3_000);

    await()
        .atMost(PATIENCE)
        .until(() -> {
          synchronized (held) {
            held.forEach(InboundMessage.Receipt::finish);
            held.clear();
          }
          return new HashSet<>(numbers()).containsAll(range(0, 3_000));
        });
  }

  @Test
  void aRefusedPasswordIsSaidInWordsPeopleCanActOn() throws Exception {
    Mosquitto broker = broker("allow_anonymous false");
    MqttIntake intake =
        new MqttIntake(
            MqttSettings.plain("gw", "line", URI.create("mqtt://127.0.0.1:" + broker.port), 1),
            new SimpleMeterRegistry(),
            InstantSource.system());
    open.add(intake);
    intake.start(this::takeAndFinish);

    await()
        .atMost(PATIENCE)
        .until(() -> intake.problem().contains("refuse") || intake.problem().contains("allow"));
    assertThat(intake.problem()).containsAnyOf("passwordFile", "access rules");
    assertThat(intake.connected()).isFalse();
  }

  @Test
  void withNobodyThereItSaysSoAndKeepsTrying() throws Exception {
    Mosquitto broker = broker("allow_anonymous true");
    broker.stop();
    MqttIntake intake =
        new MqttIntake(
            MqttSettings.plain("gw", "line", URI.create("mqtt://127.0.0.1:" + broker.port), 1),
            new SimpleMeterRegistry(),
            InstantSource.system());
    open.add(intake);
    intake.subscribe(List.of("factory/+/+/+"));
    intake.start(this::takeAndFinish);
    await().atMost(PATIENCE).until(() -> intake.problem().contains("nobody listens there"));

    broker.restart();

    await().atMost(PATIENCE).until(intake::connected);
  }

  @Test
  void atQosZeroMessagesComeWithNothingToAcknowledge() throws Exception {
    Mosquitto broker = broker("allow_anonymous true");
    MqttIntake intake =
        new MqttIntake(
            MqttSettings.plain("gw", "line", URI.create("mqtt://127.0.0.1:" + broker.port), 0),
            new SimpleMeterRegistry(),
            InstantSource.system());
    open.add(intake);
    intake.subscribe(List.of("factory/+/+/+"));
    // Nothing is ever finished: at QoS 1 the broker would stop at the receive maximum.
    intake.start(taken::add);
    await().atMost(PATIENCE).until(intake::connected);
    awaitSubscription(broker);
    taken.clear();

    publish(broker, 0, 3_000);

    await().atMost(PATIENCE).until(() -> taken.size() == 3_000);
    assertThat(taken).allMatch(message -> !message.comesAgain());
  }
}
