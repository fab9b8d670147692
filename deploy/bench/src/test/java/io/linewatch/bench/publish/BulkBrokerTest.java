package io.linewatch.bench.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BulkBrokerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private int port;

  @BeforeEach
  void start() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            BulkBroker.main(new String[] {Integer.toString(port)});
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
    await().atMost(PATIENCE).until(this::listens);
  }

  private boolean listens() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (java.io.IOException notYet) {
      return false;
    }
  }

  @Test
  void aPublisherThatTakesItsLeaveIsLetGoAndItsLinesSubscriberHasAllOfIt() throws Exception {
    AtomicLong here = new AtomicLong();
    AtomicLong elsewhere = new AtomicLong();
    MqttClient subscriber = subscriber("here", here);
    MqttClient other = subscriber("elsewhere", elsewhere);
    LoadPlan plan = new LoadPlan(port, "here", 10, 10, false, 20_000, 0, 0, 1, 1_000, 0, 1);

    LoadPublisher.main(plan.toArguments().toArray(String[]::new));

    await().atMost(PATIENCE).until(() -> here.get() == 20_000);
    assertThat(elsewhere.get()).isZero();
    subscriber.disconnectForcibly(0, 1_000);
    other.disconnectForcibly(0, 1_000);
  }

  private MqttClient subscriber(String line, AtomicLong count) throws Exception {
    MqttClient client = new MqttClient("tcp://127.0.0.1:" + port, line, new MemoryPersistence());
    client.connect();
    client.subscribe(
        new MqttSubscription[] {new MqttSubscription("factory/" + line + "/#", 0)},
        new IMqttMessageListener[] {(_, _) -> count.incrementAndGet()});
    return client;
  }
}
