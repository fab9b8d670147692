package io.linewatch.edge.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * A damaged outbox under another name, for people to look at.
 *
 * @param file where it is now
 * @param problem what was wrong with it
 * @param lastWritten when it was written last: what was in it is older than that
 * @param found when the damage was found
 */
record SetAside(Path file, String problem, Instant lastWritten, Instant found) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * Moves the file and its log away. The mark stays until a new outbox has committed its gap, so
   * that a power cut in between cannot make the damage forgotten.
   */
  static SetAside of(OutboxSettings settings, String problem, Instant now) throws IOException {
    Path database = settings.database();
    Instant lastWritten =
        Files.getLastModifiedTime(Files.exists(database) ? database : settings.mark()).toInstant();
    Path target = freeName(Path.of(database + ".bad-" + STAMP.format(now)));
    // The log first: a log without its database would be thrown away by SQLite.
    for (String part : List.of("-wal", "-shm", "")) {
      Path from = Path.of(database + part);
      if (Files.exists(from)) {
        Files.move(from, Path.of(target + part), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    Folder.force(settings.directory());
    return new SetAside(target, problem, lastWritten, now);
  }

  /** What is missing with it, nobody knows how much. */
  GapTable.Gap gap() {
    return new GapTable.Gap(
        "outbox",
        "The outbox file was damaged; what it had not sent yet is missing.",
        null,
        GapTable.micros(lastWritten),
        GapTable.micros(found),
        -1);
  }

  private static Path freeName(Path wanted) {
    Path name = wanted;
    for (int i = 2; Files.exists(name); i++) {
      name = Path.of(wanted + "-" + i);
    }
    return name;
  }
}
