package io.linewatch.central.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.central.auth.Role;
import io.linewatch.central.auth.User;
import io.linewatch.central.console.Browser.Answer;
import io.linewatch.domain.inspection.PictureLabel;
import io.linewatch.domain.inspection.PictureLabels;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.wire.PictureRecords;
import io.linewatch.model.format.Digest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One person says what a part is, another approves it, and the next fit can have it. */
class LabelsApiTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir static Path dir;
  private static ConsoleBench bench;
  private static PictureGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    bench = new ConsoleBench(dir, 0);
    bench.applyDemoPlant(Path.of("../deploy/standalone/src/main/resources/demo/plant.yaml"));
    bench.users.put(new User("second", Role.ENGINEER), ConsoleBench.PASSWORD.toCharArray());
    gateway = new PictureGateway(bench.port(), "gw-1");
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    bench.close();
  }

  private static byte[] told(String part, long seed) throws Exception {
    byte[] picture = PictureGateway.picture(seed, "png");
    gateway.tell(gateway.part(part, Verdict.NG, NOON.plusSeconds(seed), picture));
    return picture;
  }

  private static JsonNode row(Browser browser, String part) throws Exception {
    for (JsonNode one : browser.get("/api/parts").json().get("parts")) {
      if (one.get("part").get("part").asText().equals(part)) {
        return one;
      }
    }
    throw new AssertionError(part + " is not in the gallery");
  }

  private static Answer label(Browser browser, String part, String label) throws Exception {
    JsonNode row = row(browser, part).get("part");
    Map<String, Object> request = new HashMap<>();
    request.put("digest", row.get("picture").asText());
    request.put("alertId", null);
    request.put("partId", row.get("id").asLong());
    request.put("label", label);
    request.put("reason", "looked at it");
    return browser.send("POST", "/api/labels", request);
  }

  private static Answer decide(Browser browser, Answer label, String to) throws Exception {
    return browser.send(
        "POST",
        "/api/labels/decide",
        Map.of("id", label.json().get("id").asLong(), "to", to, "reason", "because"));
  }

  @Test
  void theGalleryShowsPartsByStationAndDay() throws Exception {
    told("G-1", 10);
    told("G-2", 86_400 + 11);
    Browser viewer = Browser.loggedIn(bench, "viewer");

    JsonNode all = viewer.get("/api/parts").json();
    assertThat(all.get("stations").toString()).contains("\"station\":\"cap\"");
    String station = "asset=" + PictureGateway.PUMP + "&station=cap";
    assertThat(viewer.get("/api/parts?day=2026-03-01&" + station).response().body())
        .contains("G-1")
        .doesNotContain("G-2");
    JsonNode other =
        viewer.get("/api/parts?asset=" + PictureGateway.PUMP + "&station=other").json();
    assertThat(other.get("parts").isEmpty()).isTrue();
    long id = row(viewer, "G-1").get("part").get("id").asLong();
    Answer thumbnail = viewer.get("/api/parts/thumbnail?id=" + id);
    assertThat(thumbnail.response().headers().firstValue("Content-Type").orElseThrow())
        .startsWith("image/jpeg");
    assertThat(label(viewer, "G-1", "FINE").status()).isEqualTo(403);
  }

  @Test
  void aLabelAsksForItsPictureAndCountsWhenASecondPersonHasApprovedIt() throws Exception {
    byte[] picture = told("P-1", 20);
    Browser engineer = Browser.loggedIn(bench, "engineer");
    Browser second = Browser.loggedIn(bench, "second");
    Browser operator = Browser.loggedIn(bench, "operator");

    Answer said = label(engineer, "P-1", "FINE");
    assertThat(said.status()).as(said.json().toString()).isEqualTo(200);
    assertThat(gateway.wanted()).contains(Digest.of(picture));
    assertThat(decide(engineer, said, "APPROVED").code()).isEqualTo("label-own");
    assertThat(decide(operator, said, "APPROVED").status()).isEqualTo(403);
    assertThat(decide(second, said, "APPROVED").json().get("state").asText()).isEqualTo("APPROVED");
    assertThat(decide(second, said, "APPROVED").code()).isEqualTo("label-decided");
    assertThat(row(operator, "P-1").get("labels").get(0).get("decidedBy").asText())
        .isEqualTo("second");

    gateway.part("pictures", picture, 0, picture.length);
    Map<String, byte[]> archive = export(second);
    PictureLabels labels =
        PictureRecords.LABELS.decode(Objects.requireNonNull(archive.get(PictureLabels.FILE)));
    PictureLabel label =
        labels.labels().stream()
            .filter(one -> one.digest().equals(Digest.of(picture)))
            .findFirst()
            .orElseThrow();
    assertThat(label.author()).isEqualTo("engineer");
    assertThat(label.approvedBy()).isEqualTo("second");
    assertThat(label.recipe()).isEqualTo("blue-cap");
    assertThat(label.reason()).isEqualTo("looked at it");
    assertThat(archive.get(label.file())).isEqualTo(picture);
    assertThat(Browser.loggedIn(bench, "admin").get("/api/audit").response().body())
        .contains("label-fine", "label-approved", "labels-export");
  }

  private static Map<String, byte[]> export(Browser browser) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:"
                        + bench.port()
                        + "/api/labels/export?asset="
                        + PictureGateway.PUMP
                        + "&station=cap"))
            .header("Cookie", Objects.requireNonNull(browser.cookie))
            .build();
    Map<String, byte[]> files = new HashMap<>();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(200);
      try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          files.put(entry.getName(), zip.readAllBytes());
        }
      }
    }
    return files;
  }

  @Test
  void theOppositeOfWhatIsApprovedIsShownAndCannotBeApproved() throws Exception {
    told("P-2", 30);
    Browser engineer = Browser.loggedIn(bench, "engineer");
    Browser second = Browser.loggedIn(bench, "second");
    Browser operator = Browser.loggedIn(bench, "operator");
    assertThat(decide(second, label(engineer, "P-2", "FINE"), "APPROVED").status()).isEqualTo(200);

    Answer opposite = label(operator, "P-2", "DEFECT");

    assertThat(opposite.json().get("contradicted").asBoolean()).isTrue();
    assertThat(decide(second, opposite, "APPROVED").code()).isEqualTo("label-contradicts");
    assertThat(decide(operator, opposite, "WITHDRAWN").status()).isEqualTo(200);
    assertThat(row(operator, "P-2").get("labels")).hasSize(1);
  }

  @Test
  void whoSaysOtherwiseLaterTakesTheFirstWordBack() throws Exception {
    told("P-3", 40);
    Browser operator = Browser.loggedIn(bench, "operator");
    label(operator, "P-3", "FINE");

    label(operator, "P-3", "DEFECT");

    assertThat(row(operator, "P-3").get("labels")).hasSize(1);
    assertThat(row(operator, "P-3").get("labels").get(0).get("label").asText()).isEqualTo("DEFECT");
  }

  @Test
  void theDatabaseItselfRefusesASelfApprovedLabel() {
    assertThatThrownBy(() ->
            bench.jdbi.useHandle(handle ->
                handle.execute(
                    """
                    insert into picture_label (digest, gateway, asset, station, part, masked,
                      label, reason, author, at, state, decided_by)
                    values ('d', 'g', 'a/b/c/d', 's', 'p', false, 'FINE', 'r', 'ann', now(),
                      'APPROVED', 'ann')
                    """)))
        .hasMessageContaining("four_eyes");
  }
}
