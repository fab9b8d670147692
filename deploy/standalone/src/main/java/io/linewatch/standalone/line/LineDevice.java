package io.linewatch.standalone.line;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * A device of the simulated line: a client of its broker, and the thread that measures and sends.
 * While the broker is away the line goes on, and what a device says meanwhile is lost.
 */
public abstract class LineDevice implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final MqttAsyncClient client;
  private final String what;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable String failure;
  private volatile @Nullable String stopped;

  /**
   * @param what it is, for messages, such as {@code the camera}
   * @param client its name at the broker
   * @param thread name of its thread
   */
  LineDevice(String what, String broker, String client, String thread) throws MqttException {
    this.what = what;
    this.client = new MqttAsyncClient(broker, client, new MemoryPersistence());
    this.thread = Thread.ofPlatform().name(thread).unstarted(this::run);
  }

  public void start() throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(true);
    options.setCleanStart(true);
    client.connect(options).waitForCompletion(CONNECT_TIMEOUT.toMillis());
    thread.start();
  }

  /** Waits for the next moment, measures, and sends. Its own thread, again and again. */
  abstract void step() throws InterruptedException;

  final void publish(String topic, MqttMessage message) {
    try {
      client.publish(topic, message);
    } catch (MqttException e) {
      if (client.isConnected()) {
        failure = what + " could not send: " + e.getMessage();
      }
    }
  }

  /** What was wrong last; null when nothing was. Any thread. */
  public @Nullable String failure() {
    return stopped == null ? failure : stopped;
  }

  /** Why it ended by itself; null while it runs. Any thread. */
  public @Nullable String stopped() {
    return stopped;
  }

  private void run() {
    try {
      while (!stopping) {
        step();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      stopped = what + " stopped: " + e;
    }
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      client.disconnectForcibly(0, 1_000, false);
      client.close();
    } catch (MqttException e) {
      // The broker may have gone first; there is nothing left to close then.
      failure = what + " did not log off: " + e.getMessage();
    }
  }
}
