package io.linewatch.edge.intake;

import io.linewatch.domain.desired.SourceMapping;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MQTT 5 by Paho. The session is kept by the broker, so that QoS 1 messages wait while we are away;
 * acknowledgements are ours and leave in order, after what they rest on is safe.
 *
 * <p>Threads: {@code mqtt-connect-ID} connects, again and again with back-off; Paho's receiver
 * thread brings messages ({@link PublishStream}, {@link Delivery}) and waits in the handler when
 * the gateway is full, which holds the broker back; {@code mqtt-ack-ID} sends what {@link
 * AckLedger} gives it. Paho's own reconnect is not used: it does nothing for the first connection
 * and hides why a later one fails.
 */
public final class MqttIntake implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger(MqttIntake.class);
  private static final int RECEIVE_MAXIMUM = 1_000;
  // Brokers keep the receive maximum only roughly.
  private static final int MAX_OPEN = 4 * RECEIVE_MAXIMUM;
  private static final long FIRST_RETRY_MILLIS = 500;
  private static final long LAST_RETRY_MILLIS = 8_000;
  private static final int LOOKS_BETWEEN_SUBSCRIPTIONS = 30;

  private final MqttSettings settings;
  private final AckLedger ledger = new AckLedger(MAX_OPEN);
  private final Delivery delivery;
  private final Counter connects;
  private final Semaphore wakes = new Semaphore(0);
  private final Thread connector;
  private final Acknowledger acknowledger;
  private final Subscriptions subscriptions;

  private volatile @Nullable MqttAsyncClient client;
  private volatile String problem = "it has not connected yet";
  private volatile boolean closed;

  public MqttIntake(MqttSettings settings, MeterRegistry metrics, InstantSource clock) {
    this.settings = settings;
    String id = settings.id();
    delivery = new Delivery(id, ledger, metrics, clock);
    connects =
        Counter.builder("linewatch.edge.intake.connects").tag("connection", id).register(metrics);
    Gauge.builder("linewatch.edge.intake.connected", this, intake -> intake.connected() ? 1 : 0)
        .tag("connection", id)
        .register(metrics);
    Gauge.builder("linewatch.edge.intake.unacknowledged", ledger, AckLedger::size)
        .description("messages taken and not acknowledged; the bound is " + MAX_OPEN)
        .tag("connection", id)
        .register(metrics);
    connector =
        Thread.ofPlatform().name("mqtt-connect-" + id).daemon().unstarted(this::keepConnected);
    acknowledger = new Acknowledger(id, ledger, () -> client);
    subscriptions = new Subscriptions(id, settings.qos());
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public boolean serves(SourceMapping source) {
    return !source.ofSparkplug() && settings.names(source);
  }

  @Override
  public void start(Handler taker) {
    delivery.to(taker);
    connector.start();
    acknowledger.start();
  }

  @Override
  public boolean connected() {
    MqttAsyncClient now = client;
    return now != null && now.isConnected();
  }

  @Override
  public String problem() {
    return connected() ? subscriptions.problem() : problem;
  }

  @Override
  public void subscribe(List<String> topicFilters) {
    subscriptions.want(topicFilters);
    bringSubscriptionsUpToDate();
  }

  private void bringSubscriptionsUpToDate() {
    MqttAsyncClient now = client;
    if (now != null && now.isConnected()) {
      subscriptions.bringUpToDate(now);
    }
  }

  private void keepConnected() {
    long retryMillis = FIRST_RETRY_MILLIS;
    try {
      for (int looks = 1; !closed; looks++) {
        if (connected()) {
          retryMillis = FIRST_RETRY_MILLIS;
          if (looks % LOOKS_BETWEEN_SUBSCRIPTIONS == 0) {
            // What was refused: its access rules may have been mended.
            bringSubscriptionsUpToDate();
          }
          await(1_000);
        } else if (connect()) {
          retryMillis = FIRST_RETRY_MILLIS;
        } else {
          // Jitter, so that a hundred gateways do not knock at once when their broker returns.
          await(retryMillis + ThreadLocalRandom.current().nextLong(retryMillis / 2 + 1));
          retryMillis = Math.min(LAST_RETRY_MILLIS, retryMillis * 2);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(long millis) throws InterruptedException {
    boolean woken = wakes.tryAcquire(millis, TimeUnit.MILLISECONDS);
    LOG.trace("connection '{}' looks again, woken {}", id(), woken);
  }

  private boolean connect() {
    try {
      MqttAsyncClient now = client;
      if (now == null) {
        now =
            new MqttAsyncClient(settings.tappedUri(), settings.clientId(), new MemoryPersistence());
        now.setManualAcks(true);
        now.setCallback(new Callback());
        client = now;
      }
      long session = ledger.begin();
      now.connect(
              MqttOptions.withSession(
                  settings, RECEIVE_MAXIMUM, publish -> delivery.take(session, publish)))
          .waitForCompletion(MqttOptions.CONNECT_TIMEOUT.toMillis() + 1_000);
      return now.isConnected();
    } catch (MqttException failed) {
      tell(ConnectProblem.of(settings, settings.clientId(), failed));
    } catch (IOException failed) {
      tell(String.valueOf(failed.getMessage()));
    }
    return false;
  }

  private void tell(String text) {
    if (!text.equals(problem)) {
      LOG.warn("connection '{}': {}", id(), text);
    }
    problem = text;
  }

  private final class Callback extends ConnectionCallback {
    /** Subscribes again every time: a broker that lost the session says nothing about it. */
    @Override
    public void connectComplete(boolean reconnect, String serverUri) {
      connects.increment();
      problem = "";
      LOG.info("connection '{}' is up to {}", id(), settings.url());
      subscriptions.forget();
      bringSubscriptionsUpToDate();
    }

    @Override
    void down(String reason) {
      tell("The connection broke: " + reason + ". Trying again.");
      wake();
    }

    /** Of QoS 2, which is subscribed to nowhere here: the others are taken on their way in. */
    @Override
    public void messageArrived(String topic, MqttMessage message) {
      LOG.warn("a message of QoS {} on {} was not asked for", message.getQos(), topic);
    }
  }

  private void wake() {
    wakes.release();
  }

  @Override
  public void stopTaking() {
    delivery.stop();
  }

  @Override
  public void close(Duration patience) {
    delivery.stop();
    closed = true;
    wake();
    try {
      acknowledger.close(patience.dividedBy(2));
      if (connector.isAlive()) {
        connector.interrupt();
        connector.join(patience.dividedBy(4).toMillis() + 1);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    leave(patience.dividedBy(4));
  }

  private void leave(Duration patience) {
    MqttAsyncClient now = client;
    if (now == null) {
      return;
    }
    try {
      if (now.isConnected()) {
        now.disconnectForcibly(0, patience.toMillis() + 1, true);
      }
      now.close(true);
    } catch (MqttException e) {
      LOG.debug("connection '{}' was left in disorder: {}", id(), e.getMessage());
    }
  }
}
