package io.linewatch.domain.series;

import io.linewatch.domain.bytes.StrictUtf8;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Reads a block's body, trusting nothing. */
final class BodyReader {
  private final byte[] bytes;
  private int at;

  BodyReader(byte[] bytes) {
    this.bytes = bytes;
  }

  void require(long count, String what) {
    if (count > bytes.length - at) {
      throw new MalformedBlock("series block: it ends within its " + what + ", at byte " + at);
    }
  }

  int octet() {
    require(1, "values");
    return bytes[at++] & 0xFF;
  }

  int unsigned(String what, int most) {
    long value = varint(what);
    if (value < 0 || value > most) {
      throw new MalformedBlock(
          "series block: %s is %s, more than %d"
              .formatted(what, Long.toUnsignedString(value), most));
    }
    return (int) value;
  }

  long signed(String what) {
    long value = varint(what);
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint(String what) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      require(1, what);
      byte octet = bytes[at++];
      // The tenth byte holds one bit; anything more would be lost silently.
      if (shift == 63 && (octet & 0xFE) != 0) {
        break;
      }
      value |= (octet & 0x7FL) << shift;
      if (octet >= 0) {
        return value;
      }
    }
    throw new MalformedBlock("series block: a number of its " + what + " has more than 64 bits");
  }

  String text(String what) {
    int length = unsigned(what + " length", SeriesCodec.MAX_TEXT_BYTES);
    require(length, what);
    try {
      String text = StrictUtf8.text(bytes, at, length);
      at += length;
      return text;
    } catch (CharacterCodingException notUtf8) {
      throw new MalformedBlock("series block: its " + what + " is not UTF-8", notUtf8);
    }
  }

  @Nullable String optionalText(String what) {
    return unsigned(what + " mark", 1) == 0 ? null : text(what);
  }

  void end() {
    if (at != bytes.length) {
      throw new MalformedBlock(
          "series block: " + (bytes.length - at) + " bytes follow after its end");
    }
  }
}
