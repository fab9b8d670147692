package io.linewatch.edge.intake;

import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;

/** Options of a connection whose messages are taken out before Paho's callback. */
final class TappedOptions extends MqttConnectionOptions {
  private final PublishStream.Taker taker;

  TappedOptions(PublishStream.Taker taker) {
    this.taker = taker;
  }

  PublishStream.Taker taker() {
    return taker;
  }
}
