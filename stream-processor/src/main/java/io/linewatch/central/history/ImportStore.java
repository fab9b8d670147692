package io.linewatch.central.history;

import io.linewatch.central.auth.AuditLog;
import io.linewatch.central.history.HistoryImport.State;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * Imports in history: begun once for each file, written in batches that are whole or not there,
 * gone on with where they were interrupted. No alert comes of it, since nothing goes to Kafka. One
 * thread an import; throws {@link HistoryUnavailable} when PostgreSQL is away.
 */
public final class ImportStore {
  private static final int ATTEMPTS = 5;
  private static final String DEADLOCK = "40P01";

  private final Jdbi jdbi;
  private final ImportRoom room;

  /** Days that {@link #wouldWrite} was asked for until now. */
  private final Set<LocalDate> imaginedDays = new TreeSet<>();

  public ImportStore(HistoryDatabase database) {
    this.jdbi = database.jdbi();
    this.room = new ImportRoom(new SeriesPartitions(database.dataSource()));
  }

  /**
   * A file that is to be imported.
   *
   * @param settings SHA-256 of all that decides what its rows become
   * @param by who imports it
   */
  public record Source(String digest, String settings, String file, long bytes, String by) {}

  /**
   * Begins an import, or finds the one of this file: interrupted, when it can be gone on with, or
   * finished.
   *
   * @throws ImportRefused when the file was imported, or begun, with other settings
   */
  public HistoryImport begin(Source source, Instant now) throws ImportRefused {
    HistoryImport found =
        inTransaction(handle -> {
          handle
              .createUpdate(
                  """
                  insert into history_import (digest, settings, file, bytes, state, started_by, started_at)
                  values (:digest, :settings, :file, :bytes, 'RUNNING', :by, :now)
                  on conflict (digest) where state <> 'UNDONE' do update set
                    settings = excluded.settings, file = excluded.file,
                    started_by = excluded.started_by, started_at = excluded.started_at
                  where history_import.state = 'RUNNING' and history_import.batches = 0
                  """)
              .bind("digest", source.digest())
              .bind("settings", source.settings())
              .bind("file", source.file())
              .bind("bytes", source.bytes())
              .bind("by", source.by())
              .bind("now", now)
              .execute();
          return ImportRows.ofDigest(handle, source.digest()).orElseThrow();
        });
    if (!found.settings().equals(source.settings()) || found.state() == State.UNDOING) {
      throw new ImportRefused(
          ("this file was imported on %s as import %d, with other settings or another plant sheet;"
                  + " take that one away first: linewatch-central import --undo %d")
              .formatted(found.startedAt(), found.id(), found.id()));
    }
    return found;
  }

  /** The import of a file, if it is in history or on its way. */
  public Optional<HistoryImport> find(String digest) {
    return inTransaction(handle -> ImportRows.ofDigest(handle, digest));
  }

  /** All there were, newest first, at most 1,000. */
  public List<HistoryImport> list() {
    return inTransaction(ImportRows::all);
  }

  /**
   * What {@link #write} would do with a batch, were it the next of those asked for before.
   *
   * @throws ImportRefused when there would be no room for the days of all of them
   */
  public ImportWritten wouldWrite(List<ImportedBlock> blocks) throws ImportRefused {
    imaginedDays.addAll(ImportRoom.daysOf(blocks));
    room.check(imaginedDays);
    return inTransaction(handle -> ImportOverlap.without(handle, blocks).counted());
  }

  /**
   * Writes a batch, all of it or nothing.
   *
   * @param batch its number, from 1, one more than those written
   * @throws ImportRefused when there is no room for its days, or another program goes on with this
   *     import or takes it away
   */
  public void write(long importId, int batch, List<ImportedBlock> blocks) throws ImportRefused {
    room.make(ImportRoom.daysOf(blocks));
    for (int attempt = 1; ; attempt++) {
      try {
        if (inTransaction(handle -> ImportBatch.write(handle, importId, batch, blocks))) {
          return;
        }
        throw new ImportRefused(
            "another program goes on with import "
                + importId
                + " or takes it away; wait for it: linewatch-central import --list");
      } catch (HistoryUnavailable e) {
        // A writer of live history may hold rows of the same series in another order.
        if (attempt == ATTEMPTS || !isDeadlock(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isDeadlock(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && DEADLOCK.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Ends an import; says so in the audit log.
   *
   * @param report as JSON, of what was written
   * @return how it stands then
   */
  public HistoryImport finish(long importId, Function<ImportWritten, String> report, Instant now) {
    return inTransaction(handle -> {
      HistoryImport before = ImportRows.locked(handle, importId).orElseThrow();
      if (before.state() == State.RUNNING) {
        ImportRows.finish(handle, importId, report.apply(before.written()), now);
        AuditLog.write(
            handle,
            now,
            before.startedBy(),
            "import",
            before.file(),
            "import %d, %d blocks, %d values, SHA-256 %s"
                .formatted(
                    importId,
                    before.written().blocks(),
                    before.written().samples(),
                    before.digest()),
            "");
      }
      return ImportRows.locked(handle, importId).orElseThrow();
    });
  }

  /**
   * Takes away what an import brought, day by day; what was interrupted at it goes on. Says so in
   * the audit log.
   *
   * @return blocks taken away by this call
   * @throws ImportRefused when there is no such import, or it was taken away before
   */
  public long undo(long importId, String by, Instant now) throws ImportRefused {
    HistoryImport known =
        inTransaction(
                handle -> {
                  Optional<HistoryImport> found = ImportRows.locked(handle, importId);
                  found.ifPresent(one -> ImportRows.undoing(handle, one));
                  return found;
                })
            .orElseThrow(() ->
                new ImportRefused(
                    "there is no import " + importId + "; see linewatch-central import --list"));
    if (known.state() == State.UNDONE) {
      throw new ImportRefused("import " + importId + " was undone before");
    }
    long deleted = 0;
    Instant from = known.from();
    Instant to = known.to();
    if (from != null && to != null) {
      for (LocalDate day = SeriesPartitions.dayOf(from);
          !day.isAfter(SeriesPartitions.dayOf(to));
          day = day.plusDays(1)) {
        LocalDate one = day;
        deleted += inTransaction(handle -> ImportRows.deleteDay(handle, importId, one));
      }
    }
    long blocks = deleted;
    inTransaction(handle -> {
      ImportRows.undone(handle, importId, by, now);
      AuditLog.write(
          handle,
          now,
          by,
          "import undone",
          known.file(),
          "import %d, %d blocks taken away, SHA-256 %s".formatted(importId, blocks, known.digest()),
          "");
      return true;
    });
    return deleted;
  }

  private <T extends @Nullable Object> T inTransaction(Function<Handle, T> work) {
    try {
      return jdbi.inTransaction(work::apply);
    } catch (JdbiException e) {
      throw new HistoryUnavailable("history cannot be read or written now: " + e.getMessage(), e);
    }
  }
}
