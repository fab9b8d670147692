package io.linewatch.edge.intake;

import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.jspecify.annotations.Nullable;

/** How an asynchronous request ended; only failures matter. */
abstract class ActionOutcome implements MqttActionListener {
  abstract void failed(String reason);

  void succeeded() {}

  @Override
  public void onSuccess(@Nullable IMqttToken token) {
    int[] codes = token == null ? null : token.getReasonCodes();
    if (codes != null) {
      for (int code : codes) {
        if (code >= 0x80) {
          failed("reason code 0x" + Integer.toHexString(code));
          return;
        }
      }
    }
    succeeded();
  }

  @Override
  public void onFailure(@Nullable IMqttToken token, @Nullable Throwable exception) {
    failed(exception == null ? "no reason given" : String.valueOf(exception.getMessage()));
  }
}
