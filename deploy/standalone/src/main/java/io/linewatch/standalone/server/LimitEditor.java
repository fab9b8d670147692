package io.linewatch.standalone.server;

import com.fasterxml.jackson.databind.JsonNode;
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

  /** The detector's policy as the console holds it now. */
  public JsonNode policy(String detector) throws IOException, InterruptedException {
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
    JsonNode now = policy(detector);
    if (!(now.path("policy").deepCopy() instanceof ObjectNode policy)
        || !(policy.path("limits").path(0) instanceof ObjectNode limit)) {
      throw new StartFailed("the console has no limit for " + detector + ": " + now);
    }
    limit.put("value", value);
    ObjectNode body = ConsoleClient.object();
    body.put("detector", detector).put("seenRevision", now.path("revision").asLong());
    body.set("policy", policy);
    return console.put("/api/limits", body);
  }

  /** Waits for "applied on N of N gateways". */
  public JsonNode awaitApplied(Duration timeout) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    JsonNode rollout = console.get("/api/rollout");
    while (!isApplied(rollout)) {
      if (System.nanoTime() > deadline) {
        throw new StartFailed(
            "the gateway did not apply the change within "
                + timeout.toSeconds()
                + " s: "
                + rollout);
      }
      Thread.sleep(POLL);
      rollout = console.get("/api/rollout");
    }
    return rollout;
  }

  private static boolean isApplied(JsonNode rollout) {
    int gateways = rollout.path("gateways").asInt();
    return gateways > 0 && rollout.path("applied").asInt() == gateways;
  }
}
