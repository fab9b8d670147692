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
 * a page goes on behind its column or has no values, and hands what is packed by Snappy to native
 * code that writes as much as the packed bytes say.
 */
final class ParquetPages {
  private static final int MAX_PAGE_BYTES = 64 << 20;
  private static final int MAX_PAGE_VALUES = 16 << 20;
  private static final int MAX_HEADER_BYTES = 256 << 10;

  private final FileChannel file;

  private ParquetPages(FileChannel file) {
    this.file = file;
  }

  /**
   * @throws RefusedExport when a page or column reaches beyond its place, or is too large
   */
  static void check(Path path, FileMetaData metadata) throws IOException, RefusedExport {
    try (FileChannel file = FileChannel.open(path)) {
      ParquetPages pages = new ParquetPages(file);
      long rows = 0;
      for (RowGroup group : metadata.rowGroups()) {
        rows += group.numRows();
        for (ColumnChunk chunk : group.columns()) {
          long values =
              pages.check(
                  chunk.chunkStartOffset(),
                  chunk.metaData().totalCompressedSize(),
                  chunk.metaData().codec() == CompressionCodec.SNAPPY);
          if (values != group.numRows() || values != chunk.metaData().numValues()) {
            throw damaged("a column has more or fewer values than there are rows");
          }
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
      values += read.isData() ? read.values() : 0;
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
