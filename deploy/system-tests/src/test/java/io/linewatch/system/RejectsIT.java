package io.linewatch.system;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.linewatch.system.RunningSystem.PATIENCE;
import static io.linewatch.system.RunningSystem.PRESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.PictureReport;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.PictureRecords;
import io.linewatch.edge.upload.PartedUpload;
import io.linewatch.model.format.Digest;
import io.linewatch.standalone.server.ConfigFiles;
import io.linewatch.standalone.server.ConsoleClient;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * A rejected part in the console: an engineer asks for its full picture and says what it is, in a
 * browser. The test sends what the gateway would, signed with its key.
 */
class RejectsIT {
  private static final double MILLIS = PATIENCE.toMillis();
  private static final LocatorAssertions.IsVisibleOptions VISIBLE =
      new LocatorAssertions.IsVisibleOptions().setTimeout(MILLIS);
  private static final LocatorAssertions.HasAttributeOptions HAS =
      new LocatorAssertions.HasAttributeOptions().setTimeout(MILLIS);

  private static byte[] picture(String format) throws IOException {
    BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_3BYTE_BGR);
    for (int x = 0; x < 96; x++) {
      image.setRGB(x, x * 2 / 3, 0xffcc00);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, format, bytes);
    return bytes.toByteArray();
  }

  private static PartVerdict part(byte[] full) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    String digest = Digest.of(full);
    return new PartVerdict(
        ConfigFiles.GATEWAY,
        AssetPath.of(PRESS),
        "gallery",
        "G-4711",
        Verdict.NG,
        null,
        "Score 183 % of the limit.",
        GateAction.REJECT,
        false,
        List.of(),
        183.0,
        100.0,
        90.0,
        "lid",
        "sha256:" + "ab".repeat(32),
        now,
        now,
        now,
        Duration.ZERO,
        Duration.ofSeconds(1),
        null,
        new PictureEvidence(
            "gallery",
            "G-4711",
            digest,
            null,
            null,
            digest,
            null,
            Base64.getEncoder().encodeToString(picture("jpeg"))));
  }

  private static PartedUpload gateway(RunningSystem plant) throws IOException {
    Path key = plant.local().state().root().resolve("gateway.key");
    return new PartedUpload(
        URI.create(plant.addresses().consoleUrl()),
        GatewayKey.ofHex(Files.readString(key).strip(), ConfigFiles.GATEWAY, 1));
  }

  private static List<String> wanted(PartedUpload gateway) throws Exception {
    byte[] answer =
        gateway.ask(
            "/gateway/pictures/wanted",
            List.of("pictures", "wanted"),
            PictureRecords.REPORT.encode(new PictureReport(List.of())));
    return PictureRecords.WISHES.decode(answer).pictures();
  }

  private static void send(PartedUpload gateway, String kind, byte[] bytes) throws Exception {
    String hex = Digest.hex(Digest.of(bytes));
    gateway.send("/gateway/" + kind + "/" + hex, List.of(kind, hex), bytes);
  }

  @Test
  void anEngineerAsksForThePictureOfARejectSaysWhatItIsAndASecondPersonApproves() throws Exception {
    Chromium.require();
    RunningSystem plant = RunningSystem.get();
    byte[] full = picture("png");
    PartedUpload gateway = gateway(plant);
    send(gateway, "parts", PictureRecords.PART.encode(part(full)));
    try (Chromium browser = Chromium.start()) {
      Page page = browser.page();
      page.navigate(plant.addresses().consoleUrl() + "/");
      page.getByTestId("login-user").fill(RunningSystem.USER);
      page.getByTestId("login-password").fill(RunningSystem.PASSWORD);
      page.getByTestId("login-submit").click();
      assertThat(page.getByTestId("connection")).hasAttribute("data-state", "live", HAS);
      page.locator("nav a[href='/rejects']").click();
      Locator reject = page.locator("[data-testid=reject][data-part=G-4711]");
      assertThat(reject.locator("img").first()).isVisible(VISIBLE);

      reject.locator(".reject-open").click();
      Locator standing = reject.getByTestId("picture-standing");
      assertThat(standing).hasAttribute("data-state", "NOT_ASKED", HAS);
      reject.getByTestId("picture-ask").click();
      assertThat(standing).hasAttribute("data-state", "ASKED", HAS);
      assertThat(wanted(gateway)).contains(Digest.of(full));
      send(gateway, "pictures", full);
      assertThat(standing).hasAttribute("data-state", "ARRIVED", HAS);
      Locator shown = reject.getByTestId("full-picture");
      assertThat(shown).isVisible(VISIBLE);
      assertThat(
              shown.evaluate("async image => { await image.decode(); return image.naturalWidth; }"))
          .isEqualTo(96);

      reject.getByTestId("label-defect").click();
      reject.getByTestId("label-reason").fill("a scratch from corner to corner");
      reject.getByTestId("label-send").click();
      Locator label = reject.getByTestId("label");
      assertThat(label).hasAttribute("data-state", "PROPOSED", HAS);
      assertThat(label).hasAttribute("data-label", "DEFECT");
      shot(browser, "rejects.png");

      page.getByTestId("language").click();
      assertThat(page.locator("nav")).containsText("不良品");
      assertThat(label).containsText("等待第二人");
      shot(browser, "rejects-zh.png");
      approvedByAnother(plant, Digest.of(full));
      assertThat(browser.complaints()).as("what the browser's console complains of").isEmpty();

      // The browser complains of the refusal that comes now.
      withdrawnMeanwhile(plant, Digest.of(full));
      page.getByTestId("waiting-label").getByTestId("label-withdraw").click();
      // What was refused stays to be read, also when the page has loaded again.
      assertThat(page.getByTestId("waiting-label")).hasCount(0);
      assertThat(page.getByTestId("rejects-failure")).isVisible(VISIBLE);
    }
  }

  private static void shot(Chromium browser, String name) {
    if (Boolean.getBoolean("linewatch.screenshots")) {
      browser.screenshot(Path.of("target", name));
    }
  }

  /** The author takes it back, and the page does not know yet. */
  private static void withdrawnMeanwhile(RunningSystem plant, String digest) throws Exception {
    JsonNode standing = plant.console().get("/api/labels?digest=" + digest).path("labels").path(0);
    plant
        .console()
        .post(
            "/api/labels/decide",
            ConsoleClient.object()
                .put("id", standing.path("id").asLong())
                .put("to", "WITHDRAWN")
                .put("reason", ""));
  }

  /** The author may not; somebody else may. */
  private static void approvedByAnother(RunningSystem plant, String digest) throws Exception {
    JsonNode waiting = plant.console().get("/api/labels?digest=" + digest).path("labels").path(0);
    plant.local().central().addUsers(List.of("admin"));
    try (ConsoleClient second = new ConsoleClient(plant.local().central().link("admin"))) {
      JsonNode approved =
          second.post(
              "/api/labels/decide",
              ConsoleClient.object()
                  .put("id", waiting.path("id").asLong())
                  .put("to", "APPROVED")
                  .put("reason", ""));
      assertThat(approved.path("state").asText()).isEqualTo("APPROVED");
      assertThat(approved.path("author").asText()).isEqualTo(RunningSystem.USER);
      assertThat(approved.path("decidedBy").asText()).isEqualTo("admin");
    }
  }
}
