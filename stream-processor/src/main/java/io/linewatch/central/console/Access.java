package io.linewatch.central.console;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import io.linewatch.central.auth.Role;
import io.linewatch.central.auth.SecretToken;
import io.linewatch.central.auth.SessionStore;
import io.linewatch.central.auth.User;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may call what. Every route of the API is wrapped by {@link #allow}, so that forgetting a
 * check is not possible; what changes something also needs the page's token and the page's own
 * origin.
 */
public final class Access {
  public static final String CSRF_HEADER = "X-Linewatch-Csrf";
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String USER = "linewatch-user";

  private final SessionStore sessions;
  private final boolean secure;
  private final String cookieName;

  /**
   * @param secure whether people reach the console by https
   */
  public Access(SessionStore sessions, boolean secure) {
    this.sessions = sessions;
    this.secure = secure;
    this.cookieName = secure ? "__Host-linewatch" : "linewatch";
  }

  /** A handler for people with at least this role. */
  Handler allow(Role needed, Handler handler) {
    return ctx -> {
      SecretToken token = token(ctx);
      User user = token == null ? null : sessions.find(token).orElse(null);
      if (token == null || user == null) {
        throw new ApiError(401, "login-needed", "Please log in.");
      }
      if (!READING.contains(ctx.method().name())) {
        String sent = ctx.header(CSRF_HEADER);
        if (sent == null || !SecretToken.same(sent, token.csrfToken())) {
          throw new ApiError(
              403, "csrf", "This page is out of date. Load it again and repeat what you did.");
        }
        requireSameOrigin(ctx);
      }
      if (!user.role().covers(needed)) {
        throw new ApiError(
            403,
            "role",
            "This needs the role "
                + needed.name().toLowerCase(Locale.ROOT)
                + "; ask an administrator of Linewatch.");
      }
      ctx.attribute(USER, user);
      handler.handle(ctx);
    };
  }

  /** A handler for people who are not logged in yet; still only from the console's own pages. */
  Handler open(Handler handler) {
    return ctx -> {
      if (!READING.contains(ctx.method().name())) {
        if (ctx.header(CSRF_HEADER) == null) {
          throw new ApiError(403, "csrf", "Only the console's own pages may log in.");
        }
        requireSameOrigin(ctx);
      }
      handler.handle(ctx);
    };
  }

  static User user(Context ctx) {
    User user = ctx.attribute(USER);
    if (user == null) {
      throw new IllegalStateException("route without access check");
    }
    return user;
  }

  Optional<User> sessionUser(Context ctx) {
    SecretToken token = token(ctx);
    return token == null ? Optional.empty() : sessions.find(token);
  }

  /** Starts a session for this browser; whatever session it had before is ended. */
  SecretToken begin(Context ctx, User user) {
    end(ctx);
    SecretToken token = sessions.open(user);
    ctx.cookie(cookie(token.text(), -1));
    return token;
  }

  void end(Context ctx) {
    SecretToken token = token(ctx);
    if (token != null) {
      sessions.close(token);
      ctx.cookie(cookie("", 0));
    }
  }

  private Cookie cookie(String value, int maxAge) {
    Cookie cookie = new Cookie(cookieName, value);
    cookie.setPath("/");
    cookie.setMaxAge(maxAge);
    cookie.setSecure(secure);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    return cookie;
  }

  @Nullable SecretToken token(Context ctx) {
    String text = ctx.cookie(cookieName);
    if (text == null || text.isEmpty() || text.length() > 64) {
      return null;
    }
    return new SecretToken(text);
  }

  private static void requireSameOrigin(Context ctx) {
    String origin = ctx.header("Origin");
    if (origin == null) {
      return; // no browser sends a cross-site request with our header and without an origin
    }
    String host = ctx.header("Host");
    try {
      if (host != null && host.equals(URI.create(origin).getRawAuthority())) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // falls through: an origin that is no URI is not ours
    }
    throw new ApiError(403, "origin", "Another web site may not use this console.");
  }

  /** Whose try it is: the peer, or whom a proxy on this machine speaks for. */
  static String address(Context ctx) {
    String peer = ctx.req().getRemoteAddr();
    String forwarded = ctx.header("X-Forwarded-For");
    if (forwarded != null && isLoopback(peer)) {
      String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
      return last.length() > 64 ? last.substring(0, 64) : last;
    }
    return peer;
  }

  /** Whether the request comes from this machine itself, not through a proxy. */
  static boolean isLocal(Context ctx) {
    return ctx.header("X-Forwarded-For") == null && isLoopback(ctx.req().getRemoteAddr());
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
