package io.linewatch.bench.latency;

import io.linewatch.bench.latency.Latency.Pace;
import io.linewatch.edge.intake.MqttOptions;
import io.linewatch.edge.intake.MqttSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;

/** Pumps that publish at QoS 1; one after the other crosses its limit, or returns. One thread. */
final class SensorLine implements AutoCloseable {
  static final int PUMPS = 50;
  static final double LIMIT = 4.5;
  private static final long TIMEOUT_MS = 30_000;
  private static final long TICK_NANOS = 1_000_000;

  private final MqttAsyncClient client;
  private final boolean[] beyond = new boolean[PUMPS];
  private int nextCrossing;
  private int nextNormal;

  SensorLine(URI mqtt) throws Exception {
    client =
        new MqttAsyncClient(
            "tcp://" + mqtt.getHost() + ":" + mqtt.getPort(),
            "bench-sensors",
            new MemoryPersistence());
    client
        .connect(MqttOptions.withoutSession(MqttSettings.plain("bench", "sensors", mqtt, 1)))
        .waitForCompletion(TIMEOUT_MS);
  }

  static String pump(int number) {
    return String.format(Locale.ROOT, "pump-%02d", number);
  }

  /** The next pump crosses its limit, or comes back. */
  void cross(Crossings crossings) throws MqttException {
    int pump = nextCrossing;
    nextCrossing = (nextCrossing + 1) % PUMPS;
    beyond[pump] = !beyond[pump];
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    crossings.published(now);
    publish(pump, now, beyond[pump] ? 6 : 2, true);
  }

  /** Keeps to the pace; what a late tick missed is made up for. */
  void run(Pace pace, Duration time, Crossings crossings) throws MqttException {
    long began = System.nanoTime();
    long crossed = 0;
    long normal = 0;
    for (long elapsed = 0; elapsed < time.toNanos(); elapsed = System.nanoTime() - began) {
      double seconds = elapsed / 1e9;
      for (; crossed < seconds * pace.crossings(); crossed++) {
        cross(crossings);
      }
      for (; normal < seconds * (pace.readings() - pace.crossings()); normal++) {
        nextNormal = (nextNormal + 1) % PUMPS;
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        publish(nextNormal, now, beyond[nextNormal] ? 6 : 2, false);
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
  }

  private void publish(int pump, Instant now, double value, boolean marked) throws MqttException {
    String json =
        String.format(
            Locale.ROOT, "{\"time\":\"%s\",\"value\":%s,\"marked\":%s}", now, value, marked);
    MqttMessage message = new MqttMessage(json.getBytes(StandardCharsets.UTF_8));
    message.setQos(1);
    var _ = client.publish("factory/line-1/" + pump(pump) + "/vibration", message);
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 1_000, false);
    client.close();
  }
}
