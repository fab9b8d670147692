package io.linewatch.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real broker as a child process. */
public final class Mosquitto implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/sbin/mosquitto");
  private static final Path PASSWORDS = Path.of("/usr/bin/mosquitto_passwd");
  private static final String REQUIRED = "LINEWATCH_REQUIRE_MOSQUITTO";

  public final int port;
  private final Path folder;
  private final String extra;
  private Process process;

  /** Skips the test where there is no broker, unless the environment says there must be one. */
  public static void assumeInstalled() {
    if (!Files.isExecutable(BINARY)) {
      String advice = "no mosquitto here; install one by: apt-get install mosquitto";
      assertThat(System.getenv(REQUIRED)).as(advice).isNotEqualTo("1");
      assumeTrue(false, advice);
    }
  }

  /** A password file for one user, as mosquitto wants it. */
  public static Path passwordFile(Path folder, String user, String password) throws Exception {
    Path file = folder.resolve("passwords");
    Process made =
        new ProcessBuilder(PASSWORDS.toString(), "-b", "-c", file.toString(), user, password)
            .inheritIO()
            .start();
    assertThat(made.waitFor()).isZero();
    return file;
  }

  /**
   * @param extra lines of its configuration, after its one listener on loopback
   */
  public Mosquitto(Path folder, String extra) throws IOException, InterruptedException {
    this.folder = folder;
    this.extra = extra;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    process = launch();
  }

  private Process launch() throws IOException, InterruptedException {
    Path config = folder.resolve("mosquitto.conf");
    Files.writeString(
        config,
        """
        listener %d 127.0.0.1
        persistence true
        persistence_location %s/
        autosave_interval 1
        autosave_on_changes true
        user root
        max_queued_messages 100000
        %s
        """
            .formatted(port, folder, extra));
    Process started =
        new ProcessBuilder(BINARY.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    for (int i = 0; i < 500; i++) {
      try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
        if (probe.isConnected()) {
          return started;
        }
      } catch (IOException notYet) {
        if (!started.isAlive() || started.waitFor(20, TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    }
    throw new IOException(
        "mosquitto did not start: " + Files.readString(folder.resolve("mosquitto.log")));
  }

  public void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  public void restart() throws IOException, InterruptedException {
    stop();
    process = launch();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
