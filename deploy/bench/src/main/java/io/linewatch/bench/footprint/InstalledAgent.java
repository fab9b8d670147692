package io.linewatch.bench.footprint;

import io.linewatch.bench.system.BenchSystem;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.server.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A copy of the packaged agent, so that what is prepared for it stays out of the build. */
record InstalledAgent(Path home) {
  private static final long PREPARE_MINUTES = 2;

  static InstalledAgent copy(BenchSystem bench) throws IOException {
    Path from = bench.programs().home(Programs.Program.EDGE);
    Path to = bench.folder().resolve("install");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return new InstalledAgent(to);
  }

  Path script() {
    return home.resolve("bin").resolve("linewatch-edge");
  }

  Path cache() {
    return home.resolve("lib").resolve("linewatch-edge.aot");
  }

  /** What an installer runs once: {@code linewatch-edge prepare}. */
  void prepare(Path log) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(script().toString(), "prepare")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("LINEWATCH_JAVA", BenchSystem.java());
    builder.environment().put("LINEWATCH_OPTS", "");
    Process process = builder.start();
    if (!process.waitFor(PREPARE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    if (process.isAlive() || process.exitValue() != 0) {
      throw new StartFailed("linewatch-edge prepare failed:\n" + Files.readString(log));
    }
  }

  /** Bytes of all files in a folder. */
  static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long sum = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }
}
