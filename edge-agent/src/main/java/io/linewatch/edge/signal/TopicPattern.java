package io.linewatch.edge.signal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A pattern such as {@code factory/{line}/{asset}/{channel}}, read once and then only compared.
 * Immutable.
 */
public final class TopicPattern {

  /** What a placeholder may stand for. */
  public enum Part {
    SITE,
    AREA,
    LINE,
    ASSET,
    CHANNEL
  }

  private static final int MAX_LEVELS = 32;

  private sealed interface Level {
    record Text(String text) implements Level {}

    record Any() implements Level {}

    record Placeholder(Part part) implements Level {}
  }

  private final List<Level> levels;
  private final Set<Part> parts;

  private TopicPattern(List<Level> levels, Set<Part> parts) {
    this.levels = List.copyOf(levels);
    this.parts = Set.copyOf(parts);
  }

  /**
   * @throws IllegalArgumentException with one sentence for people when the pattern cannot be used
   */
  public static TopicPattern of(String pattern) {
    String[] names = pattern.split("/", -1);
    if (pattern.isEmpty() || names.length > MAX_LEVELS) {
      throw new IllegalArgumentException(
          "topic pattern '" + pattern + "' must have 1 to " + MAX_LEVELS + " levels");
    }
    List<Level> levels = new ArrayList<>();
    Set<Part> parts = new HashSet<>();
    for (String name : names) {
      Level level = level(pattern, name);
      if (level instanceof Level.Placeholder(Part part) && !parts.add(part)) {
        throw new IllegalArgumentException(
            "topic pattern '" + pattern + "' has " + name + " twice");
      }
      levels.add(level);
    }
    return new TopicPattern(levels, parts);
  }

  private static Level level(String pattern, String name) {
    if (name.equals("+")) {
      return new Level.Any();
    }
    if (name.startsWith("{") && name.endsWith("}")) {
      for (Part part : Part.values()) {
        if (name.equalsIgnoreCase("{" + part.name() + "}")) {
          return new Level.Placeholder(part);
        }
      }
      throw new IllegalArgumentException(
          "topic pattern '"
              + pattern
              + "': "
              + name
              + " is unknown; use {site}, {area}, {line}, {asset} or {channel}");
    }
    if (name.indexOf('#') >= 0 || name.indexOf('+') >= 0) {
      throw new IllegalArgumentException(
          "topic pattern '"
              + pattern
              + "': only '+' alone in a level is allowed, not '"
              + name
              + "'");
    }
    if (name.indexOf('{') >= 0 || name.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "topic pattern '"
              + pattern
              + "': a placeholder must fill its level, unlike '"
              + name
              + "'");
    }
    return new Level.Text(name);
  }

  /** Which placeholders it has. */
  public Set<Part> parts() {
    return parts;
  }

  /** The MQTT topic filter that covers this pattern. */
  public String topicFilter() {
    return levels.stream()
        .map(level -> level instanceof Level.Text(String text) ? text : "+")
        .collect(Collectors.joining("/"));
  }

  public boolean matches(String topic) {
    return match(topic) != null;
  }

  /** What the placeholders stand for, or null when the topic is another one. */
  public @Nullable Map<Part, String> match(String topic) {
    Map<Part, String> found = new EnumMap<>(Part.class);
    int from = 0;
    for (int i = 0; i < levels.size(); i++) {
      int slash = topic.indexOf('/', from);
      boolean last = i == levels.size() - 1;
      if (last != (slash < 0)) {
        return null;
      }
      String name = last ? topic.substring(from) : topic.substring(from, slash);
      switch (levels.get(i)) {
        case Level.Text(String text) -> {
          if (!text.equals(name)) {
            return null;
          }
        }
        case Level.Placeholder(Part part) -> found.put(part, name);
        case Level.Any() -> {}
      }
      from = slash + 1;
    }
    return found;
  }
}
