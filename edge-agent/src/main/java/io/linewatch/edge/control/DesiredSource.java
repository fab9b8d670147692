package io.linewatch.edge.control;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where desired states come from. Used by the control thread alone. */
public interface DesiredSource extends AutoCloseable {

  /**
   * One record for this gateway.
   *
   * @param value null for a tombstone
   */
  record DesiredRecord(byte @Nullable [] value) {}

  /**
   * New records in their order. The first answer holds all that stood there when it connected, so
   * that the newest can be applied at once. Empty when nothing is new or the source is away.
   */
  List<DesiredRecord> poll(Duration atMost) throws InterruptedException;

  /** What keeps it from being read; empty when it is read. */
  String problem();

  @Override
  void close();
}
