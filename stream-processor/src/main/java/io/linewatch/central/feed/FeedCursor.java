package io.linewatch.central.feed;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a reader of the alerts stands: for every partition the first offset it has not seen.
 * Offsets are the same for every console instance, so a client may resume at any of them. Text form
 * {@code 0:17,3:4}; a partition that is not named stands at 0.
 */
public record FeedCursor(SortedMap<Integer, Long> next) {
  private static final int MAX_TEXT = 32_768;

  public FeedCursor {
    next = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(next));
  }

  public static FeedCursor of(Map<Integer, Long> next) {
    return new FeedCursor(new TreeMap<>(next));
  }

  /**
   * @throws IllegalArgumentException when the text has another form
   */
  public static FeedCursor parse(String text) {
    if (text.length() > MAX_TEXT) {
      throw new IllegalArgumentException("cursor too long");
    }
    TreeMap<Integer, Long> next = new TreeMap<>();
    for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int colon = part.indexOf(':');
      if (colon < 0) {
        throw new IllegalArgumentException("cursor '" + text + "' must be PARTITION:OFFSET,…");
      }
      int partition = Integer.parseInt(part.substring(0, colon));
      long offset = Long.parseLong(part.substring(colon + 1));
      if (partition < 0 || offset < 0 || next.put(partition, offset) != null) {
        throw new IllegalArgumentException("cursor '" + text + "' names no possible place");
      }
    }
    return new FeedCursor(next);
  }

  public long at(int partition) {
    return next.getOrDefault(partition, 0L);
  }

  public FeedCursor after(int partition, long offset) {
    TreeMap<Integer, Long> moved = new TreeMap<>(next);
    moved.merge(partition, offset + 1, Math::max);
    return new FeedCursor(moved);
  }

  /** The later of the two in every partition. */
  public FeedCursor latest(Map<Integer, Long> other) {
    TreeMap<Integer, Long> merged = new TreeMap<>(next);
    other.forEach((partition, offset) -> merged.merge(partition, offset, Math::max));
    return new FeedCursor(merged);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    next.forEach((partition, offset) ->
        text.append(text.isEmpty() ? "" : ",").append(partition).append(':').append(offset));
    return text.toString();
  }
}
