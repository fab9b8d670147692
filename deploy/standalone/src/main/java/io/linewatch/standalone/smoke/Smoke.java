package io.linewatch.standalone.smoke;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.standalone.line.DefectiveParts;
import io.linewatch.standalone.line.Fault;
import io.linewatch.standalone.line.LineCamera;
import io.linewatch.standalone.line.LinePublisher;
import io.linewatch.standalone.part.PartDefect;
import io.linewatch.standalone.process.Monitored;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.Steps;
import io.linewatch.standalone.server.ConsoleClient;
import io.linewatch.standalone.server.FeedWatcher;
import io.linewatch.standalone.server.LimitEditor;
import io.linewatch.standalone.server.LocalSystem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The product's promise, walked through without a person: silence while nothing is wrong, an alert
 * when something is, an acknowledgement, a limit changed and applied, the alert's end, and the
 * picture of a defective part. Every wait is bounded.
 */
public final class Smoke {
  /** Long enough for windows to fill, models to be pulled, and every policy's delays to pass. */
  private static final Duration FAULT_FREE = Duration.ofMinutes(1);

  private static final Duration ALERT_TIMEOUT = Duration.ofSeconds(150);
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration APPLY_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration CLEAR_TIMEOUT = Duration.ofMinutes(5);

  private static final Duration PICTURE_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

  /** What the smoke can spoil. */
  public record Line(LinePublisher sensors, LineCamera camera) {
    @Nullable String failure() {
      return sensors.failure() != null ? sensors.failure() : camera.failure();
    }
  }

  private final LocalSystem system;
  private final Line line;
  private final long seed;
  private final InstantSource clock;
  private final Steps steps;

  public Smoke(LocalSystem system, Line line, long seed, InstantSource clock, Steps steps) {
    this.system = system;
    this.line = line;
    this.seed = seed;
    this.clock = clock;
    this.steps = steps;
  }

  /** Returns 0, or throws with the reason. */
  public int run() throws Exception {
    String link = system.central().link("engineer");
    try (ConsoleClient console = new ConsoleClient(link);
        FeedWatcher feed = new FeedWatcher(console)) {
      steps.run("Models applied on the gateway", () -> awaitModels(console));
      steps.run(
          "No alert for " + FAULT_FREE.toSeconds() + " s without a fault", () -> silence(feed));
      Fault fault = Fault.draw(seed, clock.instant(), Duration.ofSeconds(5));
      line.sensors().setFault(fault);
      JsonNode alert =
          steps.run("A fault begins; its alert is in the feed", () -> raised(feed, fault));
      steps.say(
          fault.kind()
              + " on "
              + fault.kind().machine().asset()
              + ": "
              + alert.path("source").asText()
              + ", "
              + alert.path("cause").asText());
      steps.run("Acknowledged", () -> acknowledge(console, feed, alert));
      steps.run("A limit changed, applied on 1 of 1 gateways", () -> changeLimit(console));
      line.sensors().setFault(null);
      steps.run("The machine is mended; the alert clears", () -> cleared(feed, alert));
      line.camera().setDefective(DefectiveParts.all(PartDefect.CHIPPED_EDGE));
      JsonNode seen =
          steps.run(
              "A defective part passes the camera; its picture is in the feed",
              () -> pictured(feed));
      line.camera().setDefective(DefectiveParts.NONE);
      steps.run("Parts are good again; the alert clears", () -> cleared(feed, seen));
      steps.run("The part is among the rejects", () -> rejected(feed, console, seen));
    }
    System.out.println("Smoke passed.");
    return 0;
  }

  private JsonNode awaitModels(ConsoleClient console) throws Exception {
    return new LimitEditor(console).awaitApplied(Duration.ofSeconds(90));
  }

  private Duration silence(FeedWatcher feed) throws InterruptedException {
    Optional<JsonNode> alert = feed.await(event -> true, FAULT_FREE);
    if (alert.isPresent()) {
      throw new StartFailed("an alert came though nothing was wrong: " + alert.get());
    }
    requireAlive(feed);
    return FAULT_FREE;
  }

  private JsonNode raised(FeedWatcher feed, Fault fault) throws InterruptedException {
    String asset = "/" + fault.kind().machine().asset() + "/";
    return feed.await(
            event ->
                event.path("transition").asText().equals("RAISED")
                    && event.path("alert").path("source").asText().contains(asset),
            ALERT_TIMEOUT)
        .orElseThrow(() -> missed(feed, "no alert about " + fault, ALERT_TIMEOUT))
        .path("alert");
  }

  private JsonNode pictured(FeedWatcher feed) throws InterruptedException {
    return feed.await(
            event ->
                event.path("transition").asText().equals("RAISED")
                    && event
                        .path("alert")
                        .path("evidence")
                        .path("picture")
                        .path("thumbnail")
                        .isTextual(),
            PICTURE_TIMEOUT)
        .orElseThrow(() -> missed(feed, "no alert with a picture", PICTURE_TIMEOUT))
        .path("alert");
  }

  /** Gateways tell of such parts every ten seconds. */
  private JsonNode rejected(FeedWatcher feed, ConsoleClient console, JsonNode seen)
      throws Exception {
    JsonNode part = seen.path("evidence").path("picture").path("part");
    long deadline = System.nanoTime() + PICTURE_TIMEOUT.toNanos();
    while (System.nanoTime() < deadline) {
      for (JsonNode told : console.get("/api/parts").path("parts")) {
        if (told.path("part").path("part").equals(part)) {
          return told;
        }
      }
      Thread.sleep(LOOK_AGAIN);
    }
    throw missed(feed, "part " + part.asText() + " is not among the rejects", PICTURE_TIMEOUT);
  }

  private JsonNode acknowledge(ConsoleClient console, FeedWatcher feed, JsonNode alert)
      throws Exception {
    JsonNode answer =
        console.post(
            "/api/alerts/command",
            ConsoleClient.object()
                .put("kind", "ACKNOWLEDGE")
                .put("alertId", alert.path("id").asText())
                .put("seenRevision", alert.path("revision").asLong())
                .put("text", "seen"));
    if (answer.path("outcome").asText().equals("STALE")) {
      // The fault grew meanwhile: look at what changed, then acknowledge that.
      return acknowledge(console, feed, answer.path("alert"));
    }
    if (!answer.path("outcome").asText().equals("ACCEPTED")) {
      throw new StartFailed("the acknowledgement was not accepted: " + answer);
    }
    return feed.await(event -> isOf(event, alert, "ACKNOWLEDGED"), COMMAND_TIMEOUT)
        .orElseThrow(() -> missed(feed, "no acknowledgement in the feed", COMMAND_TIMEOUT));
  }

  private JsonNode changeLimit(ConsoleClient console) throws Exception {
    LimitEditor editor = new LimitEditor(console);
    // A limit far from where the line runs: what is tested is its way to the gateway.
    editor.change("demo/hall-1/press-line/motor-201", "winding_temperature", 118);
    return editor.awaitApplied(APPLY_TIMEOUT);
  }

  private JsonNode cleared(FeedWatcher feed, JsonNode alert) throws InterruptedException {
    return feed.await(event -> isOf(event, alert, "CLEARED"), CLEAR_TIMEOUT)
        .orElseThrow(() -> missed(feed, "the alert did not clear", CLEAR_TIMEOUT));
  }

  private static boolean isOf(JsonNode event, JsonNode alert, String transition) {
    return event.path("transition").asText().equals(transition)
        && event.path("alert").path("id").equals(alert.path("id"));
  }

  private StartFailed missed(FeedWatcher feed, String what, Duration timeout) {
    requireAlive(feed);
    return new StartFailed(what + " within " + timeout.toSeconds() + " s");
  }

  private void requireAlive(FeedWatcher feed) {
    Monitored dead = system.dead();
    if (dead != null) {
      throw new StartFailed(dead.obituary());
    }
    for (String failure : new String[] {feed.failure(), line.failure()}) {
      if (failure != null) {
        throw new StartFailed(failure);
      }
    }
  }
}
