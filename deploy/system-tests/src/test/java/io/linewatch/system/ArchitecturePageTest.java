package io.linewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/architecture.md is read by newcomers; it must not go stale. */
class ArchitecturePageTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  @Test
  void theEightFilesExist() throws IOException {
    List<Path> sources = sources();
    List<String> named =
        Pattern.compile("(?m)^[1-8]\\. .*?`([a-z]+/[A-Z]\\w+)`")
            .matcher(page())
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(named).hasSize(8);
    assertThat(named)
        .allSatisfy(name ->
            assertThat(sources).anyMatch(file -> file.toString().endsWith("/" + name + ".java")));
  }

  @Test
  void everyPackageHasItsLine() throws IOException {
    String page = page();
    List<String> listed =
        Pattern.compile("(?m)^\\| ((?:`\\w+`(?:, )?)+) \\|")
            .matcher(page)
            .results()
            .flatMap(line -> Pattern.compile("\\w+").matcher(line.group(1)).results())
            .map(MatchResult::group)
            .toList();

    List<String> packages =
        sources().stream()
            .filter(file -> file.endsWith("package-info.java"))
            .map(Path::toString)
            .filter(file -> file.matches(".*/io/linewatch/\\w+/\\w+/package-info.java"))
            .map(file -> file.replaceFirst(".*/io/linewatch/\\w+/(\\w+)/package-info.java", "$1"))
            .distinct()
            .toList();

    assertThat(packages).hasSizeGreaterThan(30);
    assertThat(listed).containsAll(packages);
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/architecture.md"));
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .toList();
    }
  }
}
