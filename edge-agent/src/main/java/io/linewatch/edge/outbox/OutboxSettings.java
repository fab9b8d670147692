package io.linewatch.edge.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the outbox lives and how large it may become.
 *
 * @param directory the agent's state folder; also takes SQLite's native library and temporary files
 * @param maxBytes bound on the waiting rows; one group of batches may stand above it for a moment
 * @param linger how long the first batch of a group waits for others to share its commit
 * @param reserveBytes size of the file that is given up on a full disk, so that deleting rows stays
 *     possible
 */
public record OutboxSettings(
    String gateway, Path directory, long maxBytes, Duration linger, long reserveBytes) {
  public static final String DATABASE = "outbox.db";
  public static final String RESERVE = "outbox.reserve";
  public static final String MARK = "outbox.mark";

  public OutboxSettings {
    if (maxBytes <= 0 || reserveBytes < 0 || linger.isNegative()) {
      throw new IllegalArgumentException("the outbox's bounds must be positive");
    }
  }

  /** The usual settings: 3 ms of group commit, 1 MiB of reserve. */
  public static OutboxSettings of(String gateway, Path directory, long maxBytes) {
    return new OutboxSettings(gateway, directory, maxBytes, Duration.ofMillis(3), 1 << 20);
  }

  Path database() {
    return directory.resolve(DATABASE);
  }

  Path mark() {
    return directory.resolve(MARK);
  }

  /**
   * When an outbox was written here last.
   *
   * @return null when there is none
   */
  @Nullable Instant lastWritten() throws IOException {
    Instant last = null;
    for (Path file : List.of(database(), Path.of(database() + "-wal"), mark())) {
      if (Files.exists(file)) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        last = last == null || written.isAfter(last) ? written : last;
      }
    }
    return last;
  }

  Path reserve() {
    return directory.resolve(RESERVE);
  }
}
