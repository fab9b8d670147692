package io.linewatch.edge.upload;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/** Over HTTPS; without TLS only to this machine itself. */
final class HttpUploadTransport implements UploadTransport {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int MAX_ANSWER_BYTES = 10_000;

  private final URI centre;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @throws IllegalArgumentException when the address is none, or would be reached without TLS
   */
  HttpUploadTransport(URI centre) {
    requireSafe(centre);
    this.centre = centre;
  }

  static void requireSafe(URI centre) {
    String host = centre.getHost();
    boolean safe = "https".equals(centre.getScheme());
    boolean here = "http".equals(centre.getScheme()) && host != null && isLoopback(host);
    if (host == null || (!safe && !here)) {
      throw new IllegalArgumentException(
          "the centre is reached by https://HOST (or http:// on this machine), not '"
              + centre
              + "'");
    }
  }

  /** Literals and "localhost" only: a name could resolve to something else tomorrow. */
  private static boolean isLoopback(String host) {
    try {
      return host.equals("localhost")
          || (host.matches("[0-9.]+|\\[[0-9a-fA-F:]+]")
              && InetAddress.getByName(host).isLoopbackAddress());
    } catch (IOException unknown) {
      return false;
    }
  }

  @Override
  public Reply send(String path, Map<String, String> headers, byte[] part)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(centre.resolve(path))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(part));
    headers.forEach(request::header);
    HttpResponse<InputStream> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      return new Reply(response.statusCode(), body.readNBytes(MAX_ANSWER_BYTES));
    }
  }
}
