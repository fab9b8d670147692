package io.linewatch.central.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One import as it stands in the database.
 *
 * @param digest SHA-256 of the file, hexadecimal
 * @param settings SHA-256 of what else decides what its rows become
 * @param batches written so far
 * @param written all batches together
 * @param from start of its first minute; null while nothing is written
 * @param to end of its last minute; null while nothing is written
 */
public record HistoryImport(
    long id,
    String digest,
    String settings,
    String file,
    State state,
    String startedBy,
    Instant startedAt,
    int batches,
    ImportWritten written,
    @Nullable Instant from,
    @Nullable Instant to) {

  /** Where it stands. */
  public enum State {
    /** Under way, or interrupted. */
    RUNNING,
    FINISHED,
    /** Being taken away, or interrupted at that. */
    UNDOING,
    UNDONE
  }
}
