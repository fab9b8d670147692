package io.linewatch.system;

import io.linewatch.edge.signal.RejectionReason;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people and monitoring see of a gateway at the line. */
final class StatusPageReader {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Pattern REJECTIONS =
      Pattern.compile(
          "(?m)^linewatch_edge_rejections_total\\{[^}]*reason=\"([a-z-]+)\"[^}]*\\} ([0-9.E+]+)$");

  private final String address;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

  StatusPageReader(String address) {
    this.address = address;
  }

  String html() throws IOException, InterruptedException {
    return get("/?lang=en");
  }

  /** Refused messages by reason, from the metrics. */
  Map<String, Long> rejections() throws IOException, InterruptedException {
    Map<String, Long> counts = new TreeMap<>();
    Matcher line = REJECTIONS.matcher(get("/metrics"));
    while (line.find()) {
      counts.put(line.group(1), (long) Double.parseDouble(line.group(2)));
    }
    return counts;
  }

  /** How often this was refused. */
  long rejections(RejectionReason reason) throws IOException, InterruptedException {
    return rejections().getOrDefault(reason.tag(), 0L);
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT).GET().build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
