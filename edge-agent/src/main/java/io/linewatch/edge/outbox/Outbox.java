package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.DetectorId;
import java.util.Map;

/** Everything decided and not yet with the broker, on disk. */
public final class Outbox implements AutoCloseable {
  private final String epoch;
  private final Map<DetectorId, SavedDetector> saved;

  Outbox(String epoch, Map<DetectorId, SavedDetector> saved) {
    this.epoch = epoch;
    this.saved = Map.copyOf(saved);
  }

  /** Random when the database was created; part of every finding's id. */
  public String epoch() {
    return epoch;
  }

  /** What the detectors were doing when the agent last stopped; read once at start. */
  public Map<DetectorId, SavedDetector> savedDetectors() {
    return saved;
  }

  /**
   * Hands a batch over to be written. Blocks when the outbox is full, which holds the broker back.
   */
  public void submit(OutboxBatch batch) throws InterruptedException {
    throw new UnsupportedOperationException("not written yet: " + batch);
  }

  @Override
  public void close() {}
}
