package io.linewatch.central.historian;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads numbers from Thrift's compact protocol and passes over the rest (thrift-compact-protocol.md
 * of Apache Thrift). Throws {@link IllegalArgumentException} or {@link
 * java.nio.BufferUnderflowException} for what is not of it.
 */
final class ThriftSkipper {
  private static final int MAX_DEPTH = 16;
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int BYTE = 3;
  private static final int I16 = 4;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int DOUBLE = 7;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int SET = 10;
  private static final int MAP = 11;
  private static final int STRUCT = 12;
  private static final int LONG_LIST = 15;

  private final ByteBuffer bytes;
  private int id;

  ThriftSkipper(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Type of the next field of a struct; 0 at its end. */
  int field() {
    int head = bytes.get() & 0xFF;
    if (head == 0) {
      return 0;
    }
    int ahead = head >>> 4;
    id = ahead == 0 ? (int) zigzag() : id + ahead;
    return head & 0xF;
  }

  /** Id of the field that was read last. */
  int id() {
    return id;
  }

  /** A number of 32 bits, and no other: a reader that asks for such a one may pass over others. */
  int number(int type) {
    if (type != I32) {
      throw new IllegalArgumentException("type " + type + " is not a number of 32 bits");
    }
    return Math.toIntExact(zigzag());
  }

  /**
   * The first fields of a struct, numbers of 32 bits and truths, by their id; passes over its
   * others.
   *
   * @param absent what stands where the struct has none; a truth counts 1 or 0
   */
  long[] numbersOf(int type, int most, long absent) {
    if (type != STRUCT) {
      throw new IllegalArgumentException("type " + type + " is no struct");
    }
    int outer = id;
    id = 0;
    long[] numbers = new long[most + 1];
    Arrays.fill(numbers, absent);
    for (int field = field(); field != 0; field = field()) {
      boolean asked = id >= 0 && id <= most && field != STRUCT;
      if (asked && numbers[id] != absent) {
        throw new IllegalArgumentException("a field stands there twice");
      } else if (asked) {
        numbers[id] = field == TRUE ? 1 : field == FALSE ? 0 : number(field);
      } else {
        skip(field, 1);
      }
    }
    id = outer;
    return numbers;
  }

  void skip(int type) {
    skip(type, 0);
  }

  private void skip(int type, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("too deep");
    }
    switch (type) {
      case TRUE, FALSE -> {}
      case BYTE -> pass(1);
      case DOUBLE -> pass(Double.BYTES);
      case BINARY -> pass(varint());
      case LIST, SET -> skipList(depth);
      case MAP -> skipMap(depth);
      case STRUCT -> {
        int outer = id;
        id = 0;
        for (int field = field(); field != 0; field = field()) {
          skip(field, depth + 1);
        }
        id = outer;
      }
      case I16, I32, I64 -> zigzag();
      default -> throw new IllegalArgumentException("type " + type + " is not known");
    }
  }

  private void skipList(int depth) {
    int head = bytes.get() & 0xFF;
    long size = head >>> 4 == LONG_LIST ? varint() : head >>> 4;
    skipElements(head & 0xF, size, depth);
  }

  private void skipMap(int depth) {
    long size = varint();
    if (size != 0) {
      int types = bytes.get() & 0xFF;
      for (long i = 0; i < size; i++) {
        skipElements(types >>> 4, 1, depth);
        skipElements(types & 0xF, 1, depth);
      }
    }
  }

  /** In a container a truth takes a byte, so that every element has one at least. */
  private void skipElements(int type, long size, int depth) {
    for (long i = 0; i < size; i++) {
      skip(type == TRUE || type == FALSE ? BYTE : type, depth + 1);
    }
  }

  private void pass(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw new IllegalArgumentException("it ends early");
    }
    bytes.position(bytes.position() + (int) count);
  }

  private long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte octet = bytes.get();
      value |= (octet & 0x7FL) << shift;
      if (octet >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }
}
