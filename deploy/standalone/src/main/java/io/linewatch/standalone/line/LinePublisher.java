package io.linewatch.standalone.line;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sends the simulated line's sensors to the broker in real time: one message a channel and second
 * on {@code factory/press-line/ASSET/CHANNEL}. The thread {@code line} owns the simulation.
 */
public final class LinePublisher extends LineDevice {
  private static final Duration STEP = Duration.ofSeconds(1);

  private final LineSimulation simulation;
  private final InstantSource clock;
  private final AtomicReference<@Nullable Fault> fault = new AtomicReference<>();

  /** The line's own thread only. */
  private Instant next = Instant.MIN;

  public LinePublisher(String broker, long seed, InstantSource clock) throws MqttException {
    super("the simulated line", broker, "press-line-sensors", "line");
    this.simulation = new LineSimulation(seed);
    this.clock = clock;
  }

  /** Takes hold with the next values; null mends the machine. Any thread. */
  public void setFault(@Nullable Fault changed) {
    fault.set(changed);
  }

  @Override
  void step() throws InterruptedException {
    if (next.isBefore(clock.instant().minusSeconds(30))) {
      // It begins, or the machine slept: it goes on now rather than hurrying through the past.
      next = clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(STEP);
    }
    Duration wait = Duration.between(clock.instant(), next);
    if (wait.isPositive()) {
      Thread.sleep(wait);
    }
    simulation.setFault(fault.get());
    publish(next, simulation.step(next));
    next = next.plus(STEP);
  }

  private void publish(Instant time, List<Sample> samples) {
    for (Sample sample : samples) {
      String json =
          String.format(Locale.ROOT, "{\"time\":\"%s\",\"value\":%.4f}", time, sample.value());
      MqttMessage message = new MqttMessage(json.getBytes(StandardCharsets.UTF_8));
      message.setQos(1);
      publish("factory/press-line/" + sample.machine().asset() + "/" + sample.channel(), message);
    }
  }
}
