package io.linewatch.edge.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Where one lane tells of its channels' newest readings, while somebody asks. Asking costs the lane
 * one look at a flag; nobody ever waits for anybody. Any thread asks, the lane's thread tells.
 */
final class PointTap {
  /** How old an answer may be before a new one is made. */
  static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /**
   * @param atNanos when it was told, by {@link System#nanoTime}
   */
  record Told(long atNanos, List<PointReading> readings) {}

  private volatile boolean asked;
  private volatile Told told = new Told(System.nanoTime() - 2 * FRESH_NANOS, List.of());

  /** What the lane told last; asks for more when that is not fresh. */
  Told ask() {
    Told last = told;
    if (!isFresh(last)) {
      asked = true;
    }
    return last;
  }

  static boolean isFresh(Told told) {
    return System.nanoTime() - told.atNanos() < FRESH_NANOS;
  }

  /** Lane thread. */
  void tellIfAsked(LaneAssets assets) {
    if (asked) {
      asked = false;
      List<PointReading> readings = new ArrayList<>();
      assets.tellPoints(readings);
      told = new Told(System.nanoTime(), List.copyOf(readings));
    }
  }
}
