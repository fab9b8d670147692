package io.linewatch.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.sheet.PlantSheetCsv;
import io.linewatch.domain.sheet.PlantSheetYaml;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.pipeline.Plant;
import io.linewatch.edge.pipeline.PointReading;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.signal.RejectionReason;
import io.linewatch.edge.vibration.VibrationPoints;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CommissioningPagesTest {
  private static final String EVIL = "evil/<script>alert(1)</script>/\"'><img src=x>";
  private static final String TEMP = "s/a/l1/pump/temp";

  @TempDir Path stateDir;
  private final CommissioningDesk desk = new CommissioningDesk();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<StatusServer> servers = new ArrayList<>();
  private int port;

  @BeforeEach
  void start() {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    StatusServer server =
        new StatusServer(
            "127.0.0.1",
            0,
            () -> {
              throw new IllegalStateException("not asked for here");
            },
            metrics,
            desk.routes(stateDir, metrics));
    server.start();
    servers.add(server);
    port = server.port();
  }

  @AfterEach
  void stop() {
    servers.forEach(StatusServer::close);
    http.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Accept-Language", "en")
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String token, String... fields) throws Exception {
    StringBuilder body = new StringBuilder("lang=en&token=" + encoded(token));
    for (int i = 0; i < fields.length; i += 2) {
      body.append('&').append(fields[i]).append('=').append(encoded(fields[i + 1]));
    }
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private String token() throws Exception {
    Matcher found =
        Pattern.compile("name=\"token\" value=\"([^\"]+)\"").matcher(get("/topics").body());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private void listen() throws Exception {
    assertThat(
            post("/topics/listen", token(), "connection", "line", "filter", "#", "seconds", "60")
                .statusCode())
        .isEqualTo(303);
  }

  @Test
  void whatIsHeardIsListedAndNothingOfItBecomesMarkup() throws Exception {
    desk.desired = Plant.desired(1);
    listen();
    desk.hear("factory/l1/pump/temp", "{\"value\":21.5}");
    desk.hear(EVIL, "{\"temp_c\":1,\"x\":\"</textarea><script>alert(2)</script>\"}");

    HttpResponse<String> page = get("/topics");

    assertThat(page.body())
        .contains("factory/l1/pump/temp", "flat JSON", "temp_c (Cel?)", "NOT MAPPED")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;/textarea&gt;")
        .doesNotContain("<script>alert", "<img");
    assertThat(page.body().split("<script>", -1)).as("our own script alone").hasSize(2);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'sha256-", "form-action 'self'")
        .doesNotContain("unsafe");
    assertThat(get("/topics?only=unmapped").body()).doesNotContain("factory/l1/pump/temp</td>");
    assertThat(get("/topics?lang=zh").body()).contains("收到的主题", "未映射");
  }

  @Test
  void whatGatewaysTellTheLineIsNoSensorThatIsNotMapped() throws Exception {
    listen();
    desk.hear("linewatch/gw-1/conditions/s/a/l1/pump/limit:temp", "{\"value\": 80}");
    assertThat(get("/topics").body()).contains("Linewatch tells it").doesNotContain("NOT MAPPED<");
    assertThat(get("/topics?only=unmapped").body()).doesNotContain("limit:temp");
    assertThat(get("/topics?lang=zh").body()).contains("Linewatch 自身发布", "扁平 JSON");
  }

  @Test
  void aChinesePageSaysInChineseWhyAPointWaitsAndHowGoodItsValueIs() throws Exception {
    desk.desired = Plant.desired(1);
    temperature(Quality.UNCERTAIN);
    assertThat(get("/points?lang=zh").body()).contains("存疑").doesNotContain("uncertain");
    desk.readings = List.of();
    assertThat(get("/points?lang=zh").body()).contains("factory/l1/pump/temp 上尚未收到任何消息。");
  }

  @Test
  void aSourceThatIsMappedAndNotHeardIsNamed() throws Exception {
    desk.desired = Plant.desired(1);
    listen();
    desk.hear("elsewhere", "1");
    assertThat(get("/topics").body()).contains("factory/{line}/{asset}/{channel}");
    desk.hear("factory/l1/pump/temp", "{\"value\":21.5}");
    assertThat(get("/topics").body()).contains("Every source was heard.");
  }

  @Test
  void aSelectionBecomesRowsThatThePlantSheetsCheckAccepts() throws Exception {
    listen();
    desk.hear("plc/line-1/press", "{\"force_kn\":1,\"temp\":2,\"ts\":1}");
    desk.hear("plc/line-1/saw", "hello");

    HttpResponse<String> csv = rows("csv", "1", "2");
    HttpResponse<String> yaml = rows("yaml", "1");

    assertThat(csv.statusCode()).isEqualTo(200);
    assertThat(csv.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
    assertThat(PlantSheetCsv.check(csv.body())).isEmpty();
    assertThat(PlantSheetYaml.check(yaml.body())).isEmpty();
    assertThat(PlantSheetYaml.read(yaml.body()).value())
        .isEqualTo(PlantSheetCsv.read(csv.body()).value());
    assertThat(rows("show", "1", "2").body()).contains("plc/line-1/saw: not JSON", "<textarea");
    assertThat(rows("csv", "2").statusCode()).as("nothing to read").isEqualTo(422);
  }

  private HttpResponse<String> rows(String as, String... topics) throws Exception {
    List<String> fields =
        new ArrayList<>(
            List.of("session", "1", "home", "s/a/l1", "area", "a", "line", "l1", "as", as));
    for (String topic : topics) {
      fields.addAll(List.of("topic", topic));
    }
    return post("/topics/rows", token(), fields.toArray(String[]::new));
  }

  @Test
  void aGatewayThatProtectsItselfDoesNotListen() throws Exception {
    desk.spare = false;
    HttpResponse<String> refused =
        post("/topics/listen", token(), "connection", "line", "filter", "#", "seconds", "60");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("protects itself");
  }

  @Test
  void noChangeIsMadeForAStranger() throws Exception {
    assertThat(post("/topics/listen", "guessed", "connection", "line").statusCode()).isEqualTo(403);
    assertThat(post("/points/check", "", "point", TEMP, "who", "x").statusCode()).isEqualTo(403);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          "GET /points HTTP/1.1\r\nHost: rebound.example:80\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 403");
    }
  }

  private void temperature(Quality quality) {
    desk.readings =
        List.of(
            new PointReading(
                ChannelId.of(TEMP),
                21.5,
                quality,
                CommissioningDesk.NOW,
                CommissioningDesk.NOW,
                20.25,
                22));
  }

  @Test
  void aPointIsWaitingThenLiveThenCheckedAndTheMarkSurvivesARestart() throws Exception {
    desk.desired = Plant.desired(1);
    assertThat(get("/points?who=Li").body())
        .contains("Nothing has come on factory/l1/pump/temp yet")
        .doesNotContain("id=\"check-");
    assertThat(post("/points/check", token(), "point", TEMP, "who", "Li").statusCode())
        .isEqualTo(409);

    temperature(Quality.GOOD);
    assertThat(get("/points?who=Li&only=LIVE").body())
        .contains("✓ live", "21.5 °C", "20.25 … 22", "id=\"check-0\"");
    HttpResponse<String> marked =
        post("/points/check", token(), "point", TEMP, "who", "Li <b>Wei</b>", "only", "LIVE");
    assertThat(marked.statusCode()).isEqualTo(303);

    stopAndStartAgain();
    assertThat(get("/points").body())
        .contains("Li &lt;b&gt;Wei&lt;/b&gt; · ", "2026-03-01 08:00:00Z", "Checked: 1 of 4")
        .doesNotContain("<b>Wei");
    assertThat(get("/points.csv").body())
        .contains("point,quantity,unit,source,topic,state")
        .contains(TEMP + ",temp,Cel,line,factory/l1/pump/temp,LIVE,21.5,GOOD")
        .contains("Li <b>Wei</b>,2026-03-01T08:00:00Z,21.5,Cel,GOOD");

    assertThat(post("/points/uncheck", token(), "point", TEMP).statusCode()).isEqualTo(303);
    assertThat(get("/points").body()).contains("Checked: 0 of 4");
  }

  private void stopAndStartAgain() {
    servers.removeFirst().close();
    start();
  }

  @Test
  void aPointThatIsBadSaysWhy() throws Exception {
    desk.desired = Plant.desired(1);
    temperature(Quality.BAD);
    desk.rejections =
        List.of(
            new Rejection(
                RejectionReason.WRONG_TYPE,
                "line",
                "factory/l1/press/speed",
                "s/a/l1/press/speed: <u>fast</u> is no number",
                "",
                CommissioningDesk.NOW));

    String page = get("/points").body();

    assertThat(page)
        .contains("The sender says that the value is bad")
        .contains("wrong-type on factory/l1/press/speed", "&lt;u&gt;fast&lt;/u&gt;")
        .doesNotContain("<u>fast");
    assertThat(get("/points?lang=zh").body()).contains("测点核对", "异常");
  }

  @Test
  void aWaveformPointIsLiveByItsBlocks() throws Exception {
    ChannelId de = ChannelId.of("s/a/l1/pump/temp");
    desk.desired = Plant.desired(1);
    desk.waveforms =
        List.of(new VibrationPoints.View(de, CommissioningDesk.NOW, 25_600, false, "", 0, 0));
    assertThat(get("/points?only=LIVE").body())
        .contains("<td class=\"line\">waveform</td>", "✓ live");
  }

  @Test
  void aSpreadsheetTakesNoNameForAFormula() throws Exception {
    desk.desired = Plant.desired(1);
    temperature(Quality.GOOD);
    var _ = post("/points/check", token(), "point", TEMP, "who", "=HYPERLINK(1)");
    assertThat(get("/points.csv").body()).contains("'=HYPERLINK(1)");
  }
}
