package io.linewatch.edge.pipeline;

import io.linewatch.edge.intake.InboundMessage.Receipt;
import io.linewatch.edge.signal.DecodedMessage;
import java.time.Instant;

/** What a lane is asked to do, in order. */
sealed interface LaneTask {
  /**
   * @param assetHash of the asset's path: says which lane and which share of it
   * @param receipt finished when all that the message changed is safe
   */
  record Measured(DecodedMessage message, int assetHash, Instant arrival, Receipt receipt)
      implements LaneTask {}

  /** Something else on the lane's own thread, after all before it has been handed to the outbox. */
  record Control(Step step) implements LaneTask {
    @FunctionalInterface
    interface Step {
      void run() throws InterruptedException;
    }
  }
}
