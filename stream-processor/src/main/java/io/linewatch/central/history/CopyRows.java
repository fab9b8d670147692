package io.linewatch.central.history;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary form of COPY: what PostgreSQL stores needs no parsing there. The Java type of
 * a value must be the one of its column: String text, Long bigint, Integer integer, Short smallint,
 * Double double precision, Boolean boolean, OffsetDateTime timestamptz, byte[] bytea, {@link
 * JsonText} jsonb. One thread.
 */
final class CopyRows {
  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  private static final int NULL_LENGTH = -1;
  private static final byte JSONB_VERSION = 1;

  /** 2000-01-01T00:00Z in seconds since 1970; PostgreSQL counts from there. */
  private static final long POSTGRES_EPOCH_SECOND = 946_684_800;

  private byte[] bytes = new byte[1 << 16];
  private int length;

  /** The header of a COPY; what was here before is forgotten. */
  void begin() {
    length = 0;
    raw(SIGNATURE);
    int32(0); // flags
    int32(0); // no header extension
  }

  /**
   * @throws ArithmeticException for a time beyond all that PostgreSQL can name
   */
  void row(List<@Nullable Object> values) {
    int16(values.size());
    for (Object value : values) {
      field(value);
    }
  }

  void end() {
    int16(-1);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Room for the next rows, once the bytes until now have been sent. */
  void drain() {
    length = 0;
  }

  private void field(@Nullable Object value) {
    switch (value) {
      case null -> int32(NULL_LENGTH);
      case String text -> sized(text.getBytes(StandardCharsets.UTF_8));
      case JsonText json -> {
        int32(1 + json.utf8().length);
        int8(JSONB_VERSION);
        raw(json.utf8());
      }
      case byte[] raw -> sized(raw);
      case Boolean truth -> {
        int32(1);
        int8(truth ? 1 : 0);
      }
      case Short number -> {
        int32(Short.BYTES);
        int16(number);
      }
      case Integer number -> {
        int32(Integer.BYTES);
        int32(number);
      }
      case Long number -> int64Field(number);
      case Double number -> int64Field(Double.doubleToRawLongBits(number));
      case OffsetDateTime time -> int64Field(micros(time));
      default -> throw new IllegalArgumentException(value.getClass() + " has no column");
    }
  }

  /** Rounded to the nearest microsecond, as PostgreSQL does. */
  private static long micros(OffsetDateTime time) {
    long seconds = Math.subtractExact(time.toEpochSecond(), POSTGRES_EPOCH_SECOND);
    return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), (time.getNano() + 500) / 1000);
  }

  private void sized(byte[] field) {
    int32(field.length);
    raw(field);
  }

  private void int64Field(long number) {
    int32(Long.BYTES);
    int32((int) (number >>> 32));
    int32((int) number);
  }

  private void int32(int number) {
    int16(number >>> 16);
    int16(number);
  }

  private void int16(int number) {
    int8(number >>> 8);
    int8(number);
  }

  private void int8(int number) {
    room(1);
    bytes[length++] = (byte) number;
  }

  private void raw(byte[] from) {
    room(from.length);
    System.arraycopy(from, 0, bytes, length, from.length);
    length += from.length;
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }
}
