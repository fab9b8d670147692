package io.linewatch.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.NotInspected;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.config.ApiKey;
import io.linewatch.edge.config.StationConfig.RecipeSource;
import io.linewatch.edge.inspection.StationDesk;
import io.linewatch.edge.inspection.StationState;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who says what is made, over HTTP; and the page of the stations. */
@Timeout(60)
class StationRoutesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final AssetPath CAPPER = AssetPath.of("s/a/l1/capper");
  private static final String KEY = "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk";

  @TempDir Path folder;
  private final List<String> ordered = new CopyOnWriteArrayList<>();
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile boolean room = true;
  private @Nullable StatusServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    StationDesk desk =
        new StationDesk(
            () ->
                List.of(
                    state("cap", RecipeSource.API, null, unread()),
                    state("lid", RecipeSource.CHANNEL, "red", null)),
            (station, product) -> room && ordered.add(station + "=" + product));
    ApiKey key = ApiKey.read(Files.writeString(folder.resolve("api.key"), KEY + "\n"));
    StatusServer started =
        new StatusServer(
            "127.0.0.1",
            0,
            () -> {
              throw new IllegalStateException("not asked for here");
            },
            metrics,
            new StationRoutes("gw-1", desk, key, metrics, () -> NOW));
    started.start();
    server = started;
    port = started.port();
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
    http.close();
  }

  private static StationState state(
      String id, RecipeSource from, @Nullable String product, @Nullable PartVerdict last) {
    return new StationState(
        id, CAPPER, from, List.of("blue", "red"), product, last, Map.of(Verdict.NG, 3L));
  }

  private static PartVerdict unread() {
    return new PartVerdict(
        "gw-1",
        CAPPER,
        "cap",
        "<b>P-1</b>",
        Verdict.NOT_INSPECTED,
        NotInspected.UNREADABLE_PICTURE,
        "The picture ends early.",
        GateAction.REJECT,
        false,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        NOW,
        NOW,
        NOW.minusSeconds(7),
        Duration.ofMillis(9),
        Duration.ofSeconds(1),
        null,
        null);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, @Nullable String bearer)
      throws Exception {
    if (bearer != null) {
      request.header("Authorization", bearer);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private HttpResponse<String> put(String station, String body, @Nullable String bearer)
      throws Exception {
    return send(
        to("/stations/" + station + "/recipe").PUT(HttpRequest.BodyPublishers.ofString(body)),
        bearer);
  }

  @Test
  void whoShowsTheKeySetsAStationUp() throws Exception {
    assertThat(put("cap", "{\"product\":\"red\"}", "Bearer " + KEY).statusCode()).isEqualTo(204);
    assertThat(put("cap", "{\"product\":\"\"}", "Bearer " + KEY).statusCode()).isEqualTo(204);

    assertThat(ordered).containsExactly("cap=red", "cap=");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none",
        "Bearer",
        "Bearer wrong",
        "Bearer kkk",
        "Bearer k" + KEY,
        "Basic kkk",
        "bearer " + KEY,
        "Bearer x" + KEY
      })
  void withoutTheKeyNothingIsToldAndNothingChanges(@Nullable String shown) throws Exception {
    HttpResponse<String> order = put("cap", "{\"product\":\"red\"}", shown);
    HttpResponse<String> look = send(to("/stations/cap"), shown);

    assertThat(List.of(order.statusCode(), look.statusCode())).containsOnly(401);
    assertThat(order.body()).contains("inspection.apiKeyFile").doesNotContain(KEY);
    assertThat(look.body()).doesNotContain("blue");
    assertThat(ordered).isEmpty();
    assertThat(metrics.counter("linewatch.inspection.api.refused").count()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "cap | {\"product\":\"green\"} | 422 | no recipe",
        "cap | {\"produkt\":\"red\"} | 400 | send",
        "cap | {\"product\":\"red\",\"and\":1} | 400 | send",
        "cap | {\"product\":\"red\",\"product\":\"\"} | 400 | send",
        "cap | {\"product\":\"red\"}{} | 400 | send",
        "cap | {} | 400 | send",
        "cap | [\"product\"] | 400 | send",
        "cap | {\"product\": | 400 | send",
        "cap | red | 400 | send",
        "lid | {\"product\":\"red\"} | 409 | recipeFrom",
        "box | {\"product\":\"red\"} | 404 | cap, lid",
      })
  void aRequestThatCannotBeCarriedOutSaysWhy(String station, String body, int status, String why)
      throws Exception {
    HttpResponse<String> answer = put(station, body, "Bearer " + KEY);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(why);
    assertThat(ordered).isEmpty();
  }

  @Test
  void aBodyOfMoreThanAFewKilobytesIsNotRead() throws Exception {
    String body = "{\"product\":\"" + "r".repeat(5_000) + "\"}";

    assertThat(put("cap", body, "Bearer " + KEY).statusCode()).isEqualTo(400);
  }

  @Test
  void whileTheStationsWorkerIsFullTheProgramIsAskedToTryAgain() throws Exception {
    room = false;

    HttpResponse<String> answer = put("cap", "{\"product\":\"red\"}", "Bearer " + KEY);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("try again");
  }

  @Test
  void aProgramSeesWhatAStationIsSetUpFor() throws Exception {
    HttpResponse<String> answer = send(to("/stations/lid"), "Bearer " + KEY);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"product\":\"red\"", "\"products\":[\"blue\",\"red\"]", "\"NG\":3");
  }

  @Test
  void thePageShowsEachStationInBothLanguagesAndAPartsNameIsNoMarkup() throws Exception {
    String english = send(to("/stations?lang=en"), null).body();
    String chinese = send(to("/stations?lang=zh"), null).body();

    assertThat(english)
        .contains("linewatch-edge recipe STATION PRODUCT", "&lt;b&gt;P-1&lt;/b&gt;: Not inspected")
        .contains("The picture ends early.", "7 s", "<td>red</td>", "<td>3</td>", "<th>Asset</th>")
        .doesNotContain("<b>P-1");
    assertThat(chinese).contains("相机工位", "未检验");
  }

  @Test
  void thePageIsForLoopbackAlone() throws Exception {
    try (var socket = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET /stations HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      assertThat(
              new String(
                  socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 403");
    }
  }
}
