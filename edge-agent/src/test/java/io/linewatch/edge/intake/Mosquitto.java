package io.linewatch.edge.intake;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real broker as a child process. */
final class Mosquitto implements AutoCloseable {
  static final Path BINARY = Path.of("/usr/sbin/mosquitto");
  final int port;
  private final Path folder;
  private final String extra;
  private Process process;

  Mosquitto(Path folder, String extra) throws IOException, InterruptedException {
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

  void stop() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  void restart() throws IOException, InterruptedException {
    stop();
    process = launch();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
