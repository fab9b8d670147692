package io.linewatch.edge.intake;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.sparkplug.HostMessages;
import io.linewatch.edge.sparkplug.HostSession;
import io.linewatch.edge.sparkplug.SparkplugTopic;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection as a Sparkplug host application. What the specification wants of its session stands
 * in {@link HostConnection}; what it makes of messages, in {@link HostSession}.
 *
 * <p>Threads: Paho's callback thread brings messages into the session; {@code sparkplug-ID}
 * connects, looks at the session's timers and publishes what it asks for. {@link GuardedSession} is
 * where they meet.
 */
public final class SparkplugIntake implements Intake {
  private static final Logger LOG = LoggerFactory.getLogger(SparkplugIntake.class);
  private static final long TURN_MILLIS = 100;
  private static final long FIRST_RETRY_MILLIS = 500;
  private static final long LAST_RETRY_MILLIS = 8_000;

  /**
   * @param hostId unique among the host applications of the broker
   * @param groups Sparkplug groups to listen to; empty for all
   * @param reorderTimeout how long a missing sequence number is waited for
   */
  public record Host(String hostId, List<String> groups, Duration reorderTimeout) {
    public Host {
      groups = List.copyOf(groups);
    }
  }

  private final MqttSettings settings;
  private final Host host;
  private final InstantSource clock;
  private final HostConnection connection;
  private final Thread worker;
  private final Semaphore wakes = new Semaphore(0);
  private final SparkplugMeters meters;

  private final GuardedSession session;
  private volatile String problem = "it has not connected yet";
  private volatile boolean taking = true;
  private volatile boolean closed;
  private volatile boolean calledOffline;

  public SparkplugIntake(
      MqttSettings settings, Host host, MeterRegistry metrics, InstantSource clock) {
    this.settings = settings;
    this.host = host;
    this.clock = clock;
    String id = settings.id();
    connection = new HostConnection(settings, host, new Callback());
    session = new GuardedSession(id, host.reorderTimeout(), wakes::release);
    worker = Thread.ofPlatform().name("sparkplug-" + id).daemon().unstarted(this::run);
    meters = new SparkplugMeters(id, metrics, this::connected);
  }

  @Override
  public String id() {
    return settings.id();
  }

  @Override
  public boolean serves(SourceMapping source) {
    return source.ofSparkplug() && settings.names(source);
  }

  @Override
  public void start(Handler taker) {
    session.deliverTo(taker);
    worker.start();
  }

  /** The namespace is listened to as a whole: births must be known before anybody wants them. */
  @Override
  public void subscribe(List<String> topicFilters) {}

  @Override
  public boolean connected() {
    return connection.connected();
  }

  @Override
  public String problem() {
    return connected() ? "" : problem;
  }

  @Override
  public Map<String, String> stale() {
    return session.stale();
  }

  private void run() {
    long retryMillis = FIRST_RETRY_MILLIS;
    try {
      while (!closed) {
        if (connected()) {
          retryMillis = FIRST_RETRY_MILLIS;
          turn();
          await(TURN_MILLIS);
        } else if (!connect()) {
          await(retryMillis + ThreadLocalRandom.current().nextLong(retryMillis / 2 + 1));
          retryMillis = Math.min(LAST_RETRY_MILLIS, retryMillis * 2);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void await(long millis) throws InterruptedException {
    if (wakes.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      wakes.drainPermits();
    }
  }

  private boolean connect() {
    try {
      calledOffline = false;
      connection.open(clock.millis());
      meters.connects.increment();
      problem = "";
      LOG.info("connection '{}' is up to {} as host '{}'", id(), settings.url(), host.hostId());
      return true;
    } catch (MqttException failed) {
      tell(ConnectProblem.of(settings, settings.clientId(), failed));
    } catch (IOException failed) {
      tell(String.valueOf(failed.getMessage()));
    }
    connection.drop();
    return false;
  }

  private void tell(String text) {
    if (!text.equals(problem)) {
      LOG.warn("connection '{}': {}", id(), text);
    }
    problem = text;
  }

  /** One look at what time brings, and at what is to be published. */
  private void turn() {
    Instant now = clock.instant();
    List<String> nodes = session.turn(now, meters);
    try {
      if (calledOffline) {
        calledOffline = false;
        connection.publishBirth();
      }
      for (String node : nodes) {
        meters.rebirths.increment();
        connection.publish(
            SparkplugTopic.command(node), HostMessages.rebirthRequest(now.toEpochMilli()));
      }
    } catch (MqttException gone) {
      // Every node is asked again after the next connection, and whoever calls us offline was
      // right.
      LOG.warn("connection '{}' could not publish: {}", id(), gone.getMessage());
    }
  }

  private final class Callback extends ConnectionCallback {
    @Override
    public void connectComplete(boolean reconnect, String serverUri) {}

    @Override
    void down(String reason) {
      tell("The connection broke: " + reason + ". Trying again.");
      session.disconnected(clock.instant());
      wakes.release();
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
      if (!taking) {
        return;
      }
      if (topic.equals(SparkplugTopic.state(host.hostId()))) {
        if (HostMessages.saysOffline(message.getPayload()) && connection.born()) {
          calledOffline = true;
          wakes.release();
        }
        return;
      }
      meters.messages.increment();
      session.take(topic, message.getPayload(), message.isRetained(), clock.instant());
    }
  }

  @Override
  public void stopTaking() {
    taking = false;
  }

  @Override
  public void close(Duration patience) {
    taking = false;
    closed = true;
    wakes.release();
    try {
      if (worker.isAlive() && !worker.join(patience.dividedBy(2))) {
        worker.interrupt();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    connection.leave(clock.millis(), patience.dividedBy(2));
  }
}
