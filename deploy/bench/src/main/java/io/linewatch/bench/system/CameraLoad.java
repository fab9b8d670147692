package io.linewatch.bench.system;

import io.linewatch.standalone.process.StartFailed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

/**
 * A camera and a gate at the line's broker: parts are shown a few ahead of their verdicts, which
 * come when they are safe on the gateway's disk. One thread shows.
 */
public final class CameraLoad implements AutoCloseable, MqttCallback {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long TIMEOUT_MILLIS = 30_000;

  private final MqttAsyncClient client;
  private final int ahead;
  private final Semaphore room;
  private final AtomicLong notInspected = new AtomicLong();
  private final AtomicLong notGood = new AtomicLong();
  private volatile String lastNotInspected = "";
  private long shown;

  /**
   * @param ahead parts that may wait for their verdict
   */
  public CameraLoad(int port, int ahead) throws MqttException {
    this.ahead = ahead;
    room = new Semaphore(ahead);
    client =
        new MqttAsyncClient("tcp://127.0.0.1:" + port, "bench-camera", new MemoryPersistence());
    client.setCallback(this);
    client.connect(new MqttConnectionOptions()).waitForCompletion(TIMEOUT_MILLIS);
    client.subscribe("linewatch/+/verdicts/#", 1).waitForCompletion(TIMEOUT_MILLIS);
  }

  /** Shows a part of its own; waits while too many have no verdict. */
  public void show(String topic, byte[] picture) throws MqttException, InterruptedException {
    acquire(1);
    MqttProperties said = new MqttProperties();
    said.setUserProperties(List.of(new UserProperty("part", "B-" + shown++)));
    client.publish(topic, new MqttMessage(picture, 1, false, said));
  }

  /** Until every part that was shown has its verdict. */
  public void awaitVerdicts() throws InterruptedException {
    acquire(ahead);
    room.release(ahead);
  }

  /** Parts that were not inspected, which is no verdict at all. */
  public void requireInspected() {
    if (notInspected.get() > 0) {
      throw new StartFailed(
          notInspected.get() + " parts were not inspected; the last: " + lastNotInspected);
    }
  }

  /** Parts that were NG or REVIEW: pictures of them were drawn and stored. */
  public long notGood() {
    return notGood.get();
  }

  private void acquire(int parts) throws InterruptedException {
    if (!room.tryAcquire(parts, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new StartFailed("no verdict came within " + PATIENCE.toSeconds() + " s");
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    String verdict = new String(message.getPayload(), StandardCharsets.UTF_8);
    if (verdict.contains("\"verdict\":\"NOT_INSPECTED\"")) {
      lastNotInspected = verdict;
      notInspected.incrementAndGet();
    } else if (!verdict.contains("\"verdict\":\"OK\"")) {
      notGood.incrementAndGet();
    }
    room.release();
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 1_000, false);
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
