package io.linewatch.edge.quality;

import java.util.Arrays;

/**
 * How many readings in a row are, bit by bit, those of an earlier stretch: a recording played again
 * in place of a sensor. A real signal has noise and does not repeat itself; one that hardly changes
 * says nothing, so only stretches with enough different values count.
 *
 * <p>Keeps the last {@value #KEPT} values (8 KiB) and where each group of {@value #GROUP} of them
 * was last seen (4 KiB). One step a reading, whatever the length of the loop, up to {@value #KEPT}
 * readings.
 */
final class ReplayedLoop implements SignalMeasure {
  static final int KEPT = 1_024;
  static final int GROUP = 8;
  private static final int LEAST_CHANGES = 6;
  private static final int MASK = KEPT - 1;

  private final double[] values = new double[KEPT];
  private final int[] seenAt = new int[KEPT];
  private int count;
  private int lag;
  private int run;

  ReplayedLoop() {
    Arrays.fill(seenAt, -1);
  }

  @Override
  public double take(SignalReading reading) {
    if (!reading.usable()) {
      return NOTHING;
    }
    double value = reading.value();
    int at = count++;
    values[at & MASK] = value;
    if (count == Integer.MAX_VALUE) {
      forget();
      return 0;
    }
    if (lag > 0 && values[(at - lag) & MASK] == value) {
      run++;
    } else {
      lag = 0;
      run = 0;
      look(at);
    }
    remember(at);
    return run;
  }

  private void forget() {
    Arrays.fill(seenAt, -1);
    count = 0;
    lag = 0;
    run = 0;
  }

  /** Whether the last group of values was seen before. */
  private void look(int at) {
    if (at < 2 * GROUP) {
      return;
    }
    int before = seenAt[hash(at) & MASK];
    int back = at - before;
    if (before < GROUP || back >= KEPT - GROUP || changes(at) < LEAST_CHANGES) {
      return;
    }
    for (int i = 0; i < GROUP; i++) {
      if (values[(at - i) & MASK] != values[(before - i) & MASK]) {
        return;
      }
    }
    lag = back;
    run = GROUP;
  }

  private void remember(int at) {
    if (at >= GROUP) {
      seenAt[hash(at) & MASK] = at;
    }
  }

  private int changes(int at) {
    int changes = 0;
    for (int i = 1; i < GROUP; i++) {
      changes += values[(at - i) & MASK] == values[(at - i + 1) & MASK] ? 0 : 1;
    }
    return changes;
  }

  private int hash(int at) {
    long hash = 0;
    for (int i = 0; i < GROUP; i++) {
      hash = hash * 0x9E37_79B9_7F4A_7C15L + Double.doubleToRawLongBits(values[(at - i) & MASK]);
    }
    return (int) (hash ^ (hash >>> 29) ^ (hash >>> 47));
  }
}
