package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.SavedDetector;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the pipeline puts what must survive: the {@link Outbox}, or a test's own. */
public interface DurableOutput {
  String epoch();

  /** Read once, at start. */
  Map<DetectorId, SavedDetector> savedDetectors();

  /** The last sign of life of the run before; null when there was none, or nobody knows. */
  default @Nullable Instant aliveUntil() {
    return null;
  }

  /** Blocks at the bound. Batches reach the centre in the order in which they were submitted. */
  void submit(OutboxBatch batch) throws InterruptedException;

  static DurableOutput of(Outbox outbox) {
    return new DurableOutput() {
      @Override
      public String epoch() {
        return outbox.epoch();
      }

      @Override
      public Map<DetectorId, SavedDetector> savedDetectors() {
        return outbox.savedDetectors();
      }

      @Override
      public @Nullable Instant aliveUntil() {
        return outbox.aliveUntil();
      }

      @Override
      public void submit(OutboxBatch batch) throws InterruptedException {
        outbox.submit(batch);
      }
    };
  }
}
