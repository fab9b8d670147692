package io.linewatch.central.historian;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Whether bytes are a whole Snappy block (format_description.txt of Google Snappy): walks over its
 * elements without unpacking them. The native decoder writes outside of its memory for a damaged
 * one.
 */
final class SnappyBlock {
  private static final int TAG_BITS = 2;
  private static final int LITERAL = 0;
  private static final int COPY_1 = 1;
  private static final int COPY_2 = 2;

  /** A literal of up to this length has it in the tag; a longer one in one to four bytes behind. */
  private static final int SHORT_LITERAL = 60;

  private SnappyBlock() {}

  /**
   * @param unpacked length it must have when unpacked
   */
  static boolean isWhole(ByteBuffer block, long unpacked) {
    try {
      return varint(block) == unpacked && elements(block, unpacked);
    } catch (BufferUnderflowException e) {
      return false;
    }
  }

  private static boolean elements(ByteBuffer block, long unpacked) {
    long produced = 0;
    while (block.hasRemaining()) {
      int tag = block.get() & 0xFF;
      int form = tag & 3;
      long length;
      if (form == LITERAL) {
        int inTag = tag >>> TAG_BITS;
        length = 1 + (inTag < SHORT_LITERAL ? inTag : number(block, inTag - SHORT_LITERAL + 1));
        if (length > block.remaining()) {
          return false;
        }
        block.position(block.position() + (int) length);
      } else {
        length = form == COPY_1 ? 4 + ((tag >>> 2) & 7) : 1 + (tag >>> TAG_BITS);
        long offset =
            switch (form) {
              case COPY_1 -> ((tag >>> 5) << 8) | number(block, 1);
              case COPY_2 -> number(block, 2);
              default -> number(block, 4);
            };
        if (offset < 1 || offset > produced) {
          return false;
        }
      }
      produced += length;
      if (produced > unpacked) {
        return false;
      }
    }
    return produced == unpacked;
  }

  /** Unsigned, the low byte first. */
  private static long number(ByteBuffer block, int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (block.get() & 0xFFL) << (8 * i);
    }
    return number;
  }

  private static long varint(ByteBuffer block) {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte octet = block.get();
      value |= (octet & 0x7FL) << shift;
      if (octet >= 0) {
        return value;
      }
    }
    return -1;
  }
}
