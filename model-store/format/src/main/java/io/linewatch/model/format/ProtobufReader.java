package io.linewatch.model.format;

import java.nio.charset.StandardCharsets;

/**
 * Walks the fields of one protobuf message, strictly: what is cut off, nested wrongly, or written
 * in a form no ONNX writer uses is refused. Reads in place; makes no copies of nested messages.
 */
final class ProtobufReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH = 2;
  static final int FIXED32 = 5;

  private final byte[] bytes;
  private int position;
  private final int end;
  private int field;
  private int wireType;
  private long number;
  private int start;
  private int length;

  ProtobufReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtobufReader(byte[] bytes, int position, int end) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
  }

  /** Moves to the next field; false at the end of the message. */
  boolean next() throws ModelRefused {
    if (position == end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    if (tag < 0 || tag >>> 3 == 0 || tag >>> 3 > 536_870_911L) {
      throw malformed("a field number is out of range");
    }
    switch (wireType) {
      case VARINT -> number = varint();
      case FIXED64 -> skip(8);
      case FIXED32 -> skip(4);
      case LENGTH -> {
        long size = varint();
        if (size < 0 || size > end - position) {
          throw malformed("a part is longer than the whole");
        }
        start = position;
        length = (int) size;
        position += length;
      }
      default -> throw malformed("unknown wire type " + wireType);
    }
    return true;
  }

  int field() {
    return field;
  }

  long number() throws ModelRefused {
    require(VARINT);
    return number;
  }

  ProtobufReader message() throws ModelRefused {
    require(LENGTH);
    return new ProtobufReader(bytes, start, start + length);
  }

  String text() throws ModelRefused {
    require(LENGTH);
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }

  private void require(int expected) throws ModelRefused {
    if (wireType != expected) {
      throw malformed("field " + field + " has wire type " + wireType);
    }
  }

  private void skip(int count) throws ModelRefused {
    if (end - position < count) {
      throw malformed("it is cut off");
    }
    position += count;
  }

  private long varint() throws ModelRefused {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position >= end) {
        throw malformed("it is cut off");
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("a number is too long");
  }

  private static ModelRefused malformed(String what) {
    return new ModelRefused("the graph is not a whole ONNX file: " + what);
  }
}
