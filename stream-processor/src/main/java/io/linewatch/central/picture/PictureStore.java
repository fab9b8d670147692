package io.linewatch.central.picture;

import io.linewatch.central.auth.AuditLog;
import io.linewatch.central.picture.StoredPicture.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Which full pictures were asked for and which have come; the files are {@link PictureInbox}'s. */
public final class PictureStore {
  private final Jdbi jdbi;
  private final InstantSource clock;

  public PictureStore(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Null when nobody has asked for it and it has not come. */
  public @Nullable StoredPicture find(String digest) {
    return jdbi.withHandle(handle ->
            handle
                .createQuery("select * from picture where digest = :digest")
                .bind("digest", digest)
                .map((row, _) -> stored(row))
                .findOne())
        .orElse(null);
  }

  /**
   * Asks a gateway for a picture. One that is here or on its way stays as it is; one that was gone
   * or refused is asked for again.
   *
   * @param about what it is a picture of, for the audit list
   */
  public void ask(String gateway, String digest, String by, String about) {
    Instant now = clock.instant();
    jdbi.useTransaction(handle -> {
      int changed =
          handle
              .createUpdate(
                  """
                  insert into picture (digest, gateway, state, asked_by, asked_at)
                  values (:digest, :gateway, 'ASKED', :by, :now)
                  on conflict (digest) do update
                    set gateway = excluded.gateway, state = 'ASKED', asked_by = excluded.asked_by,
                        asked_at = excluded.asked_at, problem = ''
                    where picture.state in ('GONE', 'REFUSED')
                  """)
              .bind("digest", digest)
              .bind("gateway", gateway)
              .bind("by", by)
              .bind("now", now)
              .execute();
      if (changed > 0) {
        AuditLog.write(handle, now, by, "picture-ask", about, digest, "");
      }
    });
  }

  /** What a gateway is to send, what was asked for first at first. */
  public List<String> wanted(String gateway, int most) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select digest from picture where gateway = :gateway and state = 'ASKED'"
                    + " order by asked_at, digest limit :most")
            .bind("gateway", gateway)
            .bind("most", most)
            .mapTo(String.class)
            .list());
  }

  /** The gateway does not keep them any more. */
  void gone(String gateway, List<String> digests) {
    for (String digest : digests) {
      jdbi.useHandle(handle ->
          handle
              .createUpdate(
                  "update picture set state = 'GONE' where digest = :digest"
                      + " and gateway = :gateway and state = 'ASKED'")
              .bind("digest", digest)
              .bind("gateway", gateway)
              .execute());
    }
  }

  /** Whether a gateway may send it: it was asked to, or has told of a part that it shows. */
  boolean expects(String gateway, String digest) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select exists (select 1 from picture where digest = :digest
                                 and gateway = :gateway and state <> 'GONE')
                    or exists (select 1 from inspected_part where picture = :digest
                                 and gateway = :gateway)
                """)
            .bind("digest", digest)
            .bind("gateway", gateway)
            .mapTo(Boolean.class)
            .one());
  }

  void arrived(String gateway, String digest, long bytes, String type) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                insert into picture (digest, gateway, state, arrived_at, bytes, type)
                values (:digest, :gateway, 'ARRIVED', :now, :bytes, :type)
                on conflict (digest) do update
                  set state = 'ARRIVED', arrived_at = excluded.arrived_at, bytes = excluded.bytes,
                      type = excluded.type, problem = ''
                """)
            .bind("digest", digest)
            .bind("gateway", gateway)
            .bind("now", clock.instant())
            .bind("bytes", bytes)
            .bind("type", type)
            .execute());
  }

  void refused(String gateway, String digest, String problem) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                "update picture set state = 'REFUSED', problem = :problem"
                    + " where digest = :digest and gateway = :gateway and state = 'ASKED'")
            .bind("digest", digest)
            .bind("gateway", gateway)
            .bind("problem", problem)
            .execute());
  }

  /** Those that may go, the oldest first: not what a standing label rests on. */
  List<StoredPicture> removable(int most) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                select * from picture p where state = 'ARRIVED' and not exists
                  (select 1 from picture_label l where l.digest = p.digest
                     and l.state in ('PROPOSED', 'APPROVED'))
                order by arrived_at limit :most
                """)
            .bind("most", most)
            .map((row, _) -> stored(row))
            .list());
  }

  /** Its file is deleted; whoever wants it asks again. */
  void removed(String digest) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("delete from picture where digest = :digest and state = 'ARRIVED'")
            .bind("digest", digest)
            .execute());
  }

  private static StoredPicture stored(ResultSet row) throws SQLException {
    return new StoredPicture(
        row.getString("digest"),
        row.getString("gateway"),
        State.valueOf(row.getString("state")),
        row.getString("asked_by"),
        instant(row.getTimestamp("asked_at")),
        instant(row.getTimestamp("arrived_at")),
        row.getLong("bytes"),
        row.getString("type"),
        row.getString("problem"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return Optional.ofNullable(time).map(Timestamp::toInstant).orElse(null);
  }
}
