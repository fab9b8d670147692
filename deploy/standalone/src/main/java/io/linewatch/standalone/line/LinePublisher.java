package io.linewatch.standalone.line;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sends the simulated line's sensors to the broker in real time: one message a channel and second
 * on {@code factory/press-line/ASSET/CHANNEL}. The thread {@code line} owns the simulation.
 */
public final class LinePublisher implements AutoCloseable {
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final MqttAsyncClient client;
  private final LineSimulation simulation;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Fault> fault = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile @Nullable String failure;

  public LinePublisher(String broker, long seed, InstantSource clock) throws MqttException {
    this.client = new MqttAsyncClient(broker, "press-line-sensors", new MemoryPersistence());
    this.simulation = new LineSimulation(seed);
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("line").unstarted(this::run);
  }

  public void start() throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(true);
    options.setCleanStart(true);
    client.connect(options).waitForCompletion(CONNECT_TIMEOUT.toMillis());
    thread.start();
  }

  /** Takes hold with the next values; null mends the machine. Any thread. */
  public void setFault(@Nullable Fault next) {
    fault.set(next);
  }

  /** Why the line stopped sending; null while it runs. */
  public @Nullable String failure() {
    return failure;
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
      failure = "disconnect: " + e.getMessage();
    }
  }

  private void run() {
    Instant next = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(STEP);
    try {
      while (!stopping) {
        Duration wait = Duration.between(clock.instant(), next);
        if (wait.isPositive()) {
          Thread.sleep(wait);
        }
        simulation.setFault(fault.get());
        publish(next, simulation.step(next));
        next = next.plus(STEP);
        if (next.isBefore(clock.instant().minusSeconds(30))) {
          // The machine slept: the line goes on now rather than hurrying through the past.
          next = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(STEP);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = "the simulated line stopped: " + e;
    }
  }

  private void publish(Instant time, List<Sample> samples) {
    for (Sample sample : samples) {
      String json =
          String.format(Locale.ROOT, "{\"time\":\"%s\",\"value\":%.4f}", time, sample.value());
      MqttMessage message = new MqttMessage(json.getBytes(StandardCharsets.UTF_8));
      message.setQos(1);
      try {
        client.publish(
            "factory/press-line/" + sample.machine().asset() + "/" + sample.channel(), message);
      } catch (MqttException e) {
        // Sensors do not stop while the broker is away; what they say meanwhile is lost.
        if (client.isConnected()) {
          failure = "publish: " + e.getMessage();
        }
      }
    }
  }
}
