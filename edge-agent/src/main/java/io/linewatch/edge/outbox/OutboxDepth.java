package io.linewatch.edge.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the broker.
 *
 * @param bytes what the rows count against the size bound
 * @param oldest when the oldest waiting row was handed over; null when nothing waits
 */
public record OutboxDepth(
    long statements, long series, long status, long bytes, @Nullable Instant oldest) {
  public static final OutboxDepth EMPTY = new OutboxDepth(0, 0, 0, 0, null);

  public long rows() {
    return statements + series + status;
  }
}
