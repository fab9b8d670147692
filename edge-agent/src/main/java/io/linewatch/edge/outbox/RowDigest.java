package io.linewatch.edge.outbox;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * 64 bits over what a row says, to find damage, not forgery: CRC-32 and CRC-32C (Castagnoli) side
 * by side, both computed by the processor. Not thread-safe.
 */
final class RowDigest {
  private static final long NULL = -1;

  private final CRC32 high = new CRC32();
  private final CRC32C low = new CRC32C();
  private final byte[] scratch = new byte[Long.BYTES];

  /**
   * @param table keeps a row of one table from passing for a row of another
   */
  RowDigest(String table) {
    text(table);
  }

  RowDigest number(long number) {
    ByteBuffer.wrap(scratch).putLong(number);
    high.update(scratch);
    low.update(scratch);
    return this;
  }

  RowDigest text(@Nullable String text) {
    return bytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  RowDigest bytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      return number(NULL);
    }
    number(bytes.length);
    high.update(bytes);
    low.update(bytes);
    return this;
  }

  long value() {
    return high.getValue() << 32 | low.getValue();
  }

  /**
   * Spreads a number over all 64 bits; a bijection (finalizer of SplitMix64, Steele et al. 2014).
   */
  static long spread(long number) {
    long mixed = (number ^ number >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
