package io.linewatch.central.cli;

import io.linewatch.central.historian.ImportOptions;
import io.linewatch.central.historian.RefusedExport;
import io.linewatch.central.historian.RepeatedHour;
import io.linewatch.domain.config.Nearest;
import io.linewatch.domain.plant.AssetPath;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What somebody says of an export; what is left out is found out, or asked for. */
final class ExportOptions {
  @Option(names = "--encoding", description = "such as GBK or UTF-8")
  @Nullable String encoding;

  @Option(names = "--decimal", description = "comma or point")
  @Nullable String decimal;

  @Option(names = "--layout", description = "long (time, tag, value) or wide (a column a channel)")
  @Nullable String layout;

  @Option(names = "--time-column", paramLabel = "NAME")
  @Nullable String timeColumn;

  @Option(names = "--tag-column", paramLabel = "NAME")
  @Nullable String tagColumn;

  @Option(names = "--value-column", paramLabel = "NAME")
  @Nullable String valueColumn;

  @Option(names = "--quality-column", paramLabel = "NAME")
  @Nullable String qualityColumn;

  @Option(
      names = "--time-format",
      paramLabel = "FORM",
      description = {
        "year-month-day, day-month-year, month-day-year, epoch-seconds, epoch-millis,",
        "epoch-micros, epoch-nanos, or a pattern such as 'dd/MM/yy HH:mm:ss'"
      })
  @Nullable String timeFormat;

  @Option(names = "--zone", description = "of times without an offset, such as Asia/Shanghai")
  @Nullable String zone;

  @Option(
      names = "--repeated-hour",
      defaultValue = "reject",
      description = "when the clock was set back: reject, first, second or in-order")
  String repeatedHour = "reject";

  @Option(names = "--quality-codes", description = "opc-da or opc-ua")
  @Nullable String qualityCodes;

  @Option(
      names = "--bad-marker",
      paramLabel = "TEXT",
      description = "one more text that stands in place of a bad value; may be repeated")
  List<String> badMarkers = new ArrayList<>();

  @Option(names = "--asset", paramLabel = "PATH", description = "whose channels bare names are")
  @Nullable String asset;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "CSV with tag,asset,channel and where needed unit,scale,offset")
  @Nullable Path map;

  @Option(names = "--from", paramLabel = "TIME", description = "such as 2025-01-01T00:00:00Z")
  @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "exclusive")
  @Nullable String to;

  @Option(
      names = "--gap",
      paramLabel = "DURATION",
      description = "values further apart have a gap between them, such as PT10M")
  @Nullable String gap;

  /**
   * @throws RefusedExport with every problem
   */
  ImportOptions read() throws RefusedExport {
    List<String> problems = new ArrayList<>();
    String mark = word("--decimal", decimal, problems, "comma", "point");
    String form = word("--layout", layout, problems, "long", "wide");
    ImportOptions options =
        new ImportOptions(
            charset(problems),
            mark == null ? null : Boolean.valueOf(mark.equals("comma")),
            form == null ? null : ImportOptions.Layout.valueOf(form.toUpperCase(Locale.ROOT)),
            timeColumn,
            tagColumn,
            valueColumn,
            qualityColumn,
            timeFormat,
            zone,
            repeated(problems),
            word("--quality-codes", qualityCodes, problems, "opc-da", "opc-ua"),
            badMarkers,
            asset(problems),
            map,
            instant("--from", from, problems),
            instant("--to", to, problems),
            gap(problems));
    if (!problems.isEmpty()) {
      throw new RefusedExport(problems);
    }
    return options;
  }

  private RepeatedHour repeated(List<String> problems) {
    String known =
        word("--repeated-hour", repeatedHour, problems, "reject", "first", "second", "in-order");
    return known == null
        ? RepeatedHour.REJECT
        : RepeatedHour.valueOf(known.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static @Nullable String word(
      String option, @Nullable String given, List<String> problems, String... valid) {
    if (given == null) {
      return null;
    }
    String word = given.strip().toLowerCase(Locale.ROOT);
    if (List.of(valid).contains(word)) {
      return word;
    }
    problems.add("%s '%s': valid are %s".formatted(option, given, String.join(", ", valid)));
    return null;
  }

  private @Nullable Charset charset(List<String> problems) {
    if (encoding == null) {
      return null;
    }
    try {
      // GB18030 is GBK and what came after it.
      return Charset.forName(encoding.equalsIgnoreCase("GBK") ? "GB18030" : encoding);
    } catch (IllegalArgumentException e) {
      problems.add(
          "--encoding '%s' is not known; %s"
              .formatted(
                  encoding,
                  Nearest.hint(encoding, new TreeSet<>(Charset.availableCharsets().keySet()))));
      return null;
    }
  }

  private @Nullable AssetPath asset(List<String> problems) {
    try {
      return asset == null ? null : AssetPath.of(asset);
    } catch (IllegalArgumentException e) {
      problems.add("--asset: " + e.getMessage());
      return null;
    }
  }

  private static @Nullable Instant instant(
      String option, @Nullable String given, List<String> problems) {
    try {
      return given == null ? null : Instant.parse(given);
    } catch (DateTimeParseException e) {
      problems.add("%s '%s' is not a time like 2026-01-31T08:00:00Z".formatted(option, given));
      return null;
    }
  }

  private @Nullable Duration gap(List<String> problems) {
    try {
      Duration read = gap == null ? null : Duration.parse(gap);
      if (read != null && (read.isNegative() || read.isZero())) {
        problems.add("--gap must be more than nothing");
      }
      return read;
    } catch (DateTimeParseException e) {
      problems.add("--gap '" + gap + "' is not a duration like PT10M or P1D");
      return null;
    }
  }
}
