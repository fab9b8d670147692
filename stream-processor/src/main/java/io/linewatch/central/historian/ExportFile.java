package io.linewatch.central.historian;

import io.linewatch.central.historian.ImportOptions.Layout;
import io.linewatch.model.csv.CsvDialect;
import io.linewatch.model.csv.UnreadableCsv;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An export and how it is read, as told or found out from its first rows.
 *
 * @param dialect null for Parquet
 * @param zone of times without an offset; null where all have one
 */
record ExportFile(
    Path path,
    @Nullable CsvDialect dialect,
    ExportLayout layout,
    TimeReading timeReading,
    @Nullable ZoneId zone,
    RepeatedHour repeatedHour,
    QualityWords qualityWords) {
  private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int SAMPLE_ROWS = 1_000;

  /**
   * Looks at a file.
   *
   * @throws RefusedExport when it cannot be read, or not without being told more
   */
  static ExportFile of(Path path, ImportOptions options) throws RefusedExport {
    try {
      CsvDialect dialect = isParquet(path) ? null : dialect(path, options);
      try (ExportTable table = open(path, dialect)) {
        return of(path, dialect, table, options);
      }
    } catch (IOException e) {
      throw new RefusedExport(path + " cannot be read: " + e.getMessage());
    }
  }

  private static ExportFile of(
      Path path, @Nullable CsvDialect dialect, ExportTable table, ImportOptions options)
      throws RefusedExport {
    if (!table.next()) {
      throw new RefusedExport(path.getFileName() + " has no rows: export it again");
    }
    ExportLayout layout = ExportLayout.of(table, options);
    List<String> times = new ArrayList<>();
    List<String> qualities = new ArrayList<>();
    int quality = layout.values().stream().mapToInt(one -> one.qualityColumn()).max().orElse(-1);
    do {
      times.add(layout.timeText(table));
      if (quality >= 0) {
        qualities.add(table.text(quality));
      }
    } while (times.size() < SAMPLE_ROWS && table.next());
    String timeName = layout.timeName(table);
    String given = options.timeFormat();
    TimeReading reading =
        given == null ? TimeReading.guess(timeName, times) : TimeReading.of(given);
    String zone = options.zone();
    if (zone == null && ExportTimes.needZone(reading, times)) {
      throw new RefusedExport(
          ("times such as '%s' in column '%s' do not say of which time zone they are: name it with"
                  + " --zone, such as --zone Asia/Shanghai")
              .formatted(times.getFirst(), timeName));
    }
    QualityWords.Codes codes = codes(options.qualityCodes());
    if (codes == null && quality >= 0) {
      codes = QualityWords.guess(table.columns().get(quality).header(), qualities);
    }
    return new ExportFile(
        path,
        dialect,
        layout,
        reading,
        zone == null ? null : ExportTimes.zone(zone),
        options.repeatedHour(),
        new QualityWords(codes, options.badMarkers()));
  }

  private static QualityWords.@Nullable Codes codes(@Nullable String given) throws RefusedExport {
    if (given == null) {
      return null;
    }
    return switch (given) {
      case "opc-da" -> QualityWords.Codes.OPC_DA;
      case "opc-ua" -> QualityWords.Codes.OPC_UA;
      default ->
          throw new RefusedExport("--quality-codes '" + given + "': valid are opc-da and opc-ua");
    };
  }

  private static boolean isParquet(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
    }
  }

  private static CsvDialect dialect(Path path, ImportOptions options)
      throws IOException, RefusedExport {
    try {
      return CsvDialect.of(path, new CsvDialect.Known(options.encoding(), options.decimalComma()));
    } catch (UnreadableCsv e) {
      throw new RefusedExport(String.valueOf(e.getMessage()));
    }
  }

  private static ExportTable open(Path path, @Nullable CsvDialect dialect)
      throws IOException, RefusedExport {
    return dialect == null ? ParquetExport.open(path) : CsvExport.open(path, dialect);
  }

  /** The table from its beginning. */
  ExportTable open() throws RefusedExport {
    try {
      return open(path, dialect);
    } catch (IOException e) {
      throw new RefusedExport(path + " cannot be read: " + e.getMessage());
    }
  }

  /** Times as this file writes them, from the beginning. */
  ExportTimes times() {
    return new ExportTimes(timeReading, zone, repeatedHour);
  }

  /** How it is read, in one line for people. */
  String readAs() {
    CsvDialect known = dialect;
    String form =
        known == null
            ? "Parquet"
            : "CSV in %s, separator %s, decimal %s"
                .formatted(
                    known.charset(),
                    known.separator() == '\t' ? "tab" : "'" + known.separator() + "'",
                    known.decimalComma() ? "comma" : "point");
    String shape =
        layout.layout() == Layout.LONG
            ? "a tag and a value in each row"
            : layout.values().size() + " columns of values";
    return form + ", " + shape + ", " + times();
  }
}
