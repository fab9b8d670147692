package io.linewatch.system;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/** A client whose session at the broker outlives its connection. */
final class MqttPeer implements MqttCallback, AutoCloseable {
  private static final long TIMEOUT_MILLIS = 30_000;
  private static final long SESSION_SECONDS = 3_600;

  private final MqttAsyncClient client;
  private final List<String> received = new CopyOnWriteArrayList<>();

  /** Connects, and takes up the session it left, if there is one. */
  MqttPeer(int port, String id) throws MqttException {
    client = new MqttAsyncClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
    client.setCallback(this);
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(false);
    options.setSessionExpiryInterval(SESSION_SECONDS);
    client.connect(options).waitForCompletion(TIMEOUT_MILLIS);
  }

  void subscribe(String filter) throws MqttException {
    client.subscribe(filter, 1).waitForCompletion(TIMEOUT_MILLIS);
  }

  /** At QoS 1; returns when the broker has acknowledged. */
  void publish(String topic, String text) throws MqttException {
    publish(topic, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same with bytes that are no text. */
  void publish(String topic, byte[] payload) throws MqttException {
    client.publish(topic, payload, 1, false).waitForCompletion(TIMEOUT_MILLIS);
  }

  /** The same with MQTT 5 user properties, as cameras name their parts. */
  void publish(String topic, byte[] payload, Map<String, String> properties) throws MqttException {
    MqttProperties said = new MqttProperties();
    said.setUserProperties(
        properties.entrySet().stream()
            .map(entry -> new UserProperty(entry.getKey(), entry.getValue()))
            .toList());
    client
        .publish(topic, new MqttMessage(payload, 1, false, said))
        .waitForCompletion(TIMEOUT_MILLIS);
  }

  List<String> received() {
    return received;
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    received.add(new String(message.getPayload(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws MqttException {
    // Its broker may have been taken away.
    if (client.isConnected()) {
      client.disconnect().waitForCompletion(TIMEOUT_MILLIS);
    }
    client.close();
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
