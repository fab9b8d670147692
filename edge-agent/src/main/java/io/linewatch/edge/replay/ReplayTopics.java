package io.linewatch.edge.replay;

import io.linewatch.domain.plant.AssetPath;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which topic a value goes to.
 *
 * @param pattern with {@code {channel}} left open, or complete
 */
public record ReplayTopics(String pattern) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
  private static final String CHANNEL = "{channel}";

  /**
   * @param asset {@code site/area/line/asset}; may be null when the topic names no part of it
   * @throws IllegalArgumentException when a placeholder cannot be filled in
   */
  public static ReplayTopics of(String topic, @Nullable String asset) {
    if (topic.isBlank() || topic.contains("#") || topic.contains("+")) {
      throw new IllegalArgumentException("--topic '" + topic + "' must be a topic, not a filter");
    }
    AssetPath path = asset == null ? null : AssetPath.of(asset);
    Matcher matcher = PLACEHOLDER.matcher(topic);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(filled, Matcher.quoteReplacement(fill(matcher.group(1), path)));
    }
    matcher.appendTail(filled);
    return new ReplayTopics(filled.toString());
  }

  private static String fill(String name, @Nullable AssetPath path) {
    if (name.equals("channel")) {
      return CHANNEL;
    }
    if (path == null) {
      throw new IllegalArgumentException(
          "--topic has {" + name + "}: say which asset with --asset site/area/line/asset");
    }
    return switch (name) {
      case "site" -> path.site();
      case "area" -> path.area();
      case "line" -> path.line();
      case "asset" -> path.asset();
      default ->
          throw new IllegalArgumentException(
              "--topic has {"
                  + name
                  + "}; there are {site}, {area}, {line}, {asset} and {channel}");
    };
  }

  /** Whether each channel has a topic, and so each value a message, of its own. */
  public boolean oneMessagePerChannel() {
    return pattern.contains(CHANNEL);
  }

  public String topic(String channel) {
    return pattern.replace(CHANNEL, channel);
  }
}
