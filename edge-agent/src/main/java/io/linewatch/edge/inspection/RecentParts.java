package io.linewatch.edge.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linewatch.model.format.Digest;

/**
 * Which pictures the last parts were judged by: after a restart or a broken connection the broker
 * sends again what was not acknowledged. In memory of a fixed size: what lives for some thousand
 * pictures and then goes is what the collector is worst at. A station's worker.
 */
final class RecentParts {
  static final int REMEMBERED = 2_000;

  private static final int DIGITS = Long.BYTES * 2;
  private static final int HEX = 16;

  private final long[] pairs = new long[2 * REMEMBERED];
  private long added;

  /**
   * @param picture its digest
   */
  boolean judged(String part, String picture) {
    Pair pair = Pair.of(part, picture);
    int known = (int) Math.min(added, REMEMBERED);
    for (int i = 0; i < known; i++) {
      if (pairs[2 * i] == pair.high && pairs[2 * i + 1] == pair.low) {
        return true;
      }
    }
    return false;
  }

  void add(String part, String picture) {
    Pair pair = Pair.of(part, picture);
    int at = (int) (added % REMEMBERED);
    pairs[2 * at] = pair.high;
    pairs[2 * at + 1] = pair.low;
    added++;
  }

  /**
   * Half of a SHA-256 over both. A frozen camera shows the same picture of every part, so that the
   * part alone must tell them apart, and Java's own hash takes "Aa" for "BB".
   */
  private record Pair(long high, long low) {
    static Pair of(String part, String picture) {
      String digest = Digest.of((picture + '\n' + part).getBytes(UTF_8));
      int end = digest.length();
      return new Pair(
          number(digest, end - 2 * DIGITS, end - DIGITS), number(digest, end - DIGITS, end));
    }

    private static long number(String digest, int from, int to) {
      return Long.parseUnsignedLong(digest, from, to, HEX);
    }
  }
}
