package io.linewatch.bench.system;

import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.MqttTopics;
import io.linewatch.domain.wire.Topics;
import io.linewatch.edge.intake.MqttOptions;
import io.linewatch.edge.intake.MqttSettings;
import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Takes what agents state on their local feeds, as a panel at the line does. */
public final class LocalFeedWatch implements MqttCallback, AutoCloseable {
  private final MqttAsyncClient client;
  private final Consumer<ConditionFinding> taker;

  private LocalFeedWatch(MqttAsyncClient client, Consumer<ConditionFinding> taker) {
    this.client = client;
    this.taker = taker;
  }

  /**
   * Watches one gateway's feed.
   *
   * @param taker told of every condition, on Paho's thread
   */
  public static LocalFeedWatch of(
      LoadBroker broker, String gateway, Consumer<ConditionFinding> taker)
      throws MqttException, IOException {
    MqttAsyncClient client =
        new MqttAsyncClient(
            "tcp://127.0.0.1:" + broker.port(), "bench-feed-" + gateway, new MemoryPersistence());
    LocalFeedWatch watch = new LocalFeedWatch(client, taker);
    client.setCallback(watch);
    URI url = URI.create("mqtt://127.0.0.1:" + broker.port());
    client
        .connect(MqttOptions.withoutSession(MqttSettings.plain("bench", "feed", url, 0)))
        .waitForCompletion();
    client.subscribe(MqttTopics.findings(gateway), 0).waitForCompletion();
    return watch;
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) throws MalformedRecord {
    if (Topics.FINDINGS.codec().decode(message.getPayload()) instanceof ConditionFinding finding) {
      taker.accept(finding);
    }
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 1_000, true);
    client.close(true);
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
}
