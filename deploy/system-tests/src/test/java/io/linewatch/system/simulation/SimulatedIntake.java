package io.linewatch.system.simulation;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Intake;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection that hands over one message and waits until it is finished, or the gateway dies. */
final class SimulatedIntake implements Intake {
  private static final long PATIENCE_SECONDS = 20;

  private @Nullable Handler handler;

  /** Whether the gateway acknowledged the message. */
  boolean deliver(String topic, byte[] payload, Instant now, CompletableFuture<Boolean> death) {
    CompletableFuture<Boolean> finished = new CompletableFuture<>();
    Handler taking = handler;
    if (taking == null) {
      throw new IllegalStateException("the intake was not started");
    }
    try {
      taking.onMessage(
          new InboundMessage(id(), topic, payload, now, () -> finished.complete(true)));
      CompletableFuture.anyOf(finished, death).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return !death.isDone();
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a message was never finished", e);
    }
  }

  @Override
  public String id() {
    return "line";
  }

  @Override
  public boolean serves(SourceMapping source) {
    return true;
  }

  @Override
  public void start(Handler taking) {
    handler = taking;
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
