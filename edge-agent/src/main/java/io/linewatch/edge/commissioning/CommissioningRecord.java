package io.linewatch.edge.commissioning;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The points with their marks as CSV: what an installer leaves behind. */
public final class CommissioningRecord {
  private static final List<String> COLUMNS =
      List.of(
          "point",
          "quantity",
          "unit",
          "source",
          "topic",
          "state",
          "value",
          "quality",
          "time",
          "reason",
          "checked_by",
          "checked_at",
          "checked_value",
          "checked_unit",
          "checked_quality");

  private CommissioningRecord() {}

  public static String csv(List<Point> points) {
    StringWriter text = new StringWriter();
    try (CsvWriter out = CsvWriter.builder().build(text)) {
      out.writeRecord(COLUMNS);
      for (Point point : points) {
        out.writeRecord(row(point));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused a write", e);
    }
    return text.toString();
  }

  private static List<String> row(Point point) {
    Point.Seen seen = point.seen();
    CheckMark mark = point.mark();
    return List.of(
        point.channel().id().toString(),
        text(point.channel().quantity()),
        text(point.channel().unit()),
        text(point.source()),
        text(point.topic()),
        point.state().name(),
        seen == null ? "" : number(seen.value()),
        seen == null ? "" : seen.quality().name(),
        seen == null ? "" : time(seen.time()),
        text(point.reason().english()),
        mark == null ? "" : text(mark.who()),
        mark == null ? "" : time(mark.when()),
        mark == null ? "" : number(mark.value()),
        mark == null ? "" : text(mark.unit()),
        mark == null ? "" : text(mark.quality()));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : time.toString();
  }

  /** A spreadsheet must not take a stranger's text for a formula (OWASP, CSV injection). */
  private static String text(String value) {
    return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
  }
}
