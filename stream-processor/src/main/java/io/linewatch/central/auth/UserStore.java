package io.linewatch.central.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Users in PostgreSQL. Any thread. */
public final class UserStore {
  private final Jdbi jdbi;
  private final PasswordHasher hasher;
  private final InstantSource clock;

  public UserStore(Jdbi jdbi, PasswordHasher hasher, InstantSource clock) {
    this.jdbi = jdbi;
    this.hasher = hasher;
    this.clock = clock;
  }

  /**
   * Adds a user or gives an existing one a new role and password; ends that user's sessions.
   *
   * @param password null for a user who only logs in by links; wiped
   * @throws IllegalArgumentException when the password is too short or too long
   */
  public void put(User user, char @Nullable [] password) {
    if (password != null
        && (password.length < PasswordHasher.MIN_LENGTH
            || password.length > PasswordHasher.MAX_LENGTH)) {
      throw new IllegalArgumentException(
          "a password needs "
              + PasswordHasher.MIN_LENGTH
              + " to "
              + PasswordHasher.MAX_LENGTH
              + " characters");
    }
    String hash = password == null ? null : hasher.hash(password);
    Instant now = clock.instant();
    jdbi.useTransaction(handle -> {
      handle
          .createUpdate(
              """
              insert into console_user (name, role, password_hash, created_at)
              values (:name, :role, :hash, :now)
              on conflict (name) do update
              set role = excluded.role,
                  password_hash = coalesce(excluded.password_hash, console_user.password_hash)
              """)
          .bind("name", user.name())
          .bind("role", user.role().name())
          .bind("hash", hash)
          .bind("now", now)
          .execute();
      handle.execute("delete from console_session where user_name = ?", user.name());
    });
  }

  public Optional<User> find(String name) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select name, role from console_user where name = :name")
            .bind("name", name)
            .map((row, _) -> new User(row.getString(1), Role.valueOf(row.getString(2))))
            .findOne());
  }

  public List<User> all() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select name, role from console_user order by name limit 1000")
            .map((row, _) -> new User(row.getString(1), Role.valueOf(row.getString(2))))
            .list());
  }

  /** Whether the password is this user's. Wipes the password. */
  public boolean checkPassword(String name, char[] password) {
    Optional<String> hash =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    "select password_hash from console_user where name = :name"
                        + " and password_hash is not null")
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
    return hasher.matches(hash.orElse(null), password);
  }
}
