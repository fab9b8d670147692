package io.linewatch.edge;

import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Someone else at the line's broker: a controller that measures, a panel that shows. */
final class LineClient implements MqttCallback, Closeable {
  private final String name;
  private final MqttClient client;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  LineClient(int port, String name) throws MqttException {
    this.name = name;
    client = new MqttClient("tcp://127.0.0.1:" + port, name, new MemoryPersistence());
    client.setCallback(this);
    client.connect();
  }

  void publish(String topic, byte[] payload) throws MqttException {
    client.publish(topic, payload, 1, false);
  }

  /** Whether the broker holds a retained message; a marker of our own comes after it. */
  boolean sees(String topic) throws MqttException {
    String marker = "marker/" + name;
    client.subscribe(topic, 1);
    client.subscribe(marker, 1);
    publish(marker, new byte[] {1});
    await().atMost(Duration.ofSeconds(20)).until(() -> seen.contains(marker));
    return seen.contains(topic);
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    seen.add(topic);
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {}

  @Override
  public void mqttErrorOccurred(MqttException exception) {}

  @Override
  public void deliveryComplete(IMqttToken token) {}

  @Override
  public void connectComplete(boolean reconnect, String serverUri) {}

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {}

  @Override
  public void close() throws IOException {
    try {
      client.disconnect();
      client.close();
    } catch (MqttException e) {
      throw new IOException(e);
    }
  }
}
