package io.linewatch.system;

import io.linewatch.standalone.server.ServerRoom;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * When a test fails, keeps the logs of every system of this run as they are now, beside the state
 * that the next test changes, and says where. They stay until the next run.
 */
public final class KeptLogs implements BeforeAllCallback, TestWatcher {
  private static final Map<Path, ServerRoom> SYSTEMS = new ConcurrentHashMap<>();

  /**
   * From now on a failed test keeps these.
   *
   * @param state folder of a system, with its logs in {@code logs}
   */
  static synchronized void of(Path state, ServerRoom room) {
    if (SYSTEMS.isEmpty()) {
      empty(folder(state));
    }
    SYSTEMS.put(state, room);
  }

  /**
   * The shared system ends with the run, before Testcontainers tidies up what it thinks is left.
   */
  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .getOrComputeIfAbsent(EndOfRun.class);
  }

  /** Closed by JUnit after the last class. */
  static final class EndOfRun implements AutoCloseable {
    @Override
    public void close() {
      RunningSystem.end();
    }
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    SYSTEMS.forEach((state, room) -> keep(state, room, name(context)));
  }

  static void keep(Path state, ServerRoom room, String test) {
    Path kept = folder(state).resolve(test).resolve(state.getFileName());
    try {
      room.flushLogs();
      copy(state.resolve("logs"), kept);
      System.out.println("Logs of " + test + ": " + kept);
    } catch (IOException | RuntimeException e) {
      // The test has failed already; what is missing is said beside it.
      System.out.println("Logs of " + test + " could not be kept: " + e);
    }
  }

  private static String name(ExtensionContext context) {
    return context.getRequiredTestClass().getSimpleName()
        + "."
        + context.getRequiredTestMethod().getName();
  }

  private static Path folder(Path state) {
    return Objects.requireNonNull(state.getParent()).resolve("failed-logs");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void empty(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
