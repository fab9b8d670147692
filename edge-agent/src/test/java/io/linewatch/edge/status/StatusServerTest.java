package io.linewatch.edge.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.desired.GatewayStatus.ModelStatus;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.edge.outbox.OutboxDepth;
import io.linewatch.edge.protection.ProtectionWatch;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.signal.RejectionReason;
import io.linewatch.edge.vibration.VibrationPoints;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private final AtomicReference<GatewayView> view = new AtomicReference<>(view(List.of()));
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final StatusServer server =
      new StatusServer("127.0.0.1", 0, view::get, metrics, new CommissioningDesk().routes(metrics));
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
    http.close();
  }

  private static GatewayView view(List<HealthReason> health) {
    return new GatewayView(
        "gw-1",
        "test",
        NOW,
        NOW.minusSeconds(60),
        7,
        8,
        List.of("channel <b>x</b> unknown"),
        List.of(new GatewayView.SourceView("line", false, "connection refused")),
        12.5,
        Map.of("readings", 42L),
        List.of(
            new Rejection(
                RejectionReason.MALFORMED_JSON,
                "",
                "factory/<script>alert(1)</script>",
                "not JSON",
                "\"'&",
                NOW)),
        List.of(
            new ModelStatus(
                AssetPath.of("demo/hall-1/line-1/pump"),
                "normal",
                "sha256:aa",
                null,
                "store away")),
        new OutboxDepth(1, 2, 0, 5000, NOW.minusSeconds(30)),
        false,
        health,
        List.of(
            new VibrationPoints.View(
                ChannelId.of("demo/hall-1/line-1/pump/de"),
                NOW,
                250,
                true,
                "No severity zone: <i>250</i> samples a second do not cover 1000 Hz.",
                3,
                1)),
        List.of(new ProtectionWatch.View("process-cpu", 91.25, 85, 70, true)));
  }

  private HttpResponse<String> get(String path, String language) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Accept-Language", language)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void thePageShowsWhatMattersAndNothingFromStrangersBecomesMarkup() throws Exception {
    HttpResponse<String> page = get("/", "en");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains(
            "gw-1", "12.5", "connection refused", "store away", "malformed-json", "oldest 30 s")
        .contains("factory/&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script", "<b>x");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "style-src 'sha256-")
        .doesNotContain("unsafe");
  }

  @Test
  void thePageSpeaksChineseToThoseWhoAskForIt() throws Exception {
    assertThat(get("/", "zh-CN,zh;q=0.9").body()).contains("网关", "每秒读数");
    assertThat(get("/?lang=en", "zh-CN").body()).contains("Gateway");
  }

  @Test
  void aVibrationPointSaysWhyItHasNoZone() throws Exception {
    assertThat(get("/", "en").body())
        .contains("Vibration points", "refused:", "&lt;i&gt;250&lt;/i&gt; samples a second");
    assertThat(get("/", "zh").body()).contains("振动测点", "不予给出：");
  }

  @Test
  void theMarksOfSelfProtectionAreShown() throws Exception {
    assertThat(get("/", "en").body())
        .contains(
            "Self-protection", "The agent's cores".replace("'", "&#39;"), "91.3", "85", "crossed");
    assertThat(get("/", "zh").body()).contains("自我保护", "已越限");
  }

  @Test
  void healthSaysDownOnlyWhenTheGatewayCannotDecide() throws Exception {
    assertThat(get("/health", "en").body()).contains("\"status\":\"up\"");
    view.set(view(List.of(new HealthReason("kafka", true, "away"))));
    HttpResponse<String> degraded = get("/health", "en");
    assertThat(degraded.statusCode()).isEqualTo(200);
    assertThat(degraded.body()).contains("\"degraded\"", "\"kafka\"");
    view.set(view(List.of(new HealthReason("outbox", false, "disk full"))));
    HttpResponse<String> down = get("/health", "en");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body()).contains("disk full");
  }

  @Test
  void metricsAreInPrometheusFormat() throws Exception {
    metrics.counter("linewatch.published", "topic", "linewatch.findings").increment();
    assertThat(get("/metrics", "en").body())
        .contains("linewatch_published_total{topic=\"linewatch.findings\"} 1.0");
  }
}
