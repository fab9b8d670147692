package io.linewatch.domain.series;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Grows a block's body: varints, zigzag, texts. */
final class BodyWriter {
  private byte[] bytes;
  private int length;

  BodyWriter(int expected) {
    bytes = new byte[expected];
  }

  void octet(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(64, 2 * length));
    }
    bytes[length++] = (byte) value;
  }

  /** The 64 bits as an unsigned number. */
  void unsigned(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      octet((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    octet((int) rest);
  }

  void signed(long value) {
    unsigned((value << 1) ^ (value >> 63));
  }

  void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > SeriesCodec.MAX_TEXT_BYTES) {
      throw new IllegalArgumentException("a text of " + utf8.length + " bytes is too long");
    }
    unsigned(utf8.length);
    for (byte octet : utf8) {
      octet(octet);
    }
  }

  void optionalText(@Nullable String text) {
    unsigned(text == null ? 0 : 1);
    if (text != null) {
      text(text);
    }
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }
}
