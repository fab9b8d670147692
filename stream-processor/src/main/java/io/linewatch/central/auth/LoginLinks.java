package io.linewatch.central.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Links that log in once. The token stands behind {@code #}, so that it reaches no access log and
 * no look-ahead of a mail program uses it up. Any thread.
 */
public final class LoginLinks {
  public static final Duration VALID = Duration.ofMinutes(15);

  private final Jdbi jdbi;
  private final InstantSource clock;

  public LoginLinks(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * @param publicUrl address of the console, such as {@code http://127.0.0.1:8080}
   */
  public String create(User user, String publicUrl) {
    SecretToken token = SecretToken.random();
    Instant now = clock.instant();
    jdbi.useTransaction(handle -> {
      handle
          .createUpdate("delete from login_link where expires_at < :now")
          .bind("now", now)
          .execute();
      handle
          .createUpdate(
              "insert into login_link (token_hash, user_name, expires_at)"
                  + " values (:hash, :name, :expires)")
          .bind("hash", token.hash())
          .bind("name", user.name())
          .bind("expires", now.plus(VALID))
          .execute();
    });
    String base = publicUrl.endsWith("/") ? publicUrl : publicUrl + "/";
    return base + "link#" + token.text();
  }

  /** Uses a link up; empty when it is unknown, used or too old. */
  public Optional<User> use(SecretToken token) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                """
                with used as (
                  delete from login_link where token_hash = :hash and expires_at > :now
                  returning user_name)
                select u.name, u.role from used join console_user u on u.name = used.user_name
                """)
            .bind("hash", token.hash())
            .bind("now", clock.instant())
            .map((row, _) -> new User(row.getString(1), Role.valueOf(row.getString(2))))
            .findOne());
  }
}
