package io.linewatch.edge.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a file's name says: {@code {part}}, {@code {time}}, {@code {product}}, each once; {@code *}
 * stands for anything. Pure.
 */
final class FileNamePattern {
  private static final Set<String> FIELDS = Set.of("part", "time", "product");
  private static final int MAX_NAME = 255;

  private final Pattern regex;
  private final List<String> fields = new ArrayList<>();

  /** What one name said. */
  record Name(String part, @Nullable String time, @Nullable String product) {}

  /**
   * @throws IllegalArgumentException when the pattern names a field it does not know, or twice
   */
  FileNamePattern(String pattern) {
    StringBuilder built = new StringBuilder();
    Matcher parts = Pattern.compile("\\{([^}]*)}|\\*|[^{*]+|\\{").matcher(pattern);
    while (parts.find()) {
      String field = parts.group(1);
      if (field != null) {
        if (!FIELDS.contains(field) || fields.contains(field)) {
          throw new IllegalArgumentException(
              "pattern '" + pattern + "' may name {part}, {time} and {product}, each once");
        }
        fields.add(field);
        built.append("(?<").append(field).append(">.+?)");
      } else if (parts.group().equals("*")) {
        built.append(".*?");
      } else {
        built.append(Pattern.quote(parts.group()));
      }
    }
    if (!fields.contains("part")) {
      throw new IllegalArgumentException("pattern '" + pattern + "' must name {part}");
    }
    regex = Pattern.compile(built.toString());
  }

  /** Null when the name is not of this pattern. */
  @Nullable Name read(String name) {
    Matcher matcher = name.length() > MAX_NAME ? null : regex.matcher(name);
    if (matcher == null || !matcher.matches()) {
      return null;
    }
    return new Name(
        matcher.group("part"),
        fields.contains("time") ? matcher.group("time") : null,
        fields.contains("product") ? matcher.group("product") : null);
  }
}
