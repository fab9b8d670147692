package io.linewatch.edge;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.wire.MqttRecords;
import io.linewatch.domain.wire.MqttTopics;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;

/** A camera and a reject gate at the line's broker. */
final class GateClient implements MqttCallback, Closeable {
  final List<PartVerdict> verdicts = new CopyOnWriteArrayList<>();
  private final MqttClient client;

  GateClient(int port, String gateway) throws MqttException {
    client = new MqttClient("tcp://127.0.0.1:" + port, "gate", new MemoryPersistence());
    client.setCallback(this);
    client.connect();
    client.subscribe(MqttTopics.allVerdicts(gateway), 1);
  }

  void picture(String topic, String part, byte[] bytes) throws MqttException {
    MqttMessage message = new MqttMessage(bytes);
    message.setQos(1);
    MqttProperties properties = new MqttProperties();
    properties.getUserProperties().add(new UserProperty("part", part));
    message.setProperties(properties);
    client.publish(topic, message);
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    verdicts.add(MqttRecords.VERDICT.decode(message.getPayload()));
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
