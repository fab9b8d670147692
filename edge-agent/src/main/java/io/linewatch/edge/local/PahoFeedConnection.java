package io.linewatch.edge.local;

import io.linewatch.edge.intake.MqttOptions;
import io.linewatch.edge.intake.MqttSettings;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection of the feed's own, so that a full intake does not hold warnings back. */
public final class PahoFeedConnection implements FeedConnection {
  private static final Logger log = LoggerFactory.getLogger(PahoFeedConnection.class);
  private static final long ANSWER_MILLIS = 5_000;
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 8_000;

  private final MqttSettings settings;
  private final String name;
  private final Thread connector;
  private volatile @Nullable MqttAsyncClient client;
  private volatile String problem = "it has not connected yet";
  private volatile boolean closed;

  public PahoFeedConnection(MqttSettings settings) {
    this(settings, "local-feed");
  }

  /**
   * @param name tells it from the gateway's other connections, at the broker too
   */
  public PahoFeedConnection(MqttSettings settings, String name) {
    this.settings = settings;
    this.name = name;
    this.connector =
        Thread.ofPlatform().name(name + "-connect").daemon().unstarted(this::stayConnected);
  }

  private Runnable onConnected = () -> {};

  @Override
  public void start(Runnable whenConnected) {
    onConnected = whenConnected;
    connector.start();
  }

  private void stayConnected() {
    long pause = FIRST_PAUSE_MILLIS;
    try {
      while (!closed) {
        if (connected()) {
          TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS);
        } else if (connect()) {
          pause = FIRST_PAUSE_MILLIS;
        } else {
          TimeUnit.MILLISECONDS.sleep(pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      log.debug("{} stops connecting", name);
    }
  }

  private boolean connect() {
    release(client);
    client = null;
    try {
      MqttConnectionOptions options = MqttOptions.withoutSession(settings);
      MqttAsyncClient fresh =
          new MqttAsyncClient(MqttOptions.serverUri(settings), clientId(), new MemoryPersistence());
      client = fresh;
      fresh.connect(options).waitForCompletion(2 * ANSWER_MILLIS);
      problem = "";
      log.info("{} connected to {}", name, settings.url());
      onConnected.run();
      return true;
    } catch (MqttException e) {
      tell(MqttOptions.problem(settings, clientId(), e));
    } catch (IOException e) {
      tell(String.valueOf(e.getMessage()));
    }
    return false;
  }

  private String clientId() {
    return "linewatch-" + settings.gateway() + "-" + name;
  }

  private void tell(String text) {
    if (!text.equals(problem)) {
      log.warn("{}: {}", name, text);
    }
    problem = text;
  }

  @Override
  public String problem() {
    return connected() ? "" : problem.isEmpty() ? "the connection broke; trying again" : problem;
  }

  @Override
  public boolean connected() {
    MqttAsyncClient now = client;
    return now != null && now.isConnected();
  }

  @Override
  public void publish(String topic, byte[] payload, boolean retained) throws IOException {
    MqttAsyncClient now = client;
    if (now == null) {
      throw new IOException("not connected");
    }
    try {
      IMqttToken token = now.publish(topic, payload, 1, retained);
      token.waitForCompletion(ANSWER_MILLIS);
    } catch (MqttException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    connector.interrupt();
    release(client);
  }

  private static void release(@Nullable MqttAsyncClient old) {
    if (old == null) {
      return;
    }
    try {
      if (old.isConnected()) {
        old.disconnect(0).waitForCompletion(1000);
      } else {
        old.disconnectForcibly(0, 0, false);
      }
    } catch (MqttException e) {
      log.debug("leaving the broker: {}", e.getMessage());
    }
    try {
      old.close(true);
    } catch (MqttException e) {
      log.debug("closing the client: {}", e.getMessage());
    }
  }
}
