package io.linewatch.system;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;

/** The sensors of the line, and a panel beside it that listens to the local feed. Any thread. */
final class Sensors implements AutoCloseable {
  private static final long TIMEOUT_MILLIS = 30_000;

  private final MqttAsyncClient client;
  private final ConcurrentLinkedQueue<String> statements = new ConcurrentLinkedQueue<>();
  private final Map<String, String> conditions = new ConcurrentHashMap<>();

  Sensors(String broker) throws MqttException {
    client = new MqttAsyncClient(broker, "system-test-sensors", new MemoryPersistence());
    client.setCallback(new Panel());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    client.connect(options).waitForCompletion(TIMEOUT_MILLIS);
    client.subscribe("linewatch/+/findings", 1).waitForCompletion(TIMEOUT_MILLIS);
    client.subscribe("linewatch/+/conditions/#", 1).waitForCompletion(TIMEOUT_MILLIS);
  }

  /**
   * One value, measured now.
   *
   * @param asset path of the asset
   */
  void reading(String asset, String channel, double value) throws MqttException {
    reading(asset, channel, value, Instant.now());
  }

  void reading(String asset, String channel, double value, Instant time) throws MqttException {
    String json = String.format(Locale.ROOT, "{\"time\":\"%s\",\"value\":%s}", time, value);
    send(topic(asset, channel), json.getBytes(StandardCharsets.UTF_8));
  }

  static String topic(String asset, String channel) {
    String[] levels = asset.split("/", -1);
    return "factory/" + levels[2] + "/" + levels[3] + "/" + channel;
  }

  /** Returns when the broker has it. */
  void send(String topic, byte[] payload) throws MqttException {
    MqttMessage message = new MqttMessage(payload);
    message.setQos(1);
    client.publish(topic, message).waitForCompletion(TIMEOUT_MILLIS);
  }

  /** Whether the panel got a statement that holds all these words. */
  boolean stated(String... words) {
    return statements.stream()
        .anyMatch(text -> {
          for (String word : words) {
            if (!text.contains(word)) {
              return false;
            }
          }
          return true;
        });
  }

  /** Whether the panel shows a condition whose topic ends so. */
  boolean shows(String ending) {
    return conditions.keySet().stream().anyMatch(topic -> topic.endsWith(ending));
  }

  void forget() {
    statements.clear();
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 1_000, false);
    client.close();
  }

  private final class Panel implements MqttCallback {
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      String text = new String(message.getPayload(), StandardCharsets.UTF_8);
      if (topic.endsWith("/findings")) {
        statements.add(text);
      } else if (text.isEmpty()) {
        conditions.remove(topic);
      } else {
        conditions.put(topic, text);
      }
    }

    @Override
    public void disconnected(@Nullable MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(@Nullable IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String uri) {}

    @Override
    public void authPacketArrived(int code, @Nullable MqttProperties properties) {}
  }
}
