package io.linewatch.edge.pipeline;

/**
 * Detectors that run beside the lanes and state their findings themselves, such as those of camera
 * stations.
 */
@FunctionalInterface
public interface Beside {

  /** Takes the snapshot while nothing moves. */
  @FunctionalInterface
  interface Use {
    void take(LaneSnapshot snapshot) throws InterruptedException;
  }

  /**
   * Runs {@code use} once, while none of these detectors decides: a finding and a snapshot must not
   * overtake each other. Must not report a condition from within.
   */
  void standstill(Use use) throws InterruptedException;
}
