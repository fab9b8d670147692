package io.linewatch.standalone.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Bounded waiting for a child to answer; a child that dies meanwhile ends the wait at once. */
public final class Readiness {
  private static final Duration POLL = Duration.ofMillis(50);

  private Readiness() {}

  /** Whether something holds now. */
  public interface Check {
    boolean holds() throws IOException, InterruptedException;
  }

  public static void awaitPort(Monitored child, int port, Duration timeout)
      throws IOException, InterruptedException {
    await(child, "listens on port " + port, timeout, () -> accepts(port));
  }

  public static void awaitHttp(Monitored child, URI address, Duration timeout)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).GET().build();
      await(
          child,
          "answers at " + address,
          timeout,
          () -> {
            try {
              return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
            } catch (IOException e) {
              return false;
            }
          });
    }
  }

  public static void await(Monitored child, String what, Duration timeout, Check check)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!check.holds()) {
      if (!child.isAlive()) {
        throw new StartFailed(child.obituary());
      }
      if (System.nanoTime() > deadline) {
        throw new StartFailed(
            child.name()
                + " did not reach \""
                + what
                + "\" within "
                + timeout.toSeconds()
                + " s. "
                + child.obituary());
      }
      Thread.sleep(POLL);
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
