package io.linewatch.central.historian;

import dev.hardwood.HardwoodContext;
import dev.hardwood.InputFile;
import dev.hardwood.metadata.ColumnChunk;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnSchema;
import io.linewatch.domain.config.Excerpt;
import io.linewatch.model.csv.CsvDialect;
import io.linewatch.model.csv.CsvGuess;
import io.linewatch.model.csv.UnreadableCsv;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A Parquet file with plain columns as a table: the one place that knows the library. */
final class ParquetExport implements ExportTable {
  // Held, because a logger that nobody holds forgets its level.
  private static final Logger LOG = Logger.getLogger("dev.hardwood");

  /** The library decodes a column of a row group in pages; a lie about sizes ends here. */
  private static final long MAX_CHUNK_BYTES = 1L << 30;

  /** Of the memory there is, this part may be taken by what is decoded. */
  private static final int MEMORY_SHARE = 2;

  private static final int MAX_TEXT = 64 * 1024;
  private static final int MAX_REASON = 200;

  /**
   * What is unpacked without native code, or with code that can be kept within its bounds. The
   * library calls a decoder of Zstandard that the zstd-jni of Kafka does not have yet, and LZ4's in
   * a way that does not say how much room there is.
   */
  private static final Set<CompressionCodec> READABLE =
      EnumSet.of(CompressionCodec.UNCOMPRESSED, CompressionCodec.SNAPPY, CompressionCodec.GZIP);

  static {
    // It tells on every start which instructions of the processor it does without.
    LOG.setLevel(Level.WARNING);
    // A native library of the system, where there is one; it dies of a damaged file.
    System.setProperty("hardwood.uselibdeflate", "false");
  }

  private final HardwoodContext threads;
  private final ParquetFileReader file;
  private final RowReader rows;
  private final List<CsvGuess.Column> columns;
  private final long total;
  private long row;

  private ParquetExport(
      HardwoodContext threads, ParquetFileReader file, List<CsvGuess.Column> columns) {
    this.threads = threads;
    this.file = file;
    this.columns = columns;
    this.total = file.getFileMetaData().numRows();
    this.rows = file.rowReader();
  }

  static ParquetExport open(Path path) throws IOException, RefusedExport {
    HardwoodContext threads = HardwoodContext.create(1);
    try {
      ParquetFileReader file = ParquetFileReader.open(InputFile.of(path), threads);
      try {
        List<CsvGuess.Column> columns = check(path, file);
        ParquetPages.check(
            path, file.getFileMetaData(), Runtime.getRuntime().maxMemory() / MEMORY_SHARE);
        return new ParquetExport(threads, file, columns);
      } catch (IOException | RefusedExport | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (RefusedExport e) {
      threads.close();
      throw e;
    } catch (IOException | RuntimeException e) {
      threads.close();
      throw unreadable(e);
    }
  }

  private static List<CsvGuess.Column> check(Path path, ParquetFileReader file)
      throws RefusedExport {
    List<ColumnSchema> schema = file.getFileSchema().getColumns();
    if (!file.getFileSchema().isFlatSchema()) {
      throw new RefusedExport(
          "the Parquet file has columns within columns: export it as plain columns");
    }
    if (schema.size() < 2 || schema.size() > CsvDialect.MAX_COLUMNS) {
      throw new RefusedExport(
          "the Parquet file has %d columns; 2 to %d can be read"
              .formatted(schema.size(), CsvDialect.MAX_COLUMNS));
    }
    for (RowGroup group : file.getFileMetaData().rowGroups()) {
      for (ColumnChunk chunk : group.columns()) {
        if (!READABLE.contains(chunk.metaData().codec())) {
          throw new RefusedExport(
              "the Parquet file is compressed by %s: write it with Snappy, gzip or none, such as by"
                      .formatted(chunk.metaData().codec())
                  + " duckdb -c \"copy (from 'a.parquet') to 'b.parquet' (compression snappy)\"");
        }
        if (chunk.metaData().totalUncompressedSize() > MAX_CHUNK_BYTES) {
          throw new RefusedExport(
              "a column of a row group of the Parquet file is larger than 1 GiB:"
                  + " write it with smaller row groups");
        }
      }
    }
    try {
      return CsvDialect.columns(
          String.valueOf(path.getFileName()), schema.stream().map(ColumnSchema::name).toList());
    } catch (UnreadableCsv e) {
      throw new RefusedExport(String.valueOf(e.getMessage()));
    }
  }

  private static RefusedExport unreadable(Exception e) {
    return new RefusedExport(
        "the Parquet file cannot be read, it is damaged or of a kind that is not known: "
            + Excerpt.of(String.valueOf(e.getMessage()), MAX_REASON));
  }

  @Override
  public List<CsvGuess.Column> columns() {
    return columns;
  }

  @Override
  public boolean next() throws RefusedExport {
    try {
      if (!rows.hasNext()) {
        return false;
      }
      if (row == total) {
        throw new RefusedExport("the Parquet file is damaged: it has more rows than it states");
      }
      rows.next();
      row++;
      return true;
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  @Override
  public long line() {
    return row;
  }

  @Override
  public int width() {
    return columns.size();
  }

  @Override
  public String text(int column) {
    Object value = value(column);
    String text =
        switch (value) {
          case null -> "";
          case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
          default -> value.toString();
        };
    return text.substring(0, Math.min(MAX_TEXT, text.length())).strip();
  }

  @Override
  public double number(int column) {
    double number =
        switch (value(column)) {
          case Number some -> some.doubleValue();
          case Boolean truth -> truth ? 1 : 0;
          case String text -> CsvDialect.number(text, false);
          case null, default -> Double.NaN;
        };
    return Double.isFinite(number) ? number : Double.NaN;
  }

  private @Nullable Object value(int column) {
    try {
      return rows.isNull(column) ? null : rows.getValue(column);
    } catch (RuntimeException e) {
      return null; // a value that does not fit its type, such as a time beyond all calendars
    }
  }

  @Override
  public double share() {
    return total == 0 ? 1 : Math.min(1, (double) row / total);
  }

  @Override
  public void close() throws IOException {
    try (threads;
        file) {
      rows.close();
    }
  }
}
