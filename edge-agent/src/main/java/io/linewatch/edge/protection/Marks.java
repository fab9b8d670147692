package io.linewatch.edge.protection;

import java.time.Duration;

/**
 * The marks, from the configuration.
 *
 * @param hold how long cores or memory must be beyond a mark before it counts, the machine's cores
 *     ten times as long; disk and outbox count at once
 */
public record Marks(
    Pair processCpuPercent,
    Pair machineCpuPercent,
    Pair heapPercent,
    Pair processMemoryPercent,
    Pair diskFreeMegabytes,
    Pair outboxPercent,
    Duration hold) {

  /**
   * @param raise where protection begins
   * @param clear where it is over
   */
  public record Pair(double raise, double clear) {}
}
