package io.linewatch.central.console;

import io.javalin.http.Context;
import io.linewatch.central.config.CentralConfig;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What every answer carries, and whose requests are answered at all. */
final class SecurityHeaders {
  private final String policy;
  private final boolean secure;
  private final Set<String> hosts = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));

  SecurityHeaders(WebModules modules, CentralConfig.Console config) {
    this.secure = config.isSecure();
    this.policy =
        "default-src 'none'; script-src 'self' "
            + modules.importMapHash()
            + "; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self';"
            + " frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
    String host = URI.create(config.publicUrl()).getHost();
    hosts.add(host.toLowerCase(Locale.ROOT));
  }

  /**
   * Refuses names that are not the console's, so that a foreign site whose name is pointed at this
   * machine (DNS rebinding) reaches nothing.
   */
  void before(Context ctx) {
    ctx.header("Content-Security-Policy", policy);
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("Cross-Origin-Opener-Policy", "same-origin");
    ctx.header("Cross-Origin-Resource-Policy", "same-origin");
    ctx.header("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    if (secure) {
      ctx.header("Strict-Transport-Security", "max-age=31536000");
    }
    if (ctx.path().startsWith("/api/")) {
      ctx.header("Cache-Control", "no-store");
    }
    String host = ctx.header("Host");
    if (host == null || !hosts.contains(withoutPort(host))) {
      throw new ApiError(
          421, "host", "This console answers only to its own name; see console.publicUrl.");
    }
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    boolean port = colon > host.lastIndexOf(']');
    return (port && colon > 0 ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
  }
}
