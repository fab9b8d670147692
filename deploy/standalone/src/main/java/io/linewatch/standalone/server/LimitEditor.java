package io.linewatch.standalone.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linewatch.standalone.process.StartFailed;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Changes a limit in the console and waits until every gateway has applied it. */
public final class LimitEditor {
  private static final Duration POLL = Duration.ofMillis(250);
  private final ConsoleClient console;

  public LimitEditor(ConsoleClient console) {
    this.console = console;
  }

  /** The detector's policy as the console holds it now, and how far gateways have applied it. */
  public JsonNode limits(String detector) throws IOException, InterruptedException {
    return console.get(
        "/api/limits?detector=" + URLEncoder.encode(detector, StandardCharsets.UTF_8));
  }

  /**
   * Sets the value of a detector's first limit.
   *
   * @param asset path of the asset
   */
  public JsonNode change(String asset, String channel, double value)
      throws IOException, InterruptedException {
    String detector = asset + "/limit:" + channel;
    JsonNode policy = limits(detector).path("policy");
    if (!(policy.path("limits").deepCopy() instanceof ArrayNode limits)
        || !(limits.path(0) instanceof ObjectNode limit)) {
      throw new StartFailed("the console has no limit for " + detector);
    }
    limit.put("value", value);
    ObjectNode body = ConsoleClient.object();
    body.put("detector", detector);
    body.set("limits", limits);
    body.put("onDelaySeconds", seconds(policy.path("onDelay")));
    body.put("offDelaySeconds", seconds(policy.path("offDelay")));
    body.put("deadBand", policy.path("deadBand").asDouble());
    body.put("seenPlantVersion", console.get("/api/assets").path("plantVersion").asLong());
    body.put("reason", "trying another limit");
    return console.put("/api/limits", body);
  }

  /** Waits for "applied on N of N gateways", and that every model it wants is the one it runs. */
  public JsonNode awaitApplied(Duration timeout) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    JsonNode gateways = console.get("/api/gateways").path("gateways");
    while (!isApplied(gateways)) {
      if (System.nanoTime() > deadline) {
        throw new StartFailed(
            "the gateway did not apply the change within "
                + timeout.toSeconds()
                + " s: "
                + gateways);
      }
      Thread.sleep(POLL);
      gateways = console.get("/api/gateways").path("gateways");
    }
    return gateways;
  }

  private static boolean isApplied(JsonNode gateways) {
    for (JsonNode gateway : gateways) {
      JsonNode status = gateway.path("status");
      if (status.path("appliedRevision").asLong(-1) != gateway.path("desiredRevision").asLong()) {
        return false;
      }
      for (JsonNode model : status.path("models")) {
        if (!model.path("wantedDigest").equals(model.path("activeDigest"))) {
          return false;
        }
      }
    }
    return !gateways.isEmpty();
  }

  /** Durations travel as seconds or as ISO-8601 text. */
  private static double seconds(JsonNode duration) {
    return duration.isNumber()
        ? duration.asDouble()
        : Duration.parse(duration.asText()).toMillis() / 1e3;
  }
}
