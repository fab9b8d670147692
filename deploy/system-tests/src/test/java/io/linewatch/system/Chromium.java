package io.linewatch.system;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The system's Chromium with one page; keeps what its console complains of. One thread. */
final class Chromium implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/chromium");
  private static final String MISSING =
      "No browser at " + PROGRAM + ". To run this test: apt-get install chromium";

  private final Playwright playwright;
  private final Browser browser;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  /** Skips the test where there is no browser; fails it where one is required. */
  static void require() {
    if (Files.isExecutable(PROGRAM)) {
      return;
    }
    if ("1".equals(System.getenv("LINEWATCH_REQUIRE_BROWSER"))) {
      Assertions.fail(MISSING);
    }
    System.out.println("SKIPPED: " + MISSING);
    Assumptions.abort(MISSING);
  }

  static Chromium start() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    return new Chromium(Playwright.create(new Playwright.CreateOptions().setEnv(environment)));
  }

  private Chromium(Playwright playwright) {
    this.playwright = playwright;
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setChromiumSandbox(false)
                    .setArgs(
                        List.of(
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("en-GB"));
    page = context.newPage();
    page.onConsoleMessage(message -> {
      // A violation of the content security policy is told as an error here.
      if ((message.type().equals("error") || message.type().equals("warning"))
          && !isLoginProbe(message.text(), message.location())) {
        complaints.add(message.type() + ": " + message.text() + " at " + message.location());
      }
    });
    page.onPageError(error -> complaints.add("page error: " + error));
  }

  /** Asking who is logged in before anybody is: the browser tells the 401 as an error. */
  private static boolean isLoginProbe(String text, String location) {
    return text.contains("401") && location.contains("/api/me");
  }

  Page page() {
    return page;
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }

  void screenshot(Path file) {
    page.screenshot(new Page.ScreenshotOptions().setPath(file));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
