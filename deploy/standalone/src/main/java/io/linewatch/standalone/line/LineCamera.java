package io.linewatch.standalone.line;

import io.linewatch.standalone.part.PartPictures;
import io.linewatch.standalone.part.StampedPart;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/**
 * The camera behind the press: a JPEG of each part, one every two seconds, with the part's id. The
 * thread {@code line-camera} renders and sends.
 */
public final class LineCamera implements AutoCloseable {
  /** Of its pictures. */
  public static final StampedPart PART = new StampedPart(320, 240);

  private static final Duration STEP = Duration.ofSeconds(2);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final MqttAsyncClient client;
  private final String topic;
  private final long seed;
  private final InstantSource clock;
  private final Thread thread;
  private volatile DefectiveParts defective = DefectiveParts.NONE;
  private volatile boolean stopping;
  private volatile @Nullable String failure;

  public LineCamera(String broker, String topic, long seed, InstantSource clock)
      throws MqttException {
    this.client = new MqttAsyncClient(broker, "press-line-camera", new MemoryPersistence());
    this.topic = topic;
    this.seed = seed;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("line-camera").unstarted(this::run);
  }

  public void start() throws MqttException {
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setAutomaticReconnect(true);
    options.setCleanStart(true);
    client.connect(options).waitForCompletion(CONNECT_TIMEOUT.toMillis());
    thread.start();
  }

  /** Takes hold with the next part. Any thread. */
  public void setDefective(DefectiveParts next) {
    defective = next;
  }

  /** Why the camera stopped sending; null while it runs. */
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
    try {
      while (!stopping) {
        Thread.sleep(STEP);
        show(clock.instant());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = "the camera stopped: " + e;
    }
  }

  private void show(Instant time) {
    // Parts of an earlier start have other numbers.
    long number = time.toEpochMilli() / STEP.toMillis();
    MqttProperties said = new MqttProperties();
    said.setUserProperties(
        List.of(
            new UserProperty("part", "PL-" + number), new UserProperty("time", time.toString())));
    byte[] picture = PartPictures.jpeg(PART.picture(seed ^ number, defective.at(time)));
    try {
      client.publish(topic, new MqttMessage(picture, 1, false, said));
    } catch (MqttException e) {
      // A camera does not stop while the broker is away; what it sees meanwhile is lost.
      if (client.isConnected()) {
        failure = "publish: " + e.getMessage();
      }
    }
  }
}
