package io.linewatch.central.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.auth.Role;
import io.linewatch.central.console.HealthRoutes.Check;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may see how the centre is: its own machine, people from elsewhere, people who logged in. */
class HealthAccessTest {
  private static final String SECRET = "history waits: db-7.internal refuses";

  @TempDir static Path dir;
  private static ConsoleBench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = new ConsoleBench(dir, 0);
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  @BeforeEach
  void fail() {
    bench.check = new Check(false, SECRET);
  }

  /** As a proxy on this machine hands on what somebody elsewhere asked. */
  private static Browser.Answer fromElsewhere(Browser browser, String path) throws Exception {
    return browser.send("GET", path, null, "X-Forwarded-For", "198.51.100.7");
  }

  @Test
  void healthIs200OnlyWhileEverythingWorks() throws Exception {
    Browser local = new Browser(bench.port());
    assertThat(local.get("/health").status()).isEqualTo(503);
    bench.check = new Check(true, "");
    assertThat(local.get("/health").status()).isEqualTo(200);
    assertThat(local.get("/health").json().get("ok").asBoolean()).isTrue();
  }

  @Test
  void thisMachineIsToldWhatIsWrongAndAStrangerElsewhereOnlyThatSomethingIs() throws Exception {
    Browser stranger = new Browser(bench.port());
    assertThat(stranger.get("/health").response().body()).contains(SECRET);
    Browser.Answer outside = fromElsewhere(stranger, "/health");
    assertThat(outside.status()).isEqualTo(503);
    assertThat(outside.json().get("ok").asBoolean(true)).isFalse();
    assertThat(outside.json().get("checks").get("fake").get("ok").asBoolean(true)).isFalse();
    assertThat(outside.response().body()).doesNotContain("db-7");
    assertThat(fromElsewhere(stranger, "/api/health").status()).isEqualTo(401);
  }

  @Test
  void whoLoggedInIsToldWhatIsWrongFromAnywhere() throws Exception {
    Browser viewer = Browser.loggedIn(bench, "viewer");
    assertThat(fromElsewhere(viewer, "/health").response().body()).contains(SECRET);
    Browser.Answer api = fromElsewhere(viewer, "/api/health");
    assertThat(api.status()).isEqualTo(503);
    assertThat(api.response().body()).contains(SECRET);
  }

  @Test
  void metricsAreForThisMachineAndForAdministratorsElsewhere() throws Exception {
    Browser stranger = new Browser(bench.port());
    Browser.Answer local = stranger.get("/metrics");
    assertThat(local.status()).isEqualTo(200);
    assertThat(local.response().headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    assertThat(fromElsewhere(stranger, "/metrics").status()).isEqualTo(403);
    for (Role role : Role.values()) {
      Browser person = Browser.loggedIn(bench, role.name().toLowerCase(Locale.ROOT));
      assertThat(fromElsewhere(person, "/metrics").status())
          .as(role.name())
          .isEqualTo(role == Role.ADMIN ? 200 : 403);
    }
  }

  @Test
  void aStolenCookieOfAnEndedSessionSeesNoMetrics() throws Exception {
    Browser admin = Browser.loggedIn(bench, "admin");
    String cookie = admin.cookie;
    admin.send("POST", "/api/logout", java.util.Map.of());
    admin.cookie = cookie;
    assertThat(fromElsewhere(admin, "/metrics").status()).isEqualTo(403);
  }
}
