package io.linewatch.edge.replay;

import io.linewatch.edge.intake.MqttOptions;
import io.linewatch.edge.intake.MqttSettings;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/** A broker that a recording is played to. */
public final class PahoReplayTarget implements ReplayTarget {
  private static final int IN_FLIGHT = 100;
  private static final long ANSWER_SECONDS = 30;

  private final MqttAsyncClient client;
  private final int qos;
  private final Semaphore room = new Semaphore(IN_FLIGHT);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private PahoReplayTarget(MqttAsyncClient client, int qos) {
    this.client = client;
    this.qos = qos;
  }

  /**
   * @throws IOException when the broker cannot be reached or refuses; says what to do
   */
  public static PahoReplayTarget connect(MqttSettings settings) throws IOException {
    try {
      MqttAsyncClient client =
          new MqttAsyncClient(
              MqttOptions.serverUri(settings),
              "linewatch-replay-" + UUID.randomUUID(),
              new MemoryPersistence());
      client.connect(MqttOptions.withoutSession(settings)).waitForCompletion(15_000);
      return new PahoReplayTarget(client, settings.qos());
    } catch (MqttException e) {
      throw new IOException(
          "cannot connect to "
              + settings.url()
              + " ("
              + e.getMessage()
              + "); check --url, --username and --password-file",
          e);
    }
  }

  @Override
  public void publish(String topic, byte[] payload) throws IOException, InterruptedException {
    acquire(1);
    MqttMessage message = new MqttMessage(payload);
    message.setQos(qos);
    while (true) {
      try {
        client.publish(topic, message, null, answers);
        return;
      } catch (MqttException e) {
        if (e.getReasonCode() != MqttClientException.REASON_CODE_MAX_INFLIGHT) {
          room.release();
          throw new IOException("the broker is gone: " + e.getMessage(), e);
        }
        // The broker takes fewer at a time than we would send: wait for one to be answered.
        TimeUnit.MILLISECONDS.sleep(1);
      }
    }
  }

  private final MqttActionListener answers =
      new MqttActionListener() {
        @Override
        public void onSuccess(IMqttToken token) {
          room.release();
        }

        @Override
        public void onFailure(IMqttToken token, Throwable reason) {
          failure.compareAndSet(null, reason);
          room.release();
        }
      };

  private void acquire(int permits) throws IOException, InterruptedException {
    if (!room.tryAcquire(permits, ANSWER_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the broker has not answered for " + ANSWER_SECONDS + " s");
    }
    Throwable failed = failure.get();
    if (failed != null) {
      room.release(permits);
      throw new IOException("the broker refused a message: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void flush() throws IOException, InterruptedException {
    acquire(IN_FLIGHT);
    room.release(IN_FLIGHT);
  }

  @Override
  public void close() {
    try {
      if (client.isConnected()) {
        client.disconnect(1000).waitForCompletion(5_000);
      }
      client.close(true);
    } catch (MqttException e) {
      // Everything was flushed before; leaving without a farewell loses nothing.
      org.slf4j.LoggerFactory.getLogger(PahoReplayTarget.class)
          .debug("leaving the broker: {}", e.getMessage());
    }
  }
}
