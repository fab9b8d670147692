package io.linewatch.edge.quality;

/** How many of the last 64 had something, in percent; one word of memory. */
final class Share {
  private static final int SIZE = Long.SIZE;

  private long last;
  private int count;

  /** Percent of the last 64; not a number before there are that many. */
  double add(boolean had) {
    last = (last << 1) | (had ? 1 : 0);
    count = Math.min(SIZE, count + 1);
    return count < SIZE ? SignalMeasure.NOTHING : 100.0 * Long.bitCount(last) / SIZE;
  }
}
