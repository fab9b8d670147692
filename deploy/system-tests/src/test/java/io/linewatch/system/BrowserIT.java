package io.linewatch.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.linewatch.system.RunningSystem.MOTOR;
import static io.linewatch.system.RunningSystem.PATIENCE;
import static io.linewatch.system.RunningSystem.PRESS;
import static io.linewatch.system.RunningSystem.PUMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The console as a person has it: a real browser, no page loaded again. */
class BrowserIT {
  private static final String DETECTOR = PUMP + "/limit:vibration";
  private static final double MILLIS = PATIENCE.toMillis();
  private static final LocatorAssertions.IsVisibleOptions VISIBLE =
      new LocatorAssertions.IsVisibleOptions().setTimeout(MILLIS);

  @Test
  void anEngineerLogsInSeesAnAlertArriveAcknowledgesItAndReadsChinese() throws Exception {
    Chromium.require();
    RunningSystem plant = RunningSystem.get();
    populate(plant);
    try (Chromium browser = Chromium.start()) {
      Page page = browser.page();
      page.navigate(plant.addresses().consoleUrl() + "/");
      page.getByTestId("login-user").fill(RunningSystem.USER);
      page.getByTestId("login-password").fill(RunningSystem.PASSWORD);
      page.getByTestId("login-submit").click();
      assertThat(page.getByTestId("connection"))
          .hasAttribute(
              "data-state", "live", new LocatorAssertions.HasAttributeOptions().setTimeout(MILLIS));
      // What a load of the page again would take away.
      page.evaluate("window.notLoadedAgain = true");

      Locator rows = page.getByTestId("alert-row");
      Locator row =
          rows.filter(new Locator.FilterOptions().setHasText(Pattern.compile("7\\.6\\b")));
      assertThat(row).hasCount(0);
      plant.sensors().reading(PUMP, "vibration", 7.6);
      assertThat(row).isVisible(VISIBLE);
      state(row, "UNACKNOWLEDGED");
      assertThat(row).hasAttribute("data-severity", "CRITICAL");
      if (Boolean.getBoolean("linewatch.screenshots")) {
        browser.screenshot(
            Path.of(System.getProperty("linewatch.repository"), "docs/images/feed.png"));
      }

      row.getByTestId("acknowledge").click();
      state(row, "ACKNOWLEDGED");
      await("the server knows it too")
          .atMost(PATIENCE)
          .until(() -> {
            var alert = plant.openAlert(DETECTOR);
            return alert != null
                && alert.path("acknowledgedBy").asText().equals(RunningSystem.USER);
          });

      page.locator("h3 a", new Page.LocatorOptions().setHasText("Cooling pump P-101")).click();
      assertThat(page.getByTestId("asset-page")).isVisible(VISIBLE);
      assertThat(page.locator("h1"))
          .hasText("Cooling pump P-101", new LocatorAssertions.HasTextOptions().setTimeout(MILLIS));

      page.getByTestId("language").click();
      assertThat(page.locator("html"))
          .hasAttribute(
              "lang", "zh-CN", new LocatorAssertions.HasAttributeOptions().setTimeout(MILLIS));
      assertThat(page.locator("nav")).containsText("设备");
      assertThat(row).containsText("已确认");
      assertThat(page.evaluate("window.notLoadedAgain")).isEqualTo(true);
      assertThat(browser.complaints()).as("what the browser's console complains of").isEmpty();
    }
    calm(plant);
  }

  private static void state(Locator row, String state) {
    assertThat(row)
        .hasAttribute(
            "data-state", state, new LocatorAssertions.HasAttributeOptions().setTimeout(MILLIS));
  }

  private record Reading(
      String asset, String channel, double beyond, double normal, int minutesAgo) {
    String detector() {
      return asset + "/limit:" + channel;
    }
  }

  /** A feed as a plant has it on a bad day: other severities, other assets. */
  private static final List<Reading> OTHERS =
      List.of(
          new Reading(PRESS, "hydraulic_pressure", 151.3, 240, 34),
          new Reading(PRESS, "oil_level", 61.8, 90, 52),
          new Reading(MOTOR, "vibration", 5.9, 1.2, 17),
          new Reading(MOTOR, "gear_oil_temperature", 71.6, 50, 160));

  private static void populate(RunningSystem plant) throws Exception {
    for (Reading reading : OTHERS) {
      Instant time = Instant.now().minus(Duration.ofMinutes(reading.minutesAgo()));
      plant.sensors().reading(reading.asset(), reading.channel(), reading.beyond(), time);
    }
    for (Reading reading : OTHERS) {
      plant.awaitActive(reading.detector());
    }
    plant.acknowledge(
        plant.awaitActive(PRESS + "/limit:oil_level"), "Leak found at the valve block");
  }

  /** Leaves the plant as it was for the next class. */
  private static void calm(RunningSystem plant) throws Exception {
    plant.sensors().reading(PUMP, "vibration", 1.5);
    for (Reading reading : OTHERS) {
      plant.sensors().reading(reading.asset(), reading.channel(), reading.normal());
    }
    await("the acknowledged alert is closed")
        .atMost(PATIENCE)
        .until(() -> plant.openAlert(DETECTOR) == null);
  }
}
