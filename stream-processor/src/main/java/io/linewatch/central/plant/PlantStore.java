package io.linewatch.central.plant;

import io.linewatch.central.auth.AuditLog;
import io.linewatch.domain.config.Problem;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredStateCompiler;
import io.linewatch.domain.sheet.GatewayRow;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetCheck;
import io.linewatch.domain.sheet.PlantSheetYaml;
import io.linewatch.domain.wire.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Versions of the plant sheet, and the desired states they make. A change is all or nothing: sheet,
 * documents and the audit entry are one transaction; {@link DesiredPublisher} sends the documents
 * afterwards. Any thread.
 */
public final class PlantStore {
  /** PostgreSQL's advisory lock under which versions are made, so that they are made one by one. */
  private static final long APPLY_LOCK = 0x4c57_504c_414e_54L;

  private final Jdbi jdbi;
  private final String site;
  private final InstantSource clock;
  private final Runnable onApplied;

  /**
   * @param onApplied called after a change is in force, such as to wake the publisher
   */
  public PlantStore(Jdbi jdbi, String site, InstantSource clock, Runnable onApplied) {
    this.jdbi = jdbi;
    this.site = site;
    this.clock = clock;
    this.onApplied = onApplied;
  }

  public PlantVersion current() {
    return jdbi.withHandle(this::current);
  }

  /** The newest desired state of every gateway, by gateway. */
  public Map<String, DesiredDocument> desired() {
    return jdbi.withHandle(PlantStore::desired);
  }

  /**
   * Puts a sheet in force.
   *
   * @param seenVersion the version the change was made from
   */
  public PlantChange apply(
      PlantSheet sheet, long seenVersion, String by, String reason, String action, String subject) {
    List<Problem> problems = PlantSheetCheck.problems(sheet);
    if (!problems.isEmpty()) {
      return new PlantChange.Wrong(problems.stream().map(Problem::toString).toList());
    }
    PlantChange change =
        jdbi.inTransaction(handle -> {
          handle.execute("select pg_advisory_xact_lock(?)", APPLY_LOCK);
          long version = current(handle).version();
          if (version != seenVersion) {
            return new PlantChange.Conflict(seenVersion, version);
          }
          return write(handle, sheet, version + 1, new Author(by, reason, action, subject));
        });
    if (change instanceof PlantChange.Applied) {
      onApplied.run();
    }
    return change;
  }

  private record Author(String by, String reason, String action, String subject) {}

  private PlantChange write(Handle handle, PlantSheet sheet, long version, Author author) {
    Instant now = clock.instant();
    handle
        .createUpdate(
            "insert into plant_version (version, sheet_yaml, applied_by, applied_at, reason)"
                + " values (:version, :yaml, :by, :at, :reason)")
        .bind("version", version)
        .bind("yaml", PlantSheetYaml.write(sheet))
        .bind("by", author.by())
        .bind("at", now)
        .bind("reason", author.reason())
        .execute();
    List<String> changed = new ArrayList<>();
    Map<String, DesiredDocument> before = desired(handle);
    for (DesiredState state : documents(sheet, before, version, now, author.by())) {
      handle
          .createUpdate(
              "insert into desired_state (gateway, revision, plant_version, document, issued_at)"
                  + " values (:gateway, :version, :version, :document, :at)")
          .bind("gateway", state.gateway())
          .bind("version", version)
          .bind("document", Topics.DESIRED.codec().encode(state))
          .bind("at", now)
          .execute();
      changed.add(state.gateway());
    }
    AuditLog.write(
        handle,
        now,
        author.by(),
        author.action(),
        author.subject(),
        "plant version " + version + ", gateways " + String.join(", ", changed),
        author.reason());
    return new PlantChange.Applied(version, version, List.copyOf(changed));
  }

  private static List<DesiredState> documents(
      PlantSheet sheet,
      Map<String, DesiredDocument> before,
      long revision,
      Instant now,
      String by) {
    TreeSet<String> gateways = new TreeSet<>(before.keySet());
    TreeSet<String> named = new TreeSet<>();
    for (GatewayRow row : sheet.gateways()) {
      named.add(row.id());
    }
    gateways.addAll(named);
    List<DesiredState> documents = new ArrayList<>();
    for (String gateway : gateways) {
      DesiredDocument known = before.get(gateway);
      DesiredState previous = known == null ? null : known.state();
      DesiredState next =
          named.contains(gateway)
              ? DesiredStateCompiler.compile(sheet, gateway, revision, now, by, previous)
              : nothingToDo(gateway, revision, now, by, previous == null ? "" : previous.home());
      if (!DesiredDocument.sameContent(previous, next)) {
        documents.add(next);
      }
    }
    return documents;
  }

  /** A gateway that left the sheet is told so; a tombstone would leave it running as it was. */
  private static DesiredState nothingToDo(
      String gateway, long revision, Instant now, String by, String home) {
    return new DesiredState(
        gateway, revision, now, by, home, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  private PlantVersion current(Handle handle) {
    Optional<PlantVersion> found =
        handle
            .createQuery(
                "select version, sheet_yaml, applied_by, applied_at, reason from plant_version"
                    + " order by version desc limit 1")
            .map((row, _) -> {
              var read = PlantSheetYaml.read(row.getString(2));
              PlantSheet sheet = read.value();
              if (sheet == null) {
                throw new IllegalStateException(
                    "the stored plant sheet is not readable: " + read.problems());
              }
              return new PlantVersion(
                  row.getLong(1),
                  sheet,
                  row.getString(3),
                  row.getTimestamp(4).toInstant(),
                  row.getString(5));
            })
            .findOne();
    return found.orElseGet(
        () -> new PlantVersion(0, PlantSheet.empty(site), "", Instant.EPOCH, ""));
  }

  private static Map<String, DesiredDocument> desired(Handle handle) {
    Map<String, DesiredDocument> documents = new TreeMap<>();
    handle
        .createQuery(
            "select distinct on (gateway) document, published_at is not null from desired_state"
                + " order by gateway, revision desc")
        .map((row, _) ->
            new DesiredDocument(Topics.DESIRED.codec().decode(row.getBytes(1)), row.getBoolean(2)))
        .forEach(document -> documents.put(document.state().gateway(), document));
    return documents;
  }
}
