package io.linewatch.system.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of this machine that ends by itself. */
final class HostCommand {
  private static final int TIMEOUT_SECONDS = 60;

  private HostCommand() {}

  /**
   * @return what it printed
   * @throws EngineFailed when it cannot be run or does not succeed: then there is no image
   */
  static String run(List<String> words, Map<String, String> environment) throws IOException {
    Path said = Files.createTempFile("linewatch", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new EngineFailed(words.getFirst() + " did not end within " + TIMEOUT_SECONDS + " s");
      }
      String text = Files.readString(said);
      if (process.exitValue() != 0) {
        throw new EngineFailed(
            words.getFirst() + " ended with code " + process.exitValue() + ": " + text.strip());
      }
      return text;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailed(words.getFirst() + " was interrupted", e);
    } finally {
      Files.deleteIfExists(said);
    }
  }
}
