package io.linewatch.central.historian;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is needed of a page's header (parquet.thrift of Apache Parquet, PageHeader).
 *
 * @param unpacked bytes of the page when unpacked
 * @param size bytes of the page as it is
 * @param values as the page states; −1 where it does not
 * @param isData whether it holds the column's values, not a dictionary of them
 * @param levels bytes in front that are never packed
 * @param isPacked whether the column's compression is used
 */
record ParquetPageHeader(
    long unpacked, long size, long values, boolean isData, long levels, boolean isPacked) {
  private static final int KIND = 1;
  private static final int UNPACKED_SIZE = 2;
  private static final int SIZE = 3;
  private static final int DATA_HEADER = 5;
  private static final int DICTIONARY_HEADER = 7;
  private static final int DATA_HEADER_2 = 8;

  /** Fields of the header of the second form of data page. */
  private static final int DEFINITION_BYTES = 5;

  private static final int REPETITION_BYTES = 6;
  private static final int IS_COMPRESSED = 7;

  /** Which header each kind of page must have, and no other: kinds 0, 2 and 3. */
  private static final int[] HEADER_OF_KIND = {DATA_HEADER, -1, DICTIONARY_HEADER, DATA_HEADER_2};

  /**
   * Reads a header from its beginning; the bytes stand behind it then.
   *
   * @return null when it is none, or contradicts itself
   */
  static @Nullable ParquetPageHeader read(ByteBuffer bytes) {
    try {
      ThriftSkipper thrift = new ThriftSkipper(bytes);
      long kind = -1;
      long unpacked = -1;
      long size = -1;
      int header = -1;
      Set<Integer> seen = new HashSet<>();
      long[] numbers = {};
      for (int type = thrift.field(); type != 0; type = thrift.field()) {
        if (!seen.add(thrift.id())) {
          return null;
        }
        switch (thrift.id()) {
          case KIND -> kind = thrift.number(type);
          case UNPACKED_SIZE -> unpacked = thrift.number(type);
          case SIZE -> size = thrift.number(type);
          case DATA_HEADER, DICTIONARY_HEADER, DATA_HEADER_2 -> {
            if (header >= 0) {
              return null;
            }
            header = thrift.id();
            numbers = thrift.numbersOf(type, IS_COMPRESSED, -1);
          }
          default -> thrift.skip(type);
        }
      }
      boolean fits = kind >= 0 && kind < HEADER_OF_KIND.length && header >= 0;
      return fits && HEADER_OF_KIND[(int) kind] == header
          ? of(header, unpacked, size, numbers)
          : null;
    } catch (IllegalArgumentException | ArithmeticException | BufferUnderflowException e) {
      return null;
    }
  }

  private static @Nullable ParquetPageHeader of(
      int header, long unpacked, long size, long[] numbers) {
    boolean second = header == DATA_HEADER_2;
    long levels = second ? Math.addExact(numbers[DEFINITION_BYTES], numbers[REPETITION_BYTES]) : 0;
    boolean inside =
        levels >= 0
            && levels <= Math.min(size, unpacked)
            && (!second || Math.min(numbers[DEFINITION_BYTES], numbers[REPETITION_BYTES]) >= 0);
    return inside
        ? new ParquetPageHeader(
            unpacked,
            size,
            numbers[1],
            header != DICTIONARY_HEADER,
            levels,
            !second || numbers[IS_COMPRESSED] != 0)
        : null;
  }
}
