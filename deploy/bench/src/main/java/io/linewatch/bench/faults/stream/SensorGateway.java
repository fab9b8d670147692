package io.linewatch.bench.faults.stream;

import io.linewatch.bench.faults.stream.RecordedStream.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.jspecify.annotations.Nullable;

/**
 * Sends a recorded stream as a buffering sensor gateway does: in order, at QoS 1; what the broker
 * has not acknowledged, or acknowledged with "nobody subscribes to it", is sent again, and nothing
 * newer before it. After a broker that forgets has died it can be told to go back.
 *
 * <p>The thread {@code sensors} owns connection and position; any thread asks and tells.
 */
public final class SensorGateway implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long PAUSE_MILLIS = 50;
  private static final int MAX_BATCH = 200;
  private static final int NOT_ASKED = -1;

  private final String broker;
  private final RecordedStream stream;
  private final Instant base;
  private final double speed;
  private final Thread thread;
  private final AtomicInteger goBackTo = new AtomicInteger(NOT_ASKED);
  private volatile long startedNanos;
  private volatile int position;
  private final AtomicLong sent = new AtomicLong();
  private volatile boolean stopping;
  private volatile @Nullable String failure;
  private @Nullable MqttAsyncClient client;

  /** Whether the broker took nothing since the connection was made: then one at a time. */
  private boolean careful = true;

  /**
   * @param base what the stream's times count from
   * @param speed stream seconds a second
   */
  public SensorGateway(String broker, RecordedStream stream, Instant base, double speed) {
    this.broker = broker;
    this.stream = stream;
    this.base = base;
    this.speed = speed;
    this.thread = Thread.ofPlatform().name("sensors").unstarted(this::run);
  }

  public void start() {
    startedNanos = System.nanoTime();
    thread.start();
  }

  /** The stream's time that is due now, in microseconds since its start. */
  public long dueMicros() {
    return (long) ((System.nanoTime() - startedNanos) / 1e3 * speed);
  }

  /** Index of the first message that the broker has not acknowledged. */
  public int position() {
    return position;
  }

  /** Everything was sent and acknowledged. */
  public boolean done() {
    return position >= stream.messages().size() && goBackTo.get() == NOT_ASKED;
  }

  /** Messages that the broker acknowledged, repeats and all. */
  public long sent() {
    return sent.get();
  }

  /**
   * Sends everything from this time on again: what the broker acknowledged and forgot when it died.
   */
  public void goBack(long offsetMicros) {
    int index = stream.indexAt(Math.max(0, offsetMicros));
    goBackTo.accumulateAndGet(index, (was, to) -> was == NOT_ASKED ? to : Math.min(was, to));
  }

  /** Why it stopped; null while it runs. */
  public @Nullable String failure() {
    return failure;
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        int back = goBackTo.getAndSet(NOT_ASKED);
        if (back != NOT_ASKED) {
          position = Math.min(position, back);
        }
        if (!sendDue()) {
          TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      failure = "the sensor gateway stopped: " + defect;
    } finally {
      leave();
    }
  }

  /** One batch. False when nothing was due, or nothing got through. */
  private boolean sendDue() throws InterruptedException {
    int from = position;
    int to = Math.min(stream.indexAt(dueMicros() + 1), from + (careful ? 1 : MAX_BATCH));
    if (to <= from) {
      return false;
    }
    try {
      MqttAsyncClient now = connected();
      List<IMqttToken> tokens = new ArrayList<>(to - from);
      for (Message message : stream.messages().subList(from, to)) {
        byte[] payload = message.payload(base).getBytes(StandardCharsets.UTF_8);
        tokens.add(now.publish(message.topic(), payload, 1, false));
      }
      int taken = taken(tokens);
      careful = taken < tokens.size();
      sent.addAndGet(taken);
      position = from + taken;
      return taken > 0;
    } catch (MqttException away) {
      leave();
      return false;
    }
  }

  /** How many from the first on reached somebody. */
  private static int taken(List<IMqttToken> tokens) throws MqttException {
    int taken = 0;
    for (IMqttToken token : tokens) {
      token.waitForCompletion(TIMEOUT.toMillis());
      int[] codes = token.getReasonCodes();
      boolean heard =
          codes == null
              || codes.length == 0
              || codes[0] != MqttReturnCode.RETURN_CODE_NO_MATCHING_SUBSCRIBERS;
      if (!heard) {
        // The ones behind it were perhaps taken; they come again, and repeats do no harm.
        return taken;
      }
      taken++;
    }
    return taken;
  }

  private MqttAsyncClient connected() throws MqttException {
    MqttAsyncClient now = client;
    if (now != null && now.isConnected()) {
      return now;
    }
    leave();
    now = new MqttAsyncClient(broker, "sensor-gateway", new MemoryPersistence());
    client = now;
    careful = true;
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setCleanStart(true);
    options.setKeepAliveInterval(10);
    options.setConnectionTimeout((int) TIMEOUT.toSeconds());
    now.connect(options).waitForCompletion(TIMEOUT.toMillis());
    return now;
  }

  private void leave() {
    MqttAsyncClient now = client;
    client = null;
    careful = true;
    if (now != null) {
      try {
        now.disconnectForcibly(0, 100, false);
        now.close(true);
      } catch (MqttException e) {
        // The broker went first; there is nothing left to close then.
      }
    }
  }
}
