package io.linewatch.model.stream;

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

  /** What came before no longer counts as what came last. */
  void interrupt() {
    historyLength = 0;
  }

  int contexts() {
    return followers.size();
  }

  long forgotten() {
    return forgotten;
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
