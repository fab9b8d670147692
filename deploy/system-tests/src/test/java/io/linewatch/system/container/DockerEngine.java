package io.linewatch.system.container;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.testcontainers.DockerClientFactory;

/** The Docker engine that answers. Every call to it has a bound: half-dead engines exist. */
public final class DockerEngine {
  private static final String USUAL = "unix:///var/run/docker.sock";
  private static final Duration PING = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(40);

  private final String address;
  private final DockerClient client;

  private DockerEngine(String address, DockerClient client) {
    this.address = address;
    this.client = client;
  }

  /**
   * Looks where {@code DOCKER_HOST} points, else at the usual socket.
   *
   * @throws EngineFailed when none answers; the message is the reason
   */
  public static DockerEngine find(Map<String, String> environment) {
    String named = environment.getOrDefault("DOCKER_HOST", "");
    String address = named.isBlank() ? USUAL : named;
    if (address.startsWith("unix:")) {
      Path socket = Path.of(URI.create(address).getPath());
      if (!Files.exists(socket)) {
        throw new EngineFailed(
            named.isBlank()
                ? "no Docker engine: DOCKER_HOST is not set and there is no " + socket
                : "DOCKER_HOST names " + socket + ", which does not exist");
      }
      String answer = bounded("the engine at " + socket, PING, () -> ping(socket));
      if (!answer.contains(" 200 ")) {
        throw new EngineFailed("the engine at " + socket + " answers: " + answer);
      }
    }
    DockerClient client =
        bounded("connecting to " + address, CONNECT, () -> DockerClientFactory.instance().client());
    return new DockerEngine(address, client);
  }

  public String address() {
    return address;
  }

  DockerClient client() {
    return client;
  }

  /**
   * Does something with the engine in a thread of its own.
   *
   * @param what for the message when it fails
   * @throws EngineFailed when it fails or does not end in time
   */
  static <T> T bounded(String what, Duration atMost, Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = Thread.ofPlatform().daemon().name("docker-engine").start(future);
    try {
      return future.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new EngineFailed(what + ": no answer within " + atMost.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new EngineFailed(what + ": " + e.getCause(), e);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new EngineFailed(what + ": interrupted", e);
    }
  }

  /** First line of what the engine answers. */
  private static String ping(Path socket) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(
          StandardCharsets.US_ASCII.encode("GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n"));
      ByteBuffer answer = ByteBuffer.allocate(256);
      while (answer.hasRemaining() && channel.read(answer) >= 0) {
        if (answer.position() > 0 && answer.get(answer.position() - 1) == '\n') {
          break;
        }
      }
      return StandardCharsets.US_ASCII
          .decode(answer.flip())
          .toString()
          .lines()
          .findFirst()
          .orElse("");
    }
  }
}
