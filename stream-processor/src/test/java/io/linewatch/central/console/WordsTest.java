package io.linewatch.central.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.alert.ShownState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nobody may read a key, or English in a Chinese page. */
final class WordsTest {
  /**
   * Where English may be missing: the server's own sentence or the plant sheet's word stands in.
   */
  private static final Pattern CHINESE_ONLY =
      Pattern.compile("(error|reason|quantity|class|count)\\..*");

  private static final Path WEB = Path.of("src/main/resources/web");
  private static final Path CONSOLE = Path.of("src/main/java/io/linewatch/central/console");

  @Test
  void bothLanguagesHaveTheSameKeys() throws Exception {
    Set<String> english = keys("en");
    Set<String> chinese = keys("zh");
    assertThat(chinese).containsAll(english);
    assertThat(chinese)
        .filteredOn(key -> !english.contains(key))
        .allMatch(key -> CHINESE_ONLY.matcher(key).matches());
  }

  @Test
  void everyKeyThatAPageAsksForIsThere() throws Exception {
    Set<String> english = keys("en");
    List<String> asked = found(WEB, ".js", "\\bt\\('([a-zA-Z.]+[a-zA-Z0-9])'[,)]");
    assertThat(asked).hasSizeGreaterThan(60);
    assertThat(english).containsAll(asked);
  }

  @Test
  void everyFailureHasChinese() throws Exception {
    List<String> codes = found(CONSOLE, ".java", "new ApiError\\(\\s*\\d+,\\s*\"([a-z-]+)\"");
    codes.addAll(found(CONSOLE, ".java", "fail\\(\\s*ctx,\\s*\\d+,\\s*\"([a-z-]+)\""));
    codes.addAll(found(CONSOLE, ".java", "new Failure\\(\\s*\"([a-z-]+)\""));
    assertThat(codes).contains("internal", "database", "sheet-wrong", "bad-request");
    assertThat(keys("zh")).containsAll(codes.stream().map(code -> "error." + code).toList());
  }

  @Test
  void everyAnswerAndStateHasWords() throws Exception {
    Set<String> english = keys("en");
    assertThat(keys("zh")).containsAll(named("reason.", CommandReply.Reason.values()));
    assertThat(english).containsAll(named("state.", ShownState.values()));
    assertThat(english).containsAll(named("command.", AlertCommand.Kind.values()));
    assertThat(english).containsAll(named("transition.", AlertEvent.Transition.values()));
  }

  private static List<String> named(String prefix, Enum<?>[] values) {
    return Stream.of(values).map(value -> prefix + value.name()).toList();
  }

  private static Set<String> keys(String language) throws IOException {
    JsonNode words =
        ConsoleJson.tree(
            Files.readString(WEB.resolve("i18n/" + language + ".json"), StandardCharsets.UTF_8));
    Set<String> keys = new TreeSet<>();
    words.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  private static List<String> found(Path folder, String ending, String pattern) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(one -> one.toString().endsWith(ending)).toList()) {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
        while (matcher.find()) {
          found.add(matcher.group(1));
        }
      }
    }
    return found;
  }
}
