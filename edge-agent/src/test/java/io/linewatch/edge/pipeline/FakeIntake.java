package io.linewatch.edge.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.signal.DeviceSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A connection whose messages the test makes; counts what was acknowledged. */
final class FakeIntake implements Intake {
  final AtomicInteger acknowledged = new AtomicInteger();
  volatile List<String> filters = List.of();
  volatile boolean up = true;
  volatile String refusal = "";
  private @Nullable Handler handler;

  void message(String topic, String payload, Instant arrival) throws InterruptedException {
    message(topic, payload.getBytes(UTF_8), arrival);
  }

  void messageAtQosZero(String topic, String payload, Instant arrival) throws InterruptedException {
    message(topic, payload.getBytes(UTF_8), arrival, InboundMessage.Receipt.NONE);
  }

  void message(String topic, byte[] payload, Instant arrival) throws InterruptedException {
    message(topic, payload, arrival, acknowledged::incrementAndGet);
  }

  void block(String topic, byte[] payload, Map<String, String> properties, Instant arrival)
      throws InterruptedException {
    Handler taker = handler;
    if (taker == null) {
      throw new IllegalStateException("not started");
    }
    taker.onMessage(
        new InboundMessage(
            id(), topic, payload, properties, arrival, acknowledged::incrementAndGet));
  }

  void samples(DeviceSamples samples) throws InterruptedException {
    Handler taker = handler;
    if (taker == null) {
      throw new IllegalStateException("not started");
    }
    taker.onSamples(samples);
  }

  private void message(
      String topic, byte[] payload, Instant arrival, InboundMessage.Receipt receipt)
      throws InterruptedException {
    Handler taker = handler;
    if (taker == null) {
      throw new IllegalStateException("not started");
    }
    taker.onMessage(new InboundMessage(id(), topic, payload, arrival, receipt));
  }

  @Override
  public String id() {
    return "line";
  }

  @Override
  public boolean serves(SourceMapping source) {
    return !source.id().equals("unserved");
  }

  @Override
  public void start(Handler taker) {
    handler = taker;
  }

  @Override
  public void subscribe(List<String> topicFilters) {
    filters = topicFilters;
  }

  @Override
  public boolean connected() {
    return up;
  }

  @Override
  public String problem() {
    return up ? refusal : "Nobody listens there.";
  }

  volatile Map<String, String> silent = Map.of();

  @Override
  public Map<String, String> stale() {
    return silent;
  }

  @Override
  public void stopTaking() {}

  @Override
  public void close(Duration patience) {}
}
