package io.linewatch.central.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Who changed what, when and why; never changed afterwards. Any thread. */
public final class AuditLog {
  private final Jdbi jdbi;
  private final InstantSource clock;

  public AuditLog(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** One change. */
  public record Entry(
      long id,
      Instant at,
      String actor,
      String action,
      String subject,
      String detail,
      String reason) {}

  public void write(String actor, String action, String subject, String detail, String reason) {
    jdbi.useHandle(
        handle -> write(handle, clock.instant(), actor, action, subject, detail, reason));
  }

  /** Writes within the transaction that makes the change. */
  public static void write(
      Handle handle,
      Instant at,
      String actor,
      String action,
      String subject,
      String detail,
      String reason) {
    handle
        .createUpdate(
            "insert into audit (at, actor, action, subject, detail, reason)"
                + " values (:at, :actor, :action, :subject, :detail, :reason)")
        .bind("at", at)
        .bind("actor", actor)
        .bind("action", action)
        .bind("subject", subject)
        .bind("detail", detail)
        .bind("reason", reason)
        .execute();
  }

  /** Newest first, below {@code beforeId}. */
  public List<Entry> latest(long beforeId, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select id, at, actor, action, subject, detail, reason from audit"
                    + " where id < :before order by id desc limit :limit")
            .bind("before", beforeId)
            .bind("limit", limit)
            .map((row, _) ->
                new Entry(
                    row.getLong(1),
                    row.getTimestamp(2).toInstant(),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7)))
            .list());
  }
}
