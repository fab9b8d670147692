package io.linewatch.standalone.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linewatch.standalone.process.StartFailed;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The console's API as a browser uses it: logs in by the link, follows the feed, sends commands.
 */
public final class ConsoleClient implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String CSRF_HEADER = "X-Linewatch-Csrf";

  private final HttpClient http =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .build();
  private final String address;
  private final String csrf;

  /**
   * @param link as {@code linewatch-central user link} prints it; works once
   */
  public ConsoleClient(String link) throws IOException, InterruptedException {
    int slash = link.indexOf("/link#");
    if (slash < 0) {
      throw new StartFailed("'" + link + "' is not a link that logs in");
    }
    address = link.substring(0, slash);
    ObjectNode body = JSON.createObjectNode().put("token", link.substring(slash + 6));
    csrf = post("/api/login/link", body, "login").path("csrf").asText();
  }

  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return answer(path, request(path).GET().build());
  }

  public JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
    return post(path, body, csrf);
  }

  public JsonNode put(String path, JsonNode body) throws IOException, InterruptedException {
    return answer(
        path, withBody(path, csrf).PUT(HttpRequest.BodyPublishers.ofString(text(body))).build());
  }

  /**
   * The feed's events from a cursor on, as {@code data} documents; blocks while nothing happens.
   * Close it to leave.
   */
  public Stream<String> stream(String cursor) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/api/feed/stream?cursor=" + cursor))
            .header("Accept", "text/event-stream")
            .GET()
            .build();
    HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
    if (response.statusCode() != 200) {
      throw new StartFailed("the feed's stream answered " + response.statusCode());
    }
    return response.body();
  }

  public static JsonNode parse(String json) throws IOException {
    return JSON.readTree(json);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private JsonNode post(String path, JsonNode body, String token)
      throws IOException, InterruptedException {
    return answer(
        path, withBody(path, token).POST(HttpRequest.BodyPublishers.ofString(text(body))).build());
  }

  private HttpRequest.Builder withBody(String path, String token) {
    return request(path)
        .header("Content-Type", "application/json")
        .header(CSRF_HEADER, token)
        .header("Origin", address);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
  }

  private JsonNode answer(String path, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      throw new StartFailed(
          "the console answered "
              + response.statusCode()
              + " to "
              + request.method()
              + " "
              + path
              + ": "
              + response.body());
    }
    return JSON.readTree(response.body().isEmpty() ? "null" : response.body());
  }

  private static String text(JsonNode body) throws IOException {
    return JSON.writeValueAsString(body);
  }
}
