package io.linewatch.central.historian;

import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.FileMetaData;
import dev.hardwood.metadata.RowGroup;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Walks over the pages of a Parquet file with plain columns by their headers, ahead of the library
 * that decodes them: it trusts the sizes they state, makes room for as much, comes to no end where
 * a page goes on behind its column or has no values, hands what is packed by Snappy to native code
 * that writes as much as the packed bytes say, and decodes some pages of every column at once.
 */
final class ParquetPages {
  private static final int MAX_PAGE_BYTES = 64 << 20;
  private static final int MAX_PAGE_VALUES = 16 << 20;
  private static final int MAX_HEADER_BYTES = 256 << 10;

  /** A value takes as much when it is unpacked, however small the page says it is. */
  private static final int VALUE_BYTES = 8;

  /** The library decodes some pages of each column ahead. */
  private static final int PAGES_AHEAD = 6;

  private final FileChannel file;

  // Of the column that is looked at.
  private long largestPage;
  private long dictionary;

  private ParquetPages(FileChannel file) {
    this.file = file;
  }

  /**
   * @param mostBytes that may be decoded at once
   * @throws RefusedExport when a page or column reaches beyond its place, or is too large, or a row
   *     group takes too much memory
   */
  static void check(Path path, FileMetaData metadata, long mostBytes)
      throws IOException, RefusedExport {
    try (FileChannel file = FileChannel.open(path)) {
      ParquetPages pages = new ParquetPages(file);
      long rows = 0;
      for (RowGroup group : metadata.rowGroups()) {
        rows += group.numRows();
        long atOnce = 0;
        for (ColumnChunk chunk : group.columns()) {
          long values =
              pages.check(
                  chunk.chunkStartOffset(),
                  chunk.metaData().totalCompressedSize(),
                  chunk.metaData().codec() == CompressionCodec.SNAPPY);
          if (values != group.numRows() || values != chunk.metaData().numValues()) {
            throw damaged("a column has more or fewer values than there are rows");
          }
          atOnce += pages.dictionary + PAGES_AHEAD * pages.largestPage;
        }
        if (atOnce > mostBytes) {
          throw new RefusedExport(
              "to read a row group of the Parquet file takes %d MiB at once, and there are %d: write"
                      .formatted(atOnce >> 20, mostBytes >> 20)
                  + " it with smaller pages (128 KiB) or fewer columns, or give the import more"
                  + " memory: LINEWATCH_OPTS=-Xmx4g");
        }
      }
      if (rows != metadata.numRows()) {
        throw damaged("it has more or fewer rows than it states");
      }
    }
  }

  /**
   * @return values of the column, also those that are none
   */
  private long check(long from, long length, boolean snappy) throws IOException, RefusedExport {
    if (from < 0 || length < 0 || length > file.size() || from > file.size() - length) {
      throw damaged("a column lies beyond its end");
    }
    largestPage = 0;
    dictionary = 0;
    long values = 0;
    long at = from;
    long end = from + length;
    while (at < end) {
      ByteBuffer header = read(at, (int) Math.min(MAX_HEADER_BYTES, end - at));
      ParquetPageHeader read = ParquetPageHeader.read(header);
      if (read == null) {
        throw damaged("a page has no header");
      }
      if (read.size() < 0 || read.unpacked() < 0 || read.size() > end - at - header.position()) {
        throw damaged("a page reaches beyond its column");
      }
      if (read.unpacked() > MAX_PAGE_BYTES || read.values() > MAX_PAGE_VALUES) {
        throw new RefusedExport(
            "a page of the Parquet file has more than 64 MiB or 16 million values: write it with"
                + " smaller pages");
      }
      if (read.isData() && read.values() < 1) {
        throw damaged("a page has no values");
      }
      if (snappy && read.isPacked()) {
        checkSnappy(
            at + header.position() + read.levels(),
            read.size() - read.levels(),
            read.unpacked() - read.levels());
      }
      long decoded = Math.max(read.unpacked(), VALUE_BYTES * Math.max(0, read.values()));
      if (read.isData()) {
        largestPage = Math.max(largestPage, decoded);
        values += read.values();
      } else {
        dictionary += decoded;
      }
      at += header.position() + read.size();
    }
    return values;
  }

  private void checkSnappy(long at, long packed, long unpacked) throws IOException, RefusedExport {
    if (packed > MAX_PAGE_BYTES || !SnappyBlock.isWhole(read(at, (int) packed), unpacked)) {
      throw damaged("a page cannot be unpacked");
    }
  }

  /** Bytes from a place on; fewer where the file ends. */
  private ByteBuffer read(long at, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(most);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, at + bytes.position()) < 0) {
        break;
      }
    }
    return bytes.flip();
  }

  private static RefusedExport damaged(String how) {
    return new RefusedExport(
        "the Parquet file cannot be read, it is damaged: " + how + "; export it again");
  }
}
