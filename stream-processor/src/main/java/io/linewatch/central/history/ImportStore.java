package io.linewatch.central.history;

import io.linewatch.central.auth.AuditLog;
import io.linewatch.central.history.HistoryImport.State;
import io.linewatch.central.history.HistoryRows.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
  /** Days that stay free for what gateways send: four years. */
  static final int RESERVED_DAYS = 1_461;

  private static final int ATTEMPTS = 5;
  private static final String DEADLOCK = "40P01";

  private final Jdbi jdbi;
  private final SeriesPartitions partitions;

  public ImportStore(HistoryDatabase database) {
    this.jdbi = database.jdbi();
    this.partitions = new SeriesPartitions(database.dataSource());
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
    HistoryImport found = inTransaction(handle -> {
      handle
          .createUpdate(
              """
              insert into history_import (digest, settings, file, bytes, state, started_by, started_at)
              values (:digest, :settings, :file, :bytes, 'RUNNING', :by, :now)
              on conflict (digest) where state <> 'UNDONE' do nothing
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

  /** What {@link #write} would do with a batch, were it the next. */
  public ImportWritten wouldWrite(List<ImportedBlock> blocks) throws ImportRefused {
    checkRoom(blocks);
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
    Set<LocalDate> days = checkRoom(blocks);
    try {
      partitions.ensure(days);
    } catch (SQLException e) {
      throw new HistoryUnavailable("days of history could not be made: " + e.getMessage(), e);
    }
    for (int attempt = 1; ; attempt++) {
      try {
        if (inTransaction(handle -> write(handle, importId, batch, blocks))) {
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

  private static boolean write(
      Handle handle, long importId, int batch, List<ImportedBlock> blocks) {
    if (!ImportRows.moveTo(handle, importId, batch)) {
      return false;
    }
    ImportOverlap.Rest rest = ImportOverlap.without(handle, blocks);
    Map<HistoryRows, List<Row>> rows = new EnumMap<>(HistoryRows.class);
    for (ImportedBlock block : rest.blocks()) {
      add(rows, RecordRows.importedBlock(block, importId, batch));
      add(rows, new Row(HistoryRows.IMPORT_SERIES, List.of(importId, block.block().series())));
      add(rows, RecordRows.series(block.block()));
    }
    BulkCopy copy = new BulkCopy(handle.getConnection());
    try {
      for (HistoryRows table : rows.keySet()) {
        if (table != HistoryRows.SERIES) {
          copy.into(table.table(), RowMerge.lastOfEach(rows.getOrDefault(table, List.of())));
        }
      }
      // Last, because live history waits for these rows.
      copy.into(
          HistoryRows.SERIES.table(),
          RowMerge.lastOfEach(rows.getOrDefault(HistoryRows.SERIES, List.of())));
    } catch (SQLException e) {
      throw new HistoryUnavailable("the import could not be written: " + e.getMessage(), e);
    }
    ImportRows.add(handle, importId, rest);
    return true;
  }

  private static void add(Map<HistoryRows, List<Row>> rows, Row row) {
    rows.computeIfAbsent(row.table(), _ -> new ArrayList<>()).add(row);
  }

  private Set<LocalDate> checkRoom(List<ImportedBlock> blocks) throws ImportRefused {
    Set<LocalDate> days = new TreeSet<>();
    for (ImportedBlock block : blocks) {
      days.add(SeriesPartitions.dayOf(block.block().minute()));
    }
    try {
      SeriesPartitions.Room room = partitions.room(days);
      if (room.missing() > 0 && room.missing() > room.left() - RESERVED_DAYS) {
        throw new ImportRefused(
            ("history holds at most %d days, of which %d are kept free for what gateways send, and"
                    + " %d are left: import a shorter span with --from and --to")
                .formatted(
                    SeriesPartitions.MAX_PARTITIONS,
                    RESERVED_DAYS,
                    Math.max(0, room.left() - RESERVED_DAYS)));
      }
    } catch (SQLException e) {
      throw new HistoryUnavailable("history cannot be read now: " + e.getMessage(), e);
    }
    return days;
  }

  /**
   * Ends an import; says so in the audit log.
   *
   * @param report as JSON, of what was written
   * @return how it stands then
   */
  public HistoryImport finish(
      long importId, Function<ImportWritten, String> report, Instant now) {
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
        inTransaction(handle -> {
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
