package io.linewatch.edge.status;

import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites' pages in the same browser out: what listens on loopback alone can still be
 * reached from there, by a name that is made to resolve to loopback or by a form that posts here.
 */
final class LocalOrigin {
  private static final Pattern LOOPBACK =
      Pattern.compile("(localhost|127(\\.\\d{1,3}){3}|\\[::1])(:\\d{1,5})?");
  private static final int TOKEN_BYTES = 18;

  /** New with every start; in the forms of our own pages, which other sites cannot read. */
  private final String token;

  LocalOrigin() {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  String token() {
    return token;
  }

  /** Refuses a request under another name than loopback's. */
  static void requireLoopback(Context context) {
    String host = context.header("Host");
    if (host == null || !LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
      throw new ForbiddenResponse(
          "Open this page as http://127.0.0.1 or http://localhost, such as through ssh -L.");
    }
  }

  /** Refuses a change that no form of this run of the agent has asked for. */
  void requireToken(Context context) {
    @Nullable String given = context.formParam("token");
    String site = context.header("Sec-Fetch-Site");
    boolean ours =
        given != null
            && MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8))
            && (site == null || site.equals("same-origin"));
    if (!ours) {
      throw new ForbiddenResponse("The agent was started anew: load the page again, then repeat.");
    }
  }
}
