package io.linewatch.central.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.auth.Role;
import io.linewatch.central.auth.SessionStore;
import io.linewatch.central.console.Browser.Answer;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.wire.Topics;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleApiTest {
  @TempDir static Path dir;
  private static ConsoleBench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = new ConsoleBench(dir, 0);
    bench.applyDemoPlant(Path.of("../deploy/standalone/src/main/resources/demo/plant.yaml"));
    bench.live(SampleAlerts.event("live-1", 7, true));
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  @Test
  void nothingIsServedWithoutLogIn() throws Exception {
    Browser stranger = new Browser(bench.port());
    for (String path :
        List.of(
            "/api/me",
            "/api/feed",
            "/api/feed/stream",
            "/api/alerts",
            "/api/alerts/detail?id=x",
            "/api/assets",
            "/api/asset?path=x",
            "/api/series",
            "/api/gateways",
            "/api/audit",
            "/api/limits",
            "/api/recordings",
            "/api/pictures/state?digest=x",
            "/api/pictures/file?digest=x",
            "/api/plant",
            "/api/health")) {
      assertThat(stranger.get(path).status()).as(path).isEqualTo(401);
    }
  }

  @Test
  void everyAnswerCarriesTheStrictPolicyAndNoInlineScriptButTheImportMap() throws Exception {
    Answer page = new Browser(bench.port()).get("/");
    String policy = page.response().headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "*");
    String html = page.response().body();
    String map = html.substring(html.indexOf("importmap\">") + 11, html.indexOf("</script>"));
    byte[] hash =
        java.security.MessageDigest.getInstance("SHA-256")
            .digest(map.getBytes(StandardCharsets.UTF_8));
    assertThat(policy)
        .contains("'sha256-" + java.util.Base64.getEncoder().encodeToString(hash) + "'");
    assertThat(html).doesNotContain(" on", "style=");
    assertThat(page.response().headers().firstValue("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void everyImportedModuleIsServed() throws Exception {
    Browser stranger = new Browser(bench.port());
    var imports = ConsoleJson.tree(WebModules.fromClassPath().importMap()).get("imports");
    for (String name :
        List.of("lit", "lit-html", "lit-element", "@lit/reactive-element", "echarts")) {
      assertThat(stranger.get(imports.get(name).asText()).status()).as(name).isEqualTo(200);
    }
    for (String secret :
        List.of(
            "/web/../db/migration/V10__console.sql",
            "/web/%2e%2e/logback.xml",
            "/_static/zrender/6.0.0/index.js",
            "/web/nothing.js")) {
      assertThat(stranger.get(secret).status()).as(secret).isIn(400, 404);
    }
  }

  @Test
  void theSessionCookieIsOutOfReachOfScriptsAndOtherSites() throws Exception {
    Browser browser = new Browser(bench.port());
    Answer answer =
        browser.send(
            "POST", "/api/login", Map.of("user", "viewer", "password", ConsoleBench.PASSWORD));
    assertThat(answer.response().headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict", "Path=/");
    String cookie = String.valueOf(browser.cookie);
    String secret = cookie.substring(cookie.indexOf('=') + 1);
    int stored =
        bench.jdbi.withHandle(handle ->
            handle
                .createQuery(
                    "select count(*) from console_session where encode(token_hash, 'escape') like :t")
                .bind("t", "%" + secret + "%")
                .mapTo(Integer.class)
                .one());
    assertThat(stored).isZero();
  }

  @Test
  void rolesReachWhatTheyMayAndNoMore() throws Exception {
    Map<String, Role> needed = new HashMap<>();
    for (AlertCommand.Kind kind : AlertCommand.Kind.values()) {
      needed.put(kind.name(), CommandRoutes.roles().get(kind));
    }
    for (Role role : Role.values()) {
      Browser browser = Browser.loggedIn(bench, role.name().toLowerCase(java.util.Locale.ROOT));
      for (Map.Entry<String, Role> kind : needed.entrySet()) {
        Answer answer = browser.send("POST", "/api/alerts/command", command(kind.getKey()));
        assertThat(answer.status())
            .as(role + " " + kind.getKey())
            .isEqualTo(role.covers(kind.getValue()) ? 200 : 403);
      }
      assertThat(browser.get("/api/audit").status()).isEqualTo(role == Role.ADMIN ? 200 : 403);
      assertThat(browser.get("/api/plant").status())
          .isEqualTo(role.covers(Role.ENGINEER) ? 200 : 403);
      assertThat(browser.get("/api/feed").status()).isEqualTo(200);
    }
  }

  @Test
  void aChangeNeedsThePagesTokenAndThePagesOrigin() throws Exception {
    Browser browser = Browser.loggedIn(bench, "operator");
    Map<String, Object> command = command("ACKNOWLEDGE");
    assertThat(browser.send("POST", "/api/alerts/command", command, "X-Other", "1").code())
        .isEqualTo("csrf");
    assertThat(
            browser
                .send("POST", "/api/alerts/command", command, Access.CSRF_HEADER, "wrong")
                .code())
        .isEqualTo("csrf");
    assertThat(
            browser
                .send(
                    "POST",
                    "/api/alerts/command",
                    command,
                    Access.CSRF_HEADER,
                    browser.csrf,
                    "Origin",
                    "http://evil.example")
                .code())
        .isEqualTo("origin");
    assertThat(browser.send("POST", "/api/alerts/command", command).status()).isEqualTo(200);
  }

  @Test
  void aForeignHostNameIsRefused() throws Exception {
    try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), bench.port())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void guessingIsSlowedDownAndTheRightPasswordWaitsToo() throws Exception {
    Browser guesser = new Browser(bench.port());
    String address = "198.51.100.7";
    Answer answer = null;
    for (int i = 0; i < 6; i++) {
      answer =
          guesser.send(
              "POST",
              "/api/login",
              Map.of("user", "nobody-" + i, "password", "wrong"),
              Access.CSRF_HEADER,
              "none",
              "X-Forwarded-For",
              address);
    }
    assertThat(answer).isNotNull();
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
    assertThat(
            guesser
                .send(
                    "POST",
                    "/api/login",
                    Map.of("user", "viewer", "password", ConsoleBench.PASSWORD),
                    Access.CSRF_HEADER,
                    "none",
                    "X-Forwarded-For",
                    address)
                .status())
        .isEqualTo(429);
  }

  @Test
  void aLinkLogsInOnce() throws Exception {
    String link =
        bench.links.create(bench.users.find("operator").orElseThrow(), "http://127.0.0.1:1");
    String token = link.substring(link.indexOf('#') + 1);
    Browser first = new Browser(bench.port());
    assertThat(
            first
                .send("POST", "/api/login/link", Map.of("token", token))
                .json()
                .get("role")
                .asText())
        .isEqualTo("OPERATOR");
    assertThat(first.get("/api/me").status()).isEqualTo(200);
    assertThat(
            new Browser(bench.port())
                .send("POST", "/api/login/link", Map.of("token", token))
                .code())
        .isEqualTo("link-over");
  }

  @Test
  void logOutEndsTheSessionAtTheServer() throws Exception {
    Browser browser = Browser.loggedIn(bench, "viewer");
    String cookie = browser.cookie;
    assertThat(browser.send("POST", "/api/logout", Map.of()).status()).isEqualTo(200);
    browser.cookie = cookie;
    assertThat(browser.get("/api/me").status()).isEqualTo(401);
  }

  @Test
  void sessionsAndLinksEndWithTime() throws Exception {
    var clock = new ConsoleBench.Clock();
    SessionStore sessions = new SessionStore(bench.jdbi, clock);
    var user = bench.users.find("viewer").orElseThrow();
    var links = new io.linewatch.central.auth.LoginLinks(bench.jdbi, clock);
    var token = sessions.open(user);
    clock.forward(SessionStore.IDLE.minusMinutes(1));
    assertThat(sessions.find(token)).contains(user);
    clock.forward(SessionStore.IDLE.minusMinutes(1));
    assertThat(sessions.find(token)).as("used meanwhile").contains(user);
    clock.forward(SessionStore.IDLE.plusMinutes(1));
    assertThat(sessions.find(token)).as("idle").isEmpty();
    String link = links.create(user, "http://x");
    clock.forward(Duration.ofMinutes(16));
    assertThat(
            links.use(
                new io.linewatch.central.auth.SecretToken(link.substring(link.indexOf('#') + 1))))
        .isEmpty();
  }

  @Test
  void aCommandCarriesActorAndSeenRevisionAndIsAudited() throws Exception {
    Browser browser = Browser.loggedIn(bench, "operator");
    Map<String, Object> comment = new HashMap<>(command("COMMENT"));
    comment.put("text", "greased at 03:10");
    assertThat(browser.send("POST", "/api/alerts/command", comment).json().get("outcome").asText())
        .isEqualTo("ACCEPTED");
    AlertCommand sent = java.util.Objects.requireNonNull(bench.bus.last.get());
    assertThat(sent.actor()).isEqualTo("operator");
    assertThat(sent.seenRevision()).isEqualTo(7);
    assertThat(sent.source()).isEqualTo(SampleAlerts.PUMP + "/limit:vibration");
    assertThat(Browser.loggedIn(bench, "admin").get("/api/audit").response().body())
        .contains("greased at 03:10");
  }

  @Test
  void noReplyIsSaidSoAndNotCalledAFailure() throws Exception {
    Browser browser = Browser.loggedIn(bench, "operator");
    var before = bench.bus.answer;
    try {
      bench.bus.answer = _ -> new CompletableFuture<>();
      Answer late = browser.send("POST", "/api/alerts/command", command("ACKNOWLEDGE"));
      assertThat(late.status()).isEqualTo(504);
      assertThat(late.json().get("message").asText()).contains("look at the alert");
      bench.bus.answer = _ -> CompletableFuture.failedFuture(new IllegalStateException("away"));
      assertThat(browser.send("POST", "/api/alerts/command", command("ACKNOWLEDGE")).code())
          .isEqualTo("not-sent");
    } finally {
      bench.bus.answer = before;
    }
  }

  @Test
  void commandsThatMakeNoSenseAreRefusedWithAReason() throws Exception {
    Browser browser = Browser.loggedIn(bench, "operator");
    Map<String, Object> shelve = new HashMap<>(command("SHELVE"));
    shelve.put("minutes", 100_000);
    assertThat(browser.send("POST", "/api/alerts/command", shelve).code())
        .isEqualTo("shelving-range");
    shelve.put("minutes", 10);
    shelve.put("text", " ");
    assertThat(browser.send("POST", "/api/alerts/command", shelve).code())
        .isEqualTo("reason-needed");
    Map<String, Object> unknown = new HashMap<>(command("ACKNOWLEDGE"));
    unknown.put("alertId", "nothing");
    assertThat(browser.send("POST", "/api/alerts/command", unknown).code())
        .isEqualTo("no-such-alert");
    assertThat(browser.send("POST", "/api/alerts/command", Map.of("kind", "EXPLODE")).status())
        .isEqualTo(400);
  }

  @Test
  void textThatCannotBeStoredIsThePersonsMistakeAndNotTheServers() throws Exception {
    Browser browser = Browser.loggedIn(bench, "operator");
    Map<String, Object> comment = new HashMap<>(command("COMMENT"));
    comment.put("text", "nul \u0000");
    Answer answer = browser.send("POST", "/api/alerts/command", comment);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
    assertThat(answer.json().get("message").asText()).contains("text");
    assertThat(browser.get("/api/alerts/detail?id=%00").status()).isEqualTo(400);
    assertThat(browser.get("/api/alerts?asset=%00").status()).isEqualTo(400);
  }

  @Test
  void aLimitEditBecomesADesiredDocumentOnceAndAStaleOneIsRefused() throws Exception {
    Browser engineer = Browser.loggedIn(bench, "engineer");
    String detector = ConsolePreview.vibration().toString();
    long version = engineer.get("/api/assets").json().get("plantVersion").asLong();
    Map<String, Object> edit =
        Map.of(
            "detector",
            detector,
            "limits",
            List.of(Map.of("severity", "HIGH", "comparison", "ABOVE", "value", 5.5)),
            "onDelaySeconds",
            7,
            "offDelaySeconds",
            10,
            "deadBand",
            0.2,
            "seenPlantVersion",
            version,
            "reason",
            "new bearing runs rougher");
    Answer answer = engineer.send("PUT", "/api/limits", edit);
    assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
    assertThat(answer.json().get("gateways").get(0).asText()).isEqualTo("gw-1");
    long revision = answer.json().get("revision").asLong();
    DesiredState document =
        bench.jdbi.withHandle(handle ->
            handle
                .createQuery(
                    "select document from desired_state where gateway = 'gw-1' and revision = :r and published_at is null")
                .bind("r", revision)
                .map((row, _) -> Topics.DESIRED.codec().decode(row.getBytes(1)))
                .one());
    var policy =
        document.policies().stream()
            .filter(one -> one.detector().toString().equals(detector))
            .findFirst()
            .orElseThrow()
            .policy();
    assertThat(policy.limits())
        .singleElement()
        .satisfies(limit -> assertThat(limit.value()).isEqualTo(5.5));
    assertThat(policy.onDelay()).isEqualTo(Duration.ofSeconds(7));
    assertThat(policy.operatorAction()).contains("grease");
    assertThat(engineer.send("PUT", "/api/limits", edit).code()).isEqualTo("plant-changed");
    assertThat(Browser.loggedIn(bench, "operator").send("PUT", "/api/limits", edit).status())
        .isEqualTo(403);
    assertThat(Browser.loggedIn(bench, "admin").get("/api/audit").response().body())
        .contains("new bearing runs rougher");
  }

  @Test
  void aWrongSheetChangesNothing() throws Exception {
    long before = bench.plant.current().version();
    var sheet = bench.plant.current().sheet();
    var wrong =
        new io.linewatch.domain.sheet.PlantSheet(
            sheet.site(),
            List.of(),
            sheet.classes(),
            sheet.assets(),
            sheet.channels(),
            sheet.limits(),
            sheet.models(),
            sheet.sources());
    assertThat(bench.plant.apply(wrong, before, "x", "", "plant", "test"))
        .isInstanceOf(io.linewatch.central.plant.PlantChange.Wrong.class);
    assertThat(bench.plant.current().version()).isEqualTo(before);
  }

  @Test
  void theStreamGoesOnWhereTheSnapshotEnds() throws Exception {
    Browser browser = Browser.loggedIn(bench, "viewer");
    String cursor = browser.get("/api/feed").json().get("cursor").asText();
    try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), bench.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("GET /api/feed/stream?cursor="
                      + cursor
                      + " HTTP/1.1\r\nHost: localhost\r\nCookie: "
                      + browser.cookie
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      var lines =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      awaitLine(lines, "event: hello");
      bench.live(SampleAlerts.event("live-2", 1, true));
      awaitLine(lines, "event: alert");
      assertThat(awaitLine(lines, "data: ")).contains("live-2", "\"shown\":\"UNACKNOWLEDGED\"");
    }
  }

  private static String awaitLine(java.io.BufferedReader lines, String start) throws Exception {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
    }
    throw new AssertionError("the stream ended before '" + start + "'");
  }

  private static Map<String, Object> command(String kind) {
    return Map.of(
        "kind", kind, "alertId", "live-1", "seenRevision", 7, "text", "why", "minutes", 10);
  }
}
