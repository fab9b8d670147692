package io.linewatch.edge.outbox;

import java.io.IOException;
import java.util.List;

/** The verdicts of parts in an outbox, and how far the line was told of them. Any thread. */
public final class SafeVerdicts {
  private final Outbox outbox;
  private final OutboxWriter writer;

  SafeVerdicts(Outbox outbox, OutboxWriter writer) {
    this.outbox = outbox;
    this.writer = writer;
  }

  /**
   * The first that were not told, in one transaction with what was.
   *
   * @param told all up to this number were told
   */
  public List<StoredVerdict> untold(long told, int most) throws IOException, InterruptedException {
    return outbox.call(() -> {
      writer.verdicts().told(told);
      return writer.verdicts().untold(most);
    });
  }

  /** A station's last verdicts, the newest first. */
  public List<StoredVerdict> newest(String station, int most)
      throws IOException, InterruptedException {
    return outbox.call(() -> writer.verdicts().newest(station, most));
  }
}
