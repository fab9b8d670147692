package io.linewatch.model.fit;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Values of one channel as they came. */
final class ChannelSamples {
  static final int MAX = 20_000_000;
  private static final int FIRST_ROOM = 1_024;

  private long[] times = new long[FIRST_ROOM];
  private double[] values = new double[FIRST_ROOM];
  private int size;

  /** False when there is no room for more. */
  boolean add(long timeMicros, double value) {
    if (size == MAX) {
      return false;
    }
    if (size == times.length) {
      int room = Math.min(MAX, 2 * size);
      times = Arrays.copyOf(times, room);
      values = Arrays.copyOf(values, room);
    }
    times[size] = timeMicros;
    values[size] = value;
    size++;
    return true;
  }

  int size() {
    return size;
  }

  long time(int i) {
    return times[i];
  }

  double value(int i) {
    return values[i];
  }

  /** In order of time; of two at one time the first stays. */
  ChannelSamples sorted() {
    boolean rising = IntStream.range(1, size).allMatch(i -> times[i] > times[i - 1]);
    if (rising) {
      return this;
    }
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted((a, b) -> Long.compare(times[a], times[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    ChannelSamples sorted = new ChannelSamples();
    for (int i : order) {
      if (sorted.size == 0 || times[i] > sorted.times[sorted.size - 1]) {
        sorted.add(times[i], values[i]);
      }
    }
    return sorted;
  }

  long[] times() {
    return Arrays.copyOf(times, size);
  }
}
