package io.linewatch.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.linewatch.bench.pipeline.BrokerlessIntake;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.commissioning.CheckMarks;
import io.linewatch.edge.commissioning.PointBoard;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.listen.ListeningSession;
import io.linewatch.edge.pipeline.PointReading;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.signal.RejectionReason;
import io.linewatch.edge.status.Commissioning;
import io.linewatch.edge.status.CommissioningRoutes;
import io.linewatch.edge.status.StatusServer;
import io.linewatch.edge.vibration.VibrationPoints;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway's pages for commissioning as an installer has them: a real browser. */
class CommissioningPagesIT {
  private static final double MILLIS = 20_000;
  private static final ChannelId TEMP = ChannelId.of("s/a/l1/pump/temp");
  private static final ChannelId FLOW = ChannelId.of("s/a/l1/pump/flow");

  @TempDir Path stateDir;
  private final HandFedLine line = new HandFedLine();

  /** A line with two points on one connection, of which the test says what comes. */
  private static final class HandFedLine extends BrokerlessIntake
      implements PointBoard.Line, ListeningSession.Brokers {
    private volatile List<PointReading> readings = List.of();
    private volatile List<Rejection> rejections = List.of();
    private final CompletableFuture<Handler> listener = new CompletableFuture<>();
    private final DesiredState desired =
        new DesiredState(
            "gw-1",
            1,
            Instant.EPOCH,
            "test",
            "s/a/l1",
            List.of(
                new SourceMapping(
                    "line",
                    "factory/{line}/{asset}/{channel}",
                    "s",
                    "a",
                    null,
                    null,
                    "/value",
                    Map.of(),
                    null,
                    SourceMapping.TimeFormat.AUTO,
                    null,
                    null)),
            List.of(),
            List.of(channel(TEMP, "Cel"), channel(FLOW, "m3/h")),
            List.of(),
            List.of());

    private static Channel channel(ChannelId id, String unit) {
      return new Channel(id, id.channel(), unit, null, null, Channel.Keep.FULL);
    }

    /** Waits until somebody listens. */
    void hear(String topic, String payload) throws Exception {
      byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
      listener
          .get(20, TimeUnit.SECONDS)
          .onMessage(
              new InboundMessage("line", topic, bytes, Instant.now(), InboundMessage.Receipt.NONE));
    }

    @Override
    public DesiredState applied() {
      return desired;
    }

    @Override
    public List<PointReading> newestReadings() {
      return readings;
    }

    @Override
    public List<VibrationPoints.View> vibration() {
      return List.of();
    }

    @Override
    public List<Rejection> lastRejections() {
      return rejections;
    }

    @Override
    public List<String> connections() {
      return List.of("line");
    }

    @Override
    public Intake open(String connection) {
      return this;
    }

    @Override
    public void start(Handler handler) {
      listener.complete(handler);
    }
  }

  private StatusServer server() {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    InstantSource clock = InstantSource.system();
    Commissioning commissioning =
        new Commissioning(
            "gw-1",
            new ListeningSession(line, () -> true, metrics, clock),
            new PointBoard(line, List.of(line), new CheckMarks(stateDir, metrics), clock));
    return new StatusServer(
        "127.0.0.1",
        0,
        () -> {
          throw new IllegalStateException("not asked for here");
        },
        metrics,
        new CommissioningRoutes(commissioning, clock));
  }

  @Test
  void aPointTicksGreenByItselfIsMarkedWithOneClickAndAStrangersTextRunsNothing() {
    Chromium.require();
    StatusServer server = server();
    server.start();
    try (server;
        Chromium browser = Chromium.start()) {
      Page page = browser.page();
      page.navigate("http://127.0.0.1:" + server.port() + "/points?lang=en&who=Li");
      Locator row = page.locator("tr", new Page.LocatorOptions().setHasText(TEMP.toString()));
      assertThat(row.locator(".waiting")).hasText("waiting");
      // What a load of the page again would take away.
      page.evaluate("window.notLoadedAgain = true");

      line.readings = List.of(reading(TEMP, 21.5));
      assertThat(row.locator(".live"))
          .hasText("✓ live", new LocatorAssertions.HasTextOptions().setTimeout(MILLIS));
      line.rejections =
          List.of(
              new Rejection(
                  RejectionReason.WRONG_TYPE,
                  "line",
                  "factory/l1/pump/flow",
                  "<img src=x onerror=\"window.stranger=true\"><script>window.stranger=true</script>",
                  "",
                  Instant.now()));
      assertThat(page.locator("#live .bad"))
          .hasText("bad", new LocatorAssertions.HasTextOptions().setTimeout(MILLIS));
      assertThat(page.evaluate("window.notLoadedAgain")).isEqualTo(true);
      assertThat(page.evaluate("window.stranger === undefined")).isEqualTo(true);

      row.locator("button").click();
      assertThat(row)
          .containsText("Li · ", new LocatorAssertions.ContainsTextOptions().setTimeout(MILLIS));
      assertThat(page.locator("#live")).containsText("Checked: 1 of 2");
      assertThat(browser.complaints()).as("what the browser's console complains of").isEmpty();
    }
  }

  @Test
  void topicsShowUpByThemselvesAreShownAsTextAndBecomeRowsOfTheSheet() throws Exception {
    Chromium.require();
    StatusServer server = server();
    server.start();
    try (server;
        Chromium browser = Chromium.start()) {
      Page page = browser.page();
      page.navigate("http://127.0.0.1:" + server.port() + "/topics?lang=en");
      page.locator("form[action='/topics/listen'] button").click();
      line.hear("factory/l1/pump/temp", "{\"value\": 21.5}");
      line.hear("oven/<img src=x onerror=alert(1)>/temp", "<script>window.stranger=true</script>");
      line.hear("oven/zone-2/temp", "{\"value\": 180}");

      var patient = new LocatorAssertions.ContainsTextOptions().setTimeout(MILLIS);
      // The number of topics is looked at by itself; the list keeps still under the hand.
      assertThat(page.locator("#live")).containsText("3 topics", patient);
      page.locator("#live a").click();
      assertThat(row(page, "factory/l1/pump/temp")).containsText("line", patient);
      Locator unmapped = row(page, "oven/zone-2/temp");
      assertThat(unmapped).containsText("NOT MAPPED", patient);
      assertThat(row(page, "onerror")).containsText("<script>", patient);
      assertThat(page.evaluate("window.stranger === undefined")).isEqualTo(true);

      unmapped.locator("input[type=checkbox]").check();
      page.locator("form[action='/topics/rows'] button[value=show]").click();
      assertThat(page.locator("textarea")).hasValue(Pattern.compile("oven/zone-2/temp"));
      assertThat(browser.complaints()).as("what the browser's console complains of").isEmpty();
    }
  }

  private static Locator row(Page page, String text) {
    return page.locator("tr", new Page.LocatorOptions().setHasText(text));
  }

  private static PointReading reading(ChannelId channel, double value) {
    Instant now = Instant.now();
    return new PointReading(channel, value, Quality.GOOD, now, now, value, value);
  }
}
