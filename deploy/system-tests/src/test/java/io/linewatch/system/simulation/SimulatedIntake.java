package io.linewatch.system.simulation;

import io.linewatch.bench.pipeline.BrokerlessIntake;
import io.linewatch.edge.intake.InboundMessage;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A connection that hands over one message and waits until it is finished, or the gateway dies. */
final class SimulatedIntake extends BrokerlessIntake {
  private static final long PATIENCE_SECONDS = 20;

  /** Whether the gateway acknowledged the message. */
  boolean deliver(String topic, byte[] payload, Instant now, CompletableFuture<Boolean> death) {
    CompletableFuture<Boolean> finished = new CompletableFuture<>();
    try {
      handler()
          .onMessage(new InboundMessage(id(), topic, payload, now, () -> finished.complete(true)));
      CompletableFuture.anyOf(finished, death).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return !death.isDone();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a message was never finished", e);
    }
  }
}
