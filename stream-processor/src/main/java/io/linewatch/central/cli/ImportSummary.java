package io.linewatch.central.cli;

import io.linewatch.central.historian.ExportReading.PreviewRow;
import io.linewatch.central.historian.ImportReport;
import io.linewatch.central.history.ImportWritten;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report in lines for people. */
final class ImportSummary {
  private static final int MAX_LINES = 20;

  private ImportSummary() {}

  static List<String> lines(ImportReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT, "rows read %,d, imported %,d", report.rowsRead(), report.rowsImported()));
    lines.add(
        String.format(
            Locale.ROOT,
            "values %,d of %,d channels, %s to %s",
            report.values(),
            report.channels().size(),
            report.from(),
            report.to()));
    if (report.emptyFields() > 0) {
      lines.add(String.format(Locale.ROOT, "empty fields %,d", report.emptyFields()));
    }
    report
        .rejected()
        .forEach((reason, rejected) -> {
          lines.add(String.format(Locale.ROOT, "rejected %,d: %s", rejected.count(), reason));
          rejected.examples().forEach(example -> lines.add("  " + example));
        });
    counts(lines, "bad values by marker", report.badValues());
    counts(lines, "values not of good quality", report.qualities());
    if (report.repeatedHourTaken() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "values of the hour that came twice, taken: %,d",
              report.repeatedHourTaken()));
    }
    channels(lines, report);
    unmapped(lines, report);
    written(lines, report);
    return lines;
  }

  private static void counts(List<String> lines, String what, Map<String, Long> counts) {
    if (!counts.isEmpty()) {
      List<String> words = new ArrayList<>();
      counts.forEach((word, count) -> words.add("'%s' %,d".formatted(word, count)));
      lines.add(what + ": " + String.join(", ", words));
    }
  }

  private static void channels(List<String> lines, ImportReport report) {
    for (ImportReport.Channel channel : first(report.channels())) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s from '%s' [%s]: %,d values, gaps %,d, duplicates %,d, out of order %,d",
              channel.channel(),
              channel.tag(),
              channel.unit(),
              channel.samples(),
              channel.gaps(),
              channel.duplicates(),
              channel.outOfOrder()));
      channel.gapList().stream()
          .limit(3)
          .forEach(gap -> lines.add("  gap " + gap.from() + " to " + gap.to()));
    }
    more(lines, report.channels().size(), "channels");
  }

  private static void unmapped(List<String> lines, ImportReport report) {
    if (report.unmappedCount() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "not imported, no channel: %,d; name them with --map",
              report.unmappedCount()));
      first(report.unmapped()).forEach(one -> lines.add("  '" + one.tag() + "': " + one.why()));
      more(lines, report.unmappedCount(), "");
    }
  }

  private static void written(List<String> lines, ImportReport report) {
    ImportWritten written = report.written();
    if (written.gatewaySamples() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "left out %,d values of %,d minutes: what a gateway sent of them stands",
              written.gatewaySamples(),
              written.gatewayMinutes()));
    }
    if (written.knownSamples() > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "left out %,d values that an import brought before",
              written.knownSamples()));
    }
    if (report.dryRun()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "dry run: %,d values in %,d blocks would be added; nothing was written",
              written.samples(),
              written.blocks()));
    } else {
      lines.add(
          String.format(
              Locale.ROOT,
              "import %d: %,d values in %,d blocks added; to take them away: linewatch-central"
                  + " import --undo %d",
              report.importId(),
              written.samples(),
              written.blocks(),
              report.importId()));
    }
  }

  static List<String> preview(List<PreviewRow> rows) {
    List<String> lines = new ArrayList<>();
    if (!rows.isEmpty()) {
      lines.add("time, channel, value, quality");
      rows.forEach(row ->
          lines.add(
              "%s, %s, %s, %s".formatted(row.time(), row.channel(), row.value(), row.quality())));
    }
    return lines;
  }

  private static <T> List<T> first(List<T> all) {
    return all.subList(0, Math.min(MAX_LINES, all.size()));
  }

  private static void more(List<String> lines, long all, String what) {
    if (all > MAX_LINES) {
      lines.add("  and %,d more %s; --report FILE has them".formatted(all - MAX_LINES, what));
    }
  }
}
