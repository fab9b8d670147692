package io.linewatch.edge.listen;

import io.linewatch.domain.signal.Preset;
import io.linewatch.edge.signal.TopicPattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a source reads a topic as it is heard. */
public final class MappedTopic {
  private static final int VERB_LEVEL = 2;

  private MappedTopic() {}

  /**
   * @param pattern the source's topic
   * @param topic as it came from the broker
   */
  public static boolean reads(String pattern, @Nullable Preset preset, String topic) {
    try {
      return TopicPattern.of(pattern)
          .matches(preset == Preset.SPARKPLUG_B ? withoutVerb(topic) : topic);
    } catch (IllegalArgumentException unusable) {
      return false;
    }
  }

  /** Whether it is what gateways tell the line themselves: no sensor's, and nothing to map. */
  public static boolean isOwn(String topic) {
    return topic.startsWith("linewatch/");
  }

  /** {@code spBv1.0/group/DDATA/node/device} as rows write it; another topic as it is. */
  public static String withoutVerb(String topic) {
    List<String> levels = new ArrayList<>(List.of(topic.split("/", -1)));
    if (topic.startsWith("spBv1.0/") && levels.size() > VERB_LEVEL + 1) {
      levels.remove(VERB_LEVEL);
    }
    return String.join("/", levels);
  }
}
