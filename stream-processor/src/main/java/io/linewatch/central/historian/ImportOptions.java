package io.linewatch.central.historian;

import io.linewatch.domain.plant.AssetPath;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of an export; null and empty are found out.
 *
 * @param layout long has one value a row, wide one channel a column
 * @param timeFormat a form such as {@code day-month-year}, or a pattern such as {@code dd/MM/yy
 *     HH:mm}
 * @param zone of times without an offset
 * @param qualityCodes {@code opc-da} or {@code opc-ua}
 * @param badMarkers more texts that stand in place of a bad value
 * @param asset whose channels bare names are
 * @param map which tag is which channel
 * @param from first instant that is imported, inclusive
 * @param to end of what is imported, exclusive
 * @param gap values further apart than this have a gap between them
 */
public record ImportOptions(
    @Nullable Charset encoding,
    @Nullable Boolean decimalComma,
    @Nullable Layout layout,
    @Nullable String timeColumn,
    @Nullable String tagColumn,
    @Nullable String valueColumn,
    @Nullable String qualityColumn,
    @Nullable String timeFormat,
    @Nullable String zone,
    RepeatedHour repeatedHour,
    @Nullable String qualityCodes,
    List<String> badMarkers,
    @Nullable AssetPath asset,
    @Nullable Path map,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Duration gap) {
  public ImportOptions {
    badMarkers = List.copyOf(badMarkers);
  }

  /** Everything is found out. */
  public static final ImportOptions NONE =
      new ImportOptions(
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          RepeatedHour.REJECT,
          null,
          List.of(),
          null,
          null,
          null,
          null,
          null);

  /** The same, whichever file the mapping stands in. */
  ImportOptions withoutMap() {
    return new ImportOptions(
        encoding,
        decimalComma,
        layout,
        timeColumn,
        tagColumn,
        valueColumn,
        qualityColumn,
        timeFormat,
        zone,
        repeatedHour,
        qualityCodes,
        badMarkers,
        asset,
        null,
        from,
        to,
        gap);
  }

  /** How values stand in the table. */
  public enum Layout {
    /** A row has a time, a tag and a value. */
    LONG,
    /** A row has a time and a value of each channel. */
    WIDE
  }
}
