package io.linewatch.central.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Talks to the console as a page does: one session cookie, the CSRF header, JSON. */
final class Browser {
  private final HttpClient client = HttpClient.newHttpClient();
  private final int port;
  @Nullable String cookie;
  String csrf = "none";

  Browser(int port) {
    this.port = port;
  }

  record Answer(int status, JsonNode json, HttpResponse<String> response) {
    String code() {
      return json.path("code").asText();
    }
  }

  static Browser loggedIn(ConsoleBench bench, String user) throws Exception {
    Browser browser = new Browser(bench.port());
    Answer answer =
        browser.send("POST", "/api/login", Map.of("user", user, "password", ConsoleBench.PASSWORD));
    if (answer.status() != 200) {
      throw new IllegalStateException("log-in of " + user + " failed: " + answer.json());
    }
    return browser;
  }

  Answer get(String path) throws Exception {
    return send("GET", path, null);
  }

  Answer send(String method, String path, @Nullable Object body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    if (!method.equals("GET") && headers.length == 0) {
      request.header(Access.CSRF_HEADER, csrf);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(ConsoleJson.write(body)));
    HttpResponse<String> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    response
        .headers()
        .firstValue("Set-Cookie")
        .ifPresent(text -> cookie = text.substring(0, text.indexOf(';')));
    JsonNode json =
        response.headers().firstValue("Content-Type").orElse("").startsWith("application/json")
            ? ConsoleJson.tree(response.body())
            : ConsoleJson.tree("{}");
    if (json.hasNonNull("csrf")) {
      csrf = json.get("csrf").asText();
    }
    return new Answer(response.statusCode(), json, response);
  }
}
