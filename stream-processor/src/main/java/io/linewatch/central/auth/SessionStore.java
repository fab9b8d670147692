package io.linewatch.central.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Sessions in PostgreSQL, so that a restart logs nobody out. A session ends after {@link #IDLE}
 * without a request, and in any case after {@link #LONGEST}. Any thread.
 */
public final class SessionStore {
  public static final Duration IDLE = Duration.ofHours(8);
  public static final Duration LONGEST = Duration.ofHours(24);

  /** A session's last use is written at most this often. */
  private static final Duration TOUCH = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final InstantSource clock;

  public SessionStore(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  public SecretToken open(User user) {
    SecretToken token = SecretToken.random();
    Instant now = clock.instant();
    jdbi.useTransaction(handle -> {
      handle
          .createUpdate(
              "delete from console_session where created_at < :longest or last_seen_at < :idle")
          .bind("longest", now.minus(LONGEST))
          .bind("idle", now.minus(IDLE))
          .execute();
      handle
          .createUpdate(
              "insert into console_session (token_hash, user_name, created_at, last_seen_at)"
                  + " values (:hash, :name, :now, :now)")
          .bind("hash", token.hash())
          .bind("name", user.name())
          .bind("now", now)
          .execute();
    });
    return token;
  }

  /** The session's user, or empty when it is unknown or over. */
  public Optional<User> find(SecretToken token) {
    Instant now = clock.instant();
    byte[] hash = token.hash();
    record Found(User user, Instant lastSeen) {}
    return jdbi.inTransaction(handle -> {
      Optional<Found> found =
          handle
              .createQuery(
                  """
                  select u.name, u.role, s.last_seen_at
                  from console_session s join console_user u on u.name = s.user_name
                  where s.token_hash = :hash and s.created_at > :longest
                    and s.last_seen_at > :idle
                  """)
              .bind("hash", hash)
              .bind("longest", now.minus(LONGEST))
              .bind("idle", now.minus(IDLE))
              .map((row, _) ->
                  new Found(
                      new User(row.getString(1), Role.valueOf(row.getString(2))),
                      row.getTimestamp(3).toInstant()))
              .findOne();
      if (found.isPresent() && found.get().lastSeen().isBefore(now.minus(TOUCH))) {
        handle
            .createUpdate("update console_session set last_seen_at = :now where token_hash = :hash")
            .bind("now", now)
            .bind("hash", hash)
            .execute();
      }
      return found.map(Found::user);
    });
  }

  public void close(SecretToken token) {
    jdbi.useHandle(handle ->
        handle
            .createUpdate("delete from console_session where token_hash = :hash")
            .bind("hash", token.hash())
            .execute());
  }
}
