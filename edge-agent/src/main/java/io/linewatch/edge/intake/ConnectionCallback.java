package io.linewatch.edge.intake;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Paho's callback, less what a subscriber has no use for. */
abstract class ConnectionCallback implements MqttCallback {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionCallback.class);

  /** The connection is gone, by the broker or by the network. */
  abstract void down(String reason);

  @Override
  public void disconnected(@Nullable MqttDisconnectResponse response) {
    down(reason(response));
  }

  private static String reason(@Nullable MqttDisconnectResponse response) {
    if (response == null) {
      return "no reason given";
    }
    if (response.getReasonString() != null) {
      return response.getReasonString();
    }
    MqttException exception = response.getException();
    if (exception == null) {
      return "reason code 0x" + Integer.toHexString(response.getReturnCode());
    }
    Throwable cause = exception.getCause();
    return String.valueOf(cause == null ? exception.getMessage() : cause.getMessage());
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    LOG.warn("MQTT: {}", exception.getMessage());
  }

  @Override
  public void deliveryComplete(@Nullable IMqttToken token) {
    // We publish nothing here.
  }

  @Override
  public void authPacketArrived(int reasonCode, @Nullable MqttProperties properties) {
    LOG.warn("the broker asks for extended authentication, which is not supported");
  }
}
