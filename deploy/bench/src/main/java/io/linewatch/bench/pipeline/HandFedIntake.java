package io.linewatch.bench.pipeline;

import io.linewatch.edge.intake.InboundMessage;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The feeding thread stands for the client's callback thread. */
final class HandFedIntake extends BrokerlessIntake {
  private final AtomicLong finished = new AtomicLong();
  private final InboundMessage.Receipt counted = finished::incrementAndGet;

  void take(String topic, byte[] payload, Instant arrival, int qos) throws InterruptedException {
    InboundMessage.Receipt receipt = qos == 0 ? InboundMessage.Receipt.NONE : counted;
    handler().onMessage(new InboundMessage(id(), topic, payload, arrival, receipt));
  }

  /** QoS 1 messages that were acknowledged. */
  long finished() {
    return finished.get();
  }
}
