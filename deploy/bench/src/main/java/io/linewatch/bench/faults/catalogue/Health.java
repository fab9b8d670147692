package io.linewatch.bench.faults.catalogue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What a program says of itself. */
final class Health {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private Health() {}

  /**
   * Its health, in words; empty when it does not answer.
   *
   * @param address of the status page or the console
   */
  static String of(String address) throws InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(address + "/health")).timeout(TIMEOUT).build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException away) {
      return "";
    }
  }
}
