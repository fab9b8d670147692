package io.linewatch.central.historian;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the plainest Parquet there is: one row group, one page a column, PLAIN, uncompressed,
 * required columns; metadata in Thrift's compact protocol (parquet-format 2.9, parquet.thrift).
 */
final class PlainParquet {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int INT64 = 2;
  private static final int DOUBLE = 5;
  private static final int TIMESTAMP_MICROS = 10;
  private static final int UNCOMPRESSED = 0;

  private PlainParquet() {}

  /** A column: its values as they stand in a page. */
  record Column(String name, int type, int convertedType, int count, byte[] page) {
    static Column timestamps(String name, long[] micros) {
      ByteBuffer page = ByteBuffer.allocate(8 * micros.length).order(ByteOrder.LITTLE_ENDIAN);
      for (long one : micros) {
        page.putLong(one);
      }
      return new Column(name, INT64, TIMESTAMP_MICROS, micros.length, page.array());
    }

    static Column doubles(String name, double[] values) {
      ByteBuffer page = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
      for (double one : values) {
        page.putDouble(one);
      }
      return new Column(name, DOUBLE, -1, values.length, page.array());
    }
  }

  static byte[] file(List<Column> columns) {
    return file(columns, UNCOMPRESSED);
  }

  /**
   * @param codec as the footer calls it; the pages are not compressed
   */
  static byte[] file(List<Column> columns, int codec) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(MAGIC);
    List<Integer> offsets = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (Column column : columns) {
      offsets.add(file.size());
      Thrift header = new Thrift();
      header.i32(1, 0).i32(2, column.page().length).i32(3, column.page().length);
      header.begin(5).i32(1, column.count()).i32(2, 0).i32(3, 3).i32(4, 3).end();
      file.writeBytes(header.bytes());
      file.writeBytes(column.page());
      sizes.add(file.size() - offsets.getLast());
    }
    byte[] footer = footer(columns, offsets, sizes, codec);
    file.writeBytes(footer);
    file.writeBytes(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(footer.length).array());
    file.writeBytes(MAGIC);
    return file.toByteArray();
  }

  private static byte[] footer(
      List<Column> columns, List<Integer> offsets, List<Integer> sizes, int codec) {
    int rows = columns.getFirst().count();
    Thrift meta = new Thrift().i32(1, 1).list(2, STRUCT, columns.size() + 1);
    meta.element().text(4, "schema").i32(5, columns.size()).end();
    for (Column column : columns) {
      meta.element().i32(1, column.type()).i32(3, 0).text(4, column.name());
      if (column.convertedType() >= 0) {
        meta.i32(6, column.convertedType());
      }
      meta.end();
    }
    meta.i64(3, rows).list(4, STRUCT, 1).element().list(1, STRUCT, columns.size());
    long total = 0;
    for (int i = 0; i < columns.size(); i++) {
      total += sizes.get(i);
      meta.element().i64(2, offsets.get(i)).begin(3).i32(1, columns.get(i).type());
      meta.list(2, I32, 1).zigzag(0).list(3, BINARY, 1).raw(columns.get(i).name());
      meta.i32(4, codec)
          .i64(5, rows)
          .i64(6, sizes.get(i))
          .i64(7, sizes.get(i))
          .i64(9, offsets.get(i));
      meta.end().end();
    }
    return meta.i64(2, total).i64(3, rows).end().bytes();
  }

  /** Thrift's compact protocol, written from the top down. */
  private static final class Thrift {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> outer = new ArrayList<>();
    private int last;

    private void field(int id, int type) {
      out.write(((id - last) << 4) | type);
      last = id;
    }

    private void varint(long value) {
      long rest = value;
      while ((rest & ~0x7FL) != 0) {
        out.write((int) ((rest & 0x7F) | 0x80));
        rest >>>= 7;
      }
      out.write((int) rest);
    }

    Thrift zigzag(long value) {
      varint((value << 1) ^ (value >> 63));
      return this;
    }

    Thrift i32(int id, int value) {
      field(id, I32);
      return zigzag(value);
    }

    Thrift i64(int id, long value) {
      field(id, I64);
      return zigzag(value);
    }

    Thrift raw(String text) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      varint(utf8.length);
      out.writeBytes(utf8);
      return this;
    }

    Thrift text(int id, String text) {
      field(id, BINARY);
      return raw(text);
    }

    Thrift list(int id, int type, int size) {
      field(id, LIST);
      out.write((size << 4) | type);
      return this;
    }

    Thrift begin(int id) {
      field(id, STRUCT);
      return element();
    }

    Thrift element() {
      outer.add(last);
      last = 0;
      return this;
    }

    Thrift end() {
      out.write(0);
      last = outer.removeLast();
      return this;
    }

    byte[] bytes() {
      out.write(0);
      return out.toByteArray();
    }
  }
}
