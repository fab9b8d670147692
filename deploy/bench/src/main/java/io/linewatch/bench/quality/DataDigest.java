package io.linewatch.bench.quality;

import io.linewatch.model.format.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One digest of a folder of data: of its files' names within it and their contents. */
final class DataDigest {
  private DataDigest() {}

  /** SHA-256 of one line per file, in order of name: its digest, and its path in the folder. */
  static String of(Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> walked = Files.walk(folder)) {
      List<Path> files = walked.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        lines.append(Digest.of(file)).append("  ").append(name).append('\n');
      }
    }
    return Digest.of(lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
