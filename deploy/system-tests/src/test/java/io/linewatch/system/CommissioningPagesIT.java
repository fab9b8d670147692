package io.linewatch.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.commissioning.CheckMarks;
import io.linewatch.edge.commissioning.PointBoard;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's point check as an installer has it: a real browser, no page loaded again. */
class CommissioningPagesIT {
  private static final double MILLIS = 20_000;
  private static final ChannelId TEMP = ChannelId.of("s/a/l1/pump/temp");
  private static final ChannelId FLOW = ChannelId.of("s/a/l1/pump/flow");

  @TempDir Path stateDir;
  private final Line line = new Line();

  /** A line with two points, of which the test says what came. */
  private static final class Line implements PointBoard.Line {
    private volatile List<PointReading> readings = List.of();
    private volatile List<Rejection> rejections = List.of();
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
  }

  private StatusServer server() {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    InstantSource clock = InstantSource.system();
    var nobody =
        new ListeningSession.Brokers() {
          @Override
          public List<String> connections() {
            return List.of();
          }

          @Override
          public Intake open(String connection) throws IOException {
            throw new IOException("there is no broker here");
          }
        };
    Commissioning commissioning =
        new Commissioning(
            "gw-1",
            new ListeningSession(nobody, () -> true, metrics, clock),
            new PointBoard(line, List.of(), new CheckMarks(stateDir, metrics), clock));
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

  private static PointReading reading(ChannelId channel, double value) {
    Instant now = Instant.now();
    return new PointReading(channel, value, Quality.GOOD, now, now, value, value);
  }
}
