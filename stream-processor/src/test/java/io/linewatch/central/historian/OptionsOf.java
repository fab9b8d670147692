package io.linewatch.central.historian;

import io.linewatch.domain.plant.AssetPath;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options with some of them set. */
final class OptionsOf {
  @Nullable Charset encoding;
  @Nullable Boolean decimalComma;
  ImportOptions.@Nullable Layout layout;
  @Nullable String timeFormat;
  @Nullable String zone;
  RepeatedHour repeatedHour = RepeatedHour.REJECT;
  @Nullable String qualityCodes;
  List<String> badMarkers = List.of();
  @Nullable AssetPath asset = PlantForImport.PUMP;
  @Nullable Path map;
  @Nullable Instant from;
  @Nullable Instant to;
  @Nullable Duration gap;

  static OptionsOf pump() {
    return new OptionsOf();
  }

  OptionsOf zone(String zone) {
    this.zone = zone;
    return this;
  }

  OptionsOf timeFormat(String timeFormat) {
    this.timeFormat = timeFormat;
    return this;
  }

  OptionsOf repeatedHour(RepeatedHour repeatedHour) {
    this.repeatedHour = repeatedHour;
    return this;
  }

  OptionsOf map(Path map) {
    this.map = map;
    this.asset = null;
    return this;
  }

  ImportOptions options() {
    return new ImportOptions(
        encoding,
        decimalComma,
        layout,
        null,
        null,
        null,
        null,
        timeFormat,
        zone,
        repeatedHour,
        qualityCodes,
        badMarkers,
        asset,
        map,
        from,
        to,
        gap);
  }
}
