package io.linewatch.bench.faults.clock;

import io.linewatch.edge.EdgeAgent;
import io.linewatch.edge.config.EdgeConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The agent, whole, on a clock that is as wrong as a file says: a bench must not set the clock of
 * the machine it runs on. Arguments: {@code edge.yaml}, and the file with the clock's error in
 * milliseconds. The thread {@code clock-error} reads the file.
 */
public final class ShiftedAgent {
  private static final long READ_EVERY_MILLIS = 50;

  private final Path file;
  private volatile Duration error = Duration.ZERO;

  private ShiftedAgent(Path file) {
    this.file = file;
  }

  /** Sets the clock's error; it is in force within some hundredths of a second. */
  public static void set(Path file, Duration error) throws IOException {
    Path fresh = Files.writeString(Path.of(file + ".new"), Long.toString(error.toMillis()));
    // Whole or not at all: a half-written number would be another error.
    Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    ShiftedAgent shifted = new ShiftedAgent(Path.of(arguments[1]));
    shifted.read();
    Thread.ofPlatform().name("clock-error").daemon().start(shifted::follow);
    EdgeConfigFile.Loaded loaded =
        Objects.requireNonNull(EdgeConfigFile.read(Path.of(arguments[0])).loaded(), "edge.yaml");
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(asked, done)));
    try (EdgeAgent agent = EdgeAgent.start(loaded, "bench", shifted::now)) {
      System.out.println("the agent runs, status on port " + agent.statusPort());
      asked.await();
    } finally {
      done.countDown();
    }
  }

  private static void stop(CountDownLatch asked, CountDownLatch done) {
    asked.countDown();
    try {
      if (!done.await(30, TimeUnit.SECONDS)) {
        System.err.println("the agent does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Instant now() {
    return Instant.now().plus(error);
  }

  private void follow() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(READ_EVERY_MILLIS);
        read();
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("the clock's error cannot be read any more: " + e);
    }
  }

  private void read() throws IOException {
    error = Duration.ofMillis(Long.parseLong(Files.readString(file).strip()));
  }
}
