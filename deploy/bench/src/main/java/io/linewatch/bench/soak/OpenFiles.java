package io.linewatch.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a process holds open, and what lies in a folder. */
final class OpenFiles {
  private OpenFiles() {}

  /** File handles of a process, from {@code /proc/PID/fd}. */
  static long of(long pid) throws IOException {
    try (Stream<Path> handles = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return handles.count();
    }
  }

  /** Bytes of all files below; what is deleted meanwhile does not count. */
  static long bytesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(OpenFiles::size).sum();
    } catch (UncheckedIOException deletedMeanwhile) {
      if (deletedMeanwhile.getCause() instanceof NoSuchFileException) {
        return bytesIn(folder);
      }
      throw deletedMeanwhile;
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException deletedMeanwhile) {
      return 0;
    }
  }
}
