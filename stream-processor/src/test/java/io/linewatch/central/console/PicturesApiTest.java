package io.linewatch.central.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.central.console.Browser.Answer;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.recording.Upload;
import io.linewatch.model.format.Digest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A picture is asked for in the console, and its gateway gives it. */
class PicturesApiTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir static Path dir;
  private static ConsoleBench bench;
  private static PictureGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    bench = new ConsoleBench(dir, 0);
    bench.applyDemoPlant(Path.of("../deploy/standalone/src/main/resources/demo/plant.yaml"));
    gateway = new PictureGateway(bench.port(), "gw-1");
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    bench.close();
  }

  private static String state(Browser browser, String digest) throws Exception {
    return browser.get("/api/pictures/state?digest=" + digest).json().get("state").asText();
  }

  private static Answer ask(Browser browser, String digest, String alert) throws Exception {
    return browser.send("POST", "/api/pictures/ask", Map.of("digest", digest, "alertId", alert));
  }

  @Test
  void thePictureOfAnAlertIsAskedForComesInPartsAndIsShown() throws Exception {
    byte[] picture = PictureGateway.picture(2, "png");
    String digest = Digest.of(picture);
    bench.live(SampleAlerts.picture("picture-1", gateway.part("P-1", Verdict.NG, NOON, picture)));
    Browser engineer = Browser.loggedIn(bench, "engineer");
    assertThat(state(engineer, digest)).isEqualTo("NOT_ASKED");
    assertThat(gateway.part("pictures", picture, 0, picture.length).statusCode())
        .as("what nobody asked for")
        .isEqualTo(422);
    assertThat(ask(Browser.loggedIn(bench, "operator"), digest, "picture-1").status())
        .isEqualTo(403);

    assertThat(ask(engineer, digest, "picture-1").json().get("state").asText()).isEqualTo("ASKED");
    bench.clock.forward(Duration.ofMinutes(2));
    assertThat(engineer.get("/api/pictures/state?digest=" + digest).json().get("away").asBoolean())
        .isTrue();
    assertThat(gateway.wanted()).contains(digest);
    assertThat(engineer.get("/api/pictures/state?digest=" + digest).json().get("away").asBoolean())
        .isFalse();
    int half = picture.length / 2;
    assertThat(Upload.State.CODEC.decode(gateway.part("pictures", picture, 0, half).body()))
        .isEqualTo(new Upload.State(half, false));
    assertThat(
            Upload.State.CODEC.decode(
                gateway.part("pictures", picture, half, picture.length).body()))
        .isEqualTo(new Upload.State(picture.length, true));

    assertThat(state(engineer, digest)).isEqualTo("ARRIVED");
    assertThat(gateway.wanted()).doesNotContain(digest);
    HttpResponse<byte[]> shown = file(engineer, digest);
    assertThat(shown.body()).isEqualTo(picture);
    assertThat(shown.headers().firstValue("Content-Type").orElseThrow()).startsWith("image/png");
    assertThat(Browser.loggedIn(bench, "admin").get("/api/audit").response().body())
        .contains("picture-ask", digest);
  }

  private static HttpResponse<byte[]> file(Browser browser, String digest) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + bench.port() + "/api/pictures/file?digest=" + digest))
            .header("Cookie", Objects.requireNonNull(browser.cookie))
            .build();
    try (var http = java.net.http.HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Test
  void aPictureThatIsGoneIsSaidSoAndCanBeAskedForAgain() throws Exception {
    byte[] picture = PictureGateway.picture(3, "jpeg");
    String digest = Digest.of(picture);
    bench.live(SampleAlerts.picture("picture-2", gateway.part("P-2", Verdict.NG, NOON, picture)));
    Browser engineer = Browser.loggedIn(bench, "engineer");
    ask(engineer, digest, "picture-2");

    assertThat(gateway.wanted(digest)).doesNotContain(digest);
    assertThat(state(engineer, digest)).isEqualTo("GONE");

    assertThat(ask(engineer, digest, "picture-2").json().get("state").asText()).isEqualTo("ASKED");
    assertThat(gateway.wanted()).contains(digest);
  }

  @Test
  void whatIsNoPictureIsRefusedAndTheReasonIsShown() throws Exception {
    byte[] page =
        "<html><script>alert(1)</script>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    String digest = Digest.of(page);
    bench.live(SampleAlerts.picture("picture-3", gateway.part("P-3", Verdict.NG, NOON, page)));
    Browser engineer = Browser.loggedIn(bench, "engineer");
    ask(engineer, digest, "picture-3");

    assertThat(gateway.part("pictures", page, 0, page.length).statusCode()).isEqualTo(422);

    assertThat(engineer.get("/api/pictures/state?digest=" + digest).json().get("problem").asText())
        .contains("no JPEG or PNG");
    assertThat(file(engineer, digest).statusCode()).isEqualTo(404);
  }

  @Test
  void aGatewayTellsOfItsOwnAssetsAloneAndOnceIsEnough() throws Exception {
    byte[] picture = PictureGateway.picture(4, "png");
    try (PictureGateway other = new PictureGateway(bench.port(), "gw-9")) {
      assertThat(other.tell(other.part("P-4", Verdict.NG, NOON, picture)).statusCode())
          .isEqualTo(422);
    }
    var told = gateway.part("P-4", Verdict.REVIEW, NOON, picture);
    assertThat(gateway.tell(told).statusCode()).isEqualTo(200);
    assertThat(gateway.tell(told).statusCode()).isEqualTo(200);
    assertThat(gateway.tell(gateway.part("P-5", Verdict.OK, NOON, picture)).statusCode())
        .isEqualTo(422);

    int rows =
        bench.jdbi.withHandle(handle ->
            handle
                .createQuery("select count(*) from inspected_part where part = 'P-4'")
                .mapTo(Integer.class)
                .one());
    assertThat(rows).isEqualTo(1);
    assertThat(gateway.part("pictures", picture, 0, picture.length).statusCode())
        .as("a part that was told of may be shown without being asked for")
        .isEqualTo(200);
    assertThat(state(Browser.loggedIn(bench, "viewer"), Digest.of(picture))).isEqualTo("ARRIVED");
  }
}
