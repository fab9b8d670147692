package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.edge.outbox.StoredVerdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts that a station has judged since it was last known to judge rightly, as a CSV file to
 * take to the warehouse. A station's worker.
 */
final class SuspectParts {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path folder;

  SuspectParts(Path folder) {
    this.folder = folder;
  }

  /**
   * What was written.
   *
   * @param complete false when verdicts before the oldest that is kept may be missing
   */
  record Written(Path file, int parts, boolean complete) {}

  /**
   * @param newest the station's verdicts, the newest first
   * @param lastPass null when no known part was judged rightly as far as is known
   */
  static List<PartVerdict> since(List<StoredVerdict> newest, @Nullable Instant lastPass) {
    List<PartVerdict> suspects = new ArrayList<>();
    for (StoredVerdict stored : newest) {
      PartVerdict verdict = stored.verdict();
      if (lastPass != null && !verdict.decided().isAfter(lastPass)) {
        break;
      }
      if (verdict.challenge() == null) {
        suspects.add(verdict);
      }
    }
    return suspects.reversed();
  }

  Written write(String station, Instant now, List<PartVerdict> suspects, boolean complete)
      throws IOException {
    StringBuilder csv =
        new StringBuilder("part,decided,verdict,gate,score_percent,recipe,reliable,late\r\n");
    for (PartVerdict verdict : suspects) {
      Double score = verdict.score();
      csv.append(quoted(verdict.part()))
          .append(',')
          .append(verdict.decided())
          .append(',')
          .append(verdict.verdict())
          .append(',')
          .append(verdict.gate())
          .append(',')
          .append(score == null ? "" : String.format(Locale.ROOT, "%.1f", score))
          .append(',')
          .append(quoted(verdict.recipe() == null ? "" : String.valueOf(verdict.recipe())))
          .append(',')
          .append(verdict.reliable())
          .append(',')
          .append(verdict.late())
          .append("\r\n");
    }
    Files.createDirectories(folder);
    Path file = folder.resolve(station + "-" + NAME.format(now) + ".csv");
    Path fresh = Files.createTempFile(folder, station, ".part");
    try {
      Files.writeString(fresh, csv, StandardCharsets.UTF_8);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    return new Written(file, suspects.size(), complete);
  }

  /** RFC 4180; and a spreadsheet must not take a part's id for a formula. */
  private static String quoted(String text) {
    String safe = text.matches("[=+\\-@\\t\\r].*") ? "'" + text : text;
    return '"' + safe.replace("\"", "\"\"") + '"';
  }
}
