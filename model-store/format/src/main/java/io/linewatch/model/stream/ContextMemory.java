package io.linewatch.model.stream;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which levels have followed which contexts. A context is what came last: nothing, the last level,
 * the last two, up to a longest one. Bounded: the context unused for longest is forgotten.
 */
final class ContextMemory {
  /** Bits of a context's key that one level takes. */
  private static final int LEVEL_BITS = 6;

  static final int LONGEST = 9;

  private final int longest;
  private final int most;
  private final Map<Long, Long> followers = new LinkedHashMap<>(64, 0.75f, true);

  /** The last levels, the newest in the lowest bits. */
  private long history;

  private int historyLength;
  private long forgotten;
  private boolean unseen;

  /**
   * @param longest context in levels, up to {@value #LONGEST}
   * @param most contexts that are remembered
   */
  ContextMemory(int longest, int most) {
    this.longest = longest;
    this.most = most;
  }

  /**
   * Learns that a level came.
   *
   * @param level 0 to 63
   * @return share of the contexts known before in which it had never come
   */
  double observe(int level) {
    long bit = 1L << level;
    int known = 0;
    int surprised = 0;
    for (int length = 0; length <= historyLength; length++) {
      long key = key(length);
      Long seen = followers.get(key);
      if (length == 0) {
        unseen = seen == null || (seen & bit) == 0;
      }
      if (seen != null) {
        known++;
        surprised += (seen & bit) == 0 ? 1 : 0;
      }
      remember(key, seen == null ? bit : seen | bit);
    }
    history = (history << LEVEL_BITS) | level;
    historyLength = Math.min(longest, historyLength + 1);
    return known == 0 ? 0 : (double) surprised / known;
  }

  /** Whether the last level had never come before, whatever came before it. */
  boolean unseen() {
    return unseen;
  }

  /** What came before no longer counts as what came last. */
  void interrupt() {
    historyLength = 0;
  }

  /** Knows nothing any more; what was forgotten for want of room stays counted. */
  void clear() {
    followers.clear();
    history = 0;
    historyLength = 0;
  }

  int contexts() {
    return followers.size();
  }

  long forgotten() {
    return forgotten;
  }

  /** All it knows, the contexts in the order in which they would be forgotten. */
  void write(DataOutput out) throws IOException {
    out.writeLong(history);
    out.writeInt(historyLength);
    out.writeLong(forgotten);
    out.writeInt(followers.size());
    for (Map.Entry<Long, Long> entry : followers.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue());
    }
  }

  /**
   * @throws IOException when it is not what {@link #write} wrote under these bounds
   */
  void read(DataInput in) throws IOException {
    history = in.readLong();
    historyLength = in.readInt();
    forgotten = in.readLong();
    int count = in.readInt();
    if (historyLength < 0 || historyLength > longest || count < 0 || count > most) {
      throw new IOException("a memory of " + count + " contexts, " + historyLength + " long");
    }
    for (int i = 0; i < count; i++) {
      long key = in.readLong();
      followers.put(key, in.readLong());
    }
  }

  /** The last levels, and above them a one that tells contexts of different lengths apart. */
  private long key(int length) {
    long marker = 1L << (length * LEVEL_BITS);
    return marker | (history & (marker - 1));
  }

  private void remember(long key, long levelsSeen) {
    followers.put(key, levelsSeen);
    if (followers.size() > most) {
      followers.remove(followers.keySet().iterator().next());
      forgotten++;
    }
  }
}
