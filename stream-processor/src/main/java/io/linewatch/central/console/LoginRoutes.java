package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.AuditLog;
import io.linewatch.central.auth.LoginLinks;
import io.linewatch.central.auth.LoginThrottle;
import io.linewatch.central.auth.PasswordHasher;
import io.linewatch.central.auth.Role;
import io.linewatch.central.auth.SecretToken;
import io.linewatch.central.auth.User;
import io.linewatch.central.auth.UserStore;
import java.time.Duration;
import java.util.Map;

/** Logging in, by password or by a link that works once, and out. */
public final class LoginRoutes implements RouteGroup {
  private final UserStore users;
  private final LoginLinks links;
  private final LoginThrottle throttle;
  private final AuditLog audit;
  private final String site;

  public LoginRoutes(
      UserStore users, LoginLinks links, LoginThrottle throttle, AuditLog audit, String site) {
    this.users = users;
    this.links = links;
    this.throttle = throttle;
    this.audit = audit;
    this.site = site;
  }

  record Credentials(String user, String password) {}

  record Link(String token) {}

  /** Who is logged in, and the token that every change must carry. */
  record Me(String name, Role role, String csrf, String site) {}

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.post("/api/login", access.open(ctx -> login(ctx, access)));
    routes.post("/api/login/link", access.open(ctx -> useLink(ctx, access)));
    routes.post(
        "/api/logout",
        access.allow(
            Role.VIEWER,
            ctx -> {
              access.end(ctx);
              ConsoleJson.reply(ctx, Map.of("ok", true));
            }));
    routes.get(
        "/api/me",
        access.allow(
            Role.VIEWER,
            ctx -> {
              SecretToken token = access.token(ctx);
              if (token != null) {
                ConsoleJson.reply(ctx, me(Access.user(ctx), token));
              }
            }));
  }

  private void login(Context ctx, Access access) {
    Credentials given = ConsoleJson.read(ctx, Credentials.class);
    requireText(given.user(), 64);
    requireText(given.password(), PasswordHasher.MAX_LENGTH);
    String address = Access.address(ctx);
    Duration wait = throttle.wait(given.user(), address);
    if (!wait.isZero()) {
      long seconds = Math.max(1, wait.toSeconds() + 1);
      ctx.header("Retry-After", Long.toString(seconds));
      throw new ApiError(
          429, "throttled", "Too many wrong tries. Wait " + seconds + " s and try again.");
    }
    if (!users.checkPassword(given.user(), given.password().toCharArray())) {
      throttle.failed(given.user(), address);
      audit.write("-", "login-failed", given.user(), "from " + address, "");
      throw new ApiError(401, "wrong-password", "User name or password is wrong.");
    }
    throttle.succeeded(given.user());
    User user =
        users
            .find(given.user())
            .orElseThrow(
                () -> new ApiError(401, "wrong-password", "User name or password is wrong."));
    audit.write(user.name(), "login", user.name(), "from " + address, "");
    ConsoleJson.reply(ctx, me(user, access.begin(ctx, user)));
  }

  private void useLink(Context ctx, Access access) {
    Link link = ConsoleJson.read(ctx, Link.class);
    requireText(link.token(), 64);
    String address = Access.address(ctx);
    if (!throttle.wait("", address).isZero()) {
      throw new ApiError(429, "throttled", "Too many wrong tries. Wait a little and try again.");
    }
    User user = links.use(new SecretToken(link.token())).orElse(null);
    if (user == null) {
      throttle.failed("", address);
      throw new ApiError(
          401,
          "link-over",
          "This link was used already or is too old. Make a new one with: linewatch-central user link NAME");
    }
    audit.write(user.name(), "login-by-link", user.name(), "from " + address, "");
    ConsoleJson.reply(ctx, me(user, access.begin(ctx, user)));
  }

  private Me me(User user, SecretToken token) {
    return new Me(user.name(), user.role(), token.csrfToken(), site);
  }

  // Jackson leaves a missing field null, whatever the type says.
  @SuppressWarnings("ConstantValue")
  private static void requireText(String text, int max) {
    if (text == null || text.isEmpty() || text.length() > max) {
      throw new ApiError(
          400, "bad-request", "User name, password or token is missing or too long.");
    }
  }
}
