package io.linewatch.standalone.server;

import io.linewatch.standalone.process.Readiness;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Waits until the gateway's camera stations can judge, as its own metrics say. */
public final class CameraReadiness {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private CameraReadiness() {}

  /** Waits until every model that a station's recipe names is loaded. */
  public static void await(LocalSystem system, Duration patience)
      throws IOException, InterruptedException {
    URI metrics = URI.create(system.addresses().edgeUrl() + "/metrics");
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpRequest request = HttpRequest.newBuilder(metrics).timeout(TIMEOUT).GET().build();
      Readiness.await(
          system.agent(),
          "its camera stations' models are loaded",
          patience,
          () -> allLoaded(http.send(request, HttpResponse.BodyHandlers.ofString()).body()));
    }
  }

  private static boolean allLoaded(String metrics) {
    return metrics.lines().anyMatch("linewatch_inspection_models_missing 0.0"::equals);
  }
}
