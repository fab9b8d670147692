package io.linewatch.edge.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks all lanes for their channels' newest readings. Any thread. */
final class PointWatch {
  /** A lane that is held up, such as by a full disk, does not hold up who looks. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long LOOK_MILLIS = 10;

  private final List<PointTap> taps;

  PointWatch(List<PointTap> taps) {
    this.taps = List.copyOf(taps);
  }

  /**
   * Waits for the lanes for at most a second; of a lane that does not answer in time stands there
   * what it told before, as the arrival of each reading shows.
   */
  List<PointReading> read() throws InterruptedException {
    long asked = System.nanoTime();
    List<PointReading> all = new ArrayList<>();
    for (PointTap tap : taps) {
      PointTap.Told told = tap.ask();
      while (!PointTap.isFresh(told) && System.nanoTime() - asked < PATIENCE_NANOS) {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        told = tap.ask();
      }
      all.addAll(told.readings());
    }
    return all;
  }
}
