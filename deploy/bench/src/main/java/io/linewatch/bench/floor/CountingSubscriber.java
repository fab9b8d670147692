package io.linewatch.bench.floor;

import io.linewatch.edge.intake.MqttOptions;
import io.linewatch.edge.intake.MqttSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.util.CountingInputStream;

/**
 * The subscriber's process: {@code (stock|buffered) PORT TOPIC QOS FILE}. Stock is Paho as its jar
 * comes, so that jar alone must be on the class path; buffered has the agent's sockets, and the
 * agent's jar before Paho's.
 */
public final class CountingSubscriber {
  public static final String STOCK = "stock";
  public static final String BUFFERED = "buffered";

  private CountingSubscriber() {}

  public static void main(String[] arguments) throws Exception {
    String mode = arguments[0];
    URI broker = URI.create("tcp://127.0.0.1:" + arguments[1]);
    CountFile counted = CountFile.create(Path.of(arguments[4]));
    String id = "bench-floor-" + mode;
    MqttAsyncClient client = new MqttAsyncClient(broker.toString(), id, new MemoryPersistence());
    CountDownLatch ended = new CountDownLatch(1);
    client.setCallback(new Counter(counted, ended));
    client.connect(mode.equals(STOCK) ? stock() : buffered(arguments[1])).waitForCompletion();
    client.subscribe(arguments[2], Integer.parseInt(arguments[3])).waitForCompletion();
    System.out.println("subscribed with " + readerOrigin());
    ended.await();
  }

  private static MqttConnectionOptions stock() {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    return options;
  }

  private static MqttConnectionOptions buffered(String port) throws IOException {
    return MqttOptions.withoutSession(
        MqttSettings.plain("bench", "floor", URI.create("mqtt://127.0.0.1:" + port), 0));
  }

  /** Which jar Paho's packet reader comes from: the bench checks that it is the right one. */
  private static String readerOrigin() {
    return String.valueOf(
        CountingInputStream.class.getProtectionDomain().getCodeSource().getLocation());
  }

  private record Counter(CountFile counted, CountDownLatch ended) implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      counted.increment();
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
      System.out.println("disconnected: " + response);
      ended.countDown();
    }

    @Override
    public void mqttErrorOccurred(MqttException exception) {
      System.out.println("error: " + exception);
    }

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}
  }
}
