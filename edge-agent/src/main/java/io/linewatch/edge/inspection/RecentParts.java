package io.linewatch.edge.inspection;

/**
 * Which pictures the last parts were judged by: after a restart or a broken connection the broker
 * sends again what was not acknowledged. In memory of a fixed size: what lives for some thousand
 * pictures and then goes is what the collector is worst at. A station's worker.
 */
final class RecentParts {
  static final int REMEMBERED = 2_000;

  private static final int HEX_DIGITS = 16;
  private static final int HEX = 16;

  private final int[] parts = new int[REMEMBERED];
  private final long[] pictures = new long[REMEMBERED];
  private long added;

  /**
   * @param picture its digest, in hexadecimal digits at the end
   */
  boolean judged(String part, String picture) {
    int named = part.hashCode();
    long shown = number(picture);
    for (int i = 0; i < Math.min(added, REMEMBERED); i++) {
      if (pictures[i] == shown && parts[i] == named) {
        return true;
      }
    }
    return false;
  }

  void add(String part, String picture) {
    int at = (int) (added % REMEMBERED);
    parts[at] = part.hashCode();
    pictures[at] = number(picture);
    added++;
  }

  /** 64 bits of a SHA-256, and 32 of the part beside them, are as good as all. */
  private static long number(String digest) {
    return Long.parseUnsignedLong(digest, digest.length() - HEX_DIGITS, digest.length(), HEX);
  }
}
