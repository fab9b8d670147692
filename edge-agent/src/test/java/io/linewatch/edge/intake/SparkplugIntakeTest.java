package io.linewatch.edge.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.signal.RejectionReason;
import io.linewatch.fixture.sparkplug.TahuEdgeNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The host application against Eclipse Tahu's edge node, over a real broker. */
@Timeout(120)
final class SparkplugIntakeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String HOST = "linewatch-gw";
  private static final String STATE = "spBv1.0/STATE/" + HOST;
  private static final String DEVICE = "spBv1.0/plant/press/301";

  @TempDir Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();
  private final Queue<String> values = new ConcurrentLinkedQueue<>();
  private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();
  private final Queue<RejectionReason> refused = new ConcurrentLinkedQueue<>();
  private Mosquitto broker;

  @BeforeEach
  void startsABroker() throws Exception {
    Mosquitto.assumeInstalled();
    broker = new Mosquitto(folder, "allow_anonymous true");
    open.add(broker);
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable one : open.reversed()) {
      one.close();
    }
  }

  private SparkplugIntake host() {
    return host(broker.port);
  }

  private SparkplugIntake host(int port) {
    SparkplugIntake host =
        new SparkplugIntake(
            MqttSettings.plain("gw", "spb", URI.create("mqtt://127.0.0.1:" + port), 1),
            new SparkplugIntake.Host(HOST, List.of("plant"), Duration.ofMillis(500)),
            new SimpleMeterRegistry(),
            InstantSource.system());
    host.start(
        new Intake.Handler() {
          @Override
          public void onMessage(InboundMessage message) {
            throw new AssertionError("a Sparkplug connection brings samples");
          }

          @Override
          public void onSamples(DeviceSamples device) {
            for (Sample sample : device.samples()) {
              samples.add(sample);
              values.add(
                  device.topic()
                      + " "
                      + sample.name()
                      + "="
                      + sample.value()
                      + " "
                      + sample.quality());
            }
          }

          @Override
          public void onRejected(Rejection rejection) {
            refused.add(rejection.reason());
          }
        });
    open.add(host);
    return host;
  }

  private TahuEdgeNode node() throws Exception {
    TahuEdgeNode node = new TahuEdgeNode(broker.port, HOST);
    open.add(node);
    return node;
  }

  private void awaitForce(double value, Quality quality) {
    String wanted = DEVICE + " Force=" + value + " " + quality;
    await().atMost(PATIENCE).until(() -> values.contains(wanted));
  }

  @Test
  void anEdgeNodeIsFollowedThroughBirthDataGapRebirthAndDeaths() throws Exception {
    SparkplugIntake host = host();
    TahuEdgeNode node = node();
    awaitForce(1.5, Quality.GOOD);
    assertThat(node.births()).isEqualTo(1);

    node.measure("Force", 2.5);
    awaitForce(2.5, Quality.GOOD);
    Instant earlier = Instant.ofEpochMilli(System.currentTimeMillis()).minusSeconds(600);
    node.measureLate("Force", 4.25, earlier);
    awaitForce(4.25, Quality.GOOD);
    assertThat(samples)
        .filteredOn(sample -> sample.value() == 4.25)
        .allSatisfy(sample -> {
          assertThat(sample.historical()).isTrue();
          assertThat(sample.time()).isEqualTo(earlier);
        });

    node.loseOne();
    node.measure("Force", 3.5);
    await().atMost(PATIENCE).until(() -> node.rebirthRequests() >= 1);
    awaitForce(3.5, Quality.GOOD);
    assertThat(values).as("stale between gap and rebirth").contains(DEVICE + " Force=2.5 BAD");
    assertThat(refused).contains(RejectionReason.SEQUENCE_GAP);

    node.killDevice();
    awaitForce(3.5, Quality.BAD);
    await().atMost(PATIENCE).until(() -> host.stale().keySet().equals(java.util.Set.of(DEVICE)));

    node.die();
    await().atMost(PATIENCE).until(() -> values.contains("spBv1.0/plant/press Speed=900.0 BAD"));
    await().atMost(PATIENCE).until(() -> host.stale().containsKey("spBv1.0/plant/press"));
  }

  @Test
  void afterTheBrokersRestartTheNodeIsBornAnew() throws Exception {
    SparkplugIntake host = host();
    TahuEdgeNode node = node();
    awaitForce(1.5, Quality.GOOD);
    node.measure("Force", 2.5);
    awaitForce(2.5, Quality.GOOD);

    broker.stop();
    awaitForce(2.5, Quality.BAD);
    assertThat(host.problem()).isNotEmpty();
    values.clear();
    broker.restart();

    awaitForce(2.5, Quality.GOOD);
    await().atMost(PATIENCE).until(() -> host.stale().isEmpty());
    assertThat(host.problem()).isEmpty();
  }

  @Test
  void aNodeThatWasThereFirstIsAskedToBeReborn() throws Exception {
    SparkplugIntake first = host();
    TahuEdgeNode node = node();
    awaitForce(1.5, Quality.GOOD);
    values.clear();
    SparkplugIntake second =
        new SparkplugIntake(
            MqttSettings.plain("gw2", "spb", URI.create("mqtt://127.0.0.1:" + broker.port), 1),
            new SparkplugIntake.Host("other", List.of(), Duration.ofMillis(500)),
            new SimpleMeterRegistry(),
            InstantSource.system());
    open.add(second);
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    second.start(
        new Intake.Handler() {
          @Override
          public void onMessage(InboundMessage message) {}

          @Override
          public void onSamples(DeviceSamples device) {
            device.samples().forEach(sample -> seen.add(sample.name() + "=" + sample.value()));
          }

          @Override
          public void onRejected(Rejection rejection) {}
        });
    await().atMost(PATIENCE).until(second::connected);

    node.measure("Force", 7.0);

    await().atMost(PATIENCE).until(() -> seen.contains("Force=7.0"));
    assertThat(node.rebirthRequests()).isGreaterThanOrEqualTo(1);
    assertThat(first.connected()).isTrue();
  }

  private Queue<String> statesSeen() throws Exception {
    Queue<String> states = new ConcurrentLinkedQueue<>();
    MqttClient watcher =
        new MqttClient("tcp://127.0.0.1:" + broker.port, "watcher", new MemoryPersistence());
    watcher.setCallback(
        new ConnectionCallback() {
          @Override
          void down(String reason) {}

          @Override
          public void messageArrived(String topic, MqttMessage message) {
            states.add(new String(message.getPayload(), UTF_8));
          }

          @Override
          public void connectComplete(boolean reconnect, String uri) {}
        });
    watcher.connect();
    watcher.subscribe(STATE, 1);
    open.add(() -> {
      watcher.disconnect();
      watcher.close();
    });
    return states;
  }

  private static String next(Queue<String> states) {
    await().atMost(PATIENCE).until(() -> !states.isEmpty());
    return states.remove();
  }

  @Test
  void itsStateIsTheBirthOfTheWillAndItsDeathWhenItLeaves() throws Exception {
    Queue<String> states = statesSeen();
    SparkplugIntake host = host();
    String birth = next(states);
    assertThat(birth).matches("\\{\"online\":true,\"timestamp\":\\d{13}}");

    MqttClient other =
        new MqttClient("tcp://127.0.0.1:" + broker.port, "other", new MemoryPersistence());
    other.connect();
    other.publish(STATE, "{\"online\":false,\"timestamp\":1}".getBytes(UTF_8), 1, true);
    other.disconnect();
    other.close();
    assertThat(next(states)).contains("false");
    assertThat(next(states)).as("whoever calls it offline is answered at once").isEqualTo(birth);

    host.close(Duration.ofSeconds(4));
    assertThat(next(states)).matches("\\{\"online\":false,\"timestamp\":\\d{13}}");
  }

  @Test
  void aHostThatIsCutOffIsOfflineByItsWillWithTheTimestampOfItsBirth() throws Exception {
    Queue<String> states = statesSeen();
    try (Relay relay = new Relay(broker.port)) {
      host(relay.port());
      String birth = next(states);

      relay.cut();

      assertThat(next(states)).isEqualTo(birth.replace("true", "false"));
      String again = next(states);
      assertThat(again).contains("true").isNotEqualTo(birth);
    }
  }
}
