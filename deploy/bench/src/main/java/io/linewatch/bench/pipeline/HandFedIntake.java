package io.linewatch.bench.pipeline;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Intake;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A connection without a broker. The feeding thread stands for the client's callback thread. */
final class HandFedIntake implements Intake {
  private final AtomicLong finished = new AtomicLong();
  private final InboundMessage.Receipt counted = finished::incrementAndGet;
  private volatile @Nullable Handler handler;

  void take(String topic, byte[] payload, Instant arrival, int qos) throws InterruptedException {
    Handler taker = handler;
    if (taker == null) {
      throw new IllegalStateException("the pipeline has not been started");
    }
    InboundMessage.Receipt receipt = qos == 0 ? InboundMessage.Receipt.NONE : counted;
    taker.onMessage(new InboundMessage(id(), topic, payload, arrival, receipt));
  }

  /** QoS 1 messages that were acknowledged. */
  long finished() {
    return finished.get();
  }

  @Override
  public String id() {
    return "made";
  }

  @Override
  public boolean serves(SourceMapping source) {
    return true;
  }

  @Override
  public void start(Handler taker) {
    handler = taker;
  }

  @Override
  public void subscribe(List<String> topicFilters) {}

  @Override
  public boolean connected() {
    return true;
  }

  @Override
  public String problem() {
    return "";
  }

  @Override
  public void stopTaking() {}

  @Override
  public void close(Duration patience) {}
}
