package io.linewatch.edge.listen;

import io.linewatch.domain.signal.Preset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a source row reads a topic.
 *
 * @param topic as rows write it
 * @param values name for people to where the row finds it: a preset's name or a pointer
 * @param time pointer, or null
 * @param assetLevel the topic's level that seems to name the asset
 * @param single whether a message is one value that the topic names
 */
record RowForm(
    String topic,
    @Nullable Preset preset,
    Map<String, String> values,
    @Nullable String time,
    String assetLevel,
    boolean single) {

  /** Null when no row can read it. */
  static @Nullable RowForm of(TopicLog.Heard heard) {
    FormatGuess format = heard.format();
    Preset preset = format.preset();
    if (preset == Preset.SPARKPLUG_B) {
      return sparkplug(heard.topic());
    }
    String topic = heard.topic();
    if (topic.isEmpty() || topic.chars().anyMatch(c -> "{}+#".indexOf(c) >= 0)) {
      return null;
    }
    String last = level(topic, 1);
    if (preset == null) {
      return null;
    }
    List<String> names = format.names();
    boolean one = names.isEmpty() || names.equals(List.of("value"));
    boolean named = preset == Preset.UMH || preset == Preset.NODE_RED || format.isBareValue();
    Map<String, String> values = new LinkedHashMap<>();
    if (one && (named || !names.isEmpty())) {
      values.put(last, named ? last : "value");
    } else {
      names.forEach(name -> values.put(forPeople(preset, name), name));
    }
    if (values.isEmpty()) {
      return null;
    }
    return new RowForm(topic, preset, values, time(format), level(topic, one ? 2 : 1), one);
  }

  /** Which metrics there are stands in births alone: without values every metric is a channel. */
  private static @Nullable RowForm sparkplug(String heard) {
    String topic = MappedTopic.withoutVerb(heard);
    int levels = topic.split("/", -1).length;
    return levels < 3 || levels > 4 || heard.startsWith("spBv1.0/STATE/")
        ? null
        : new RowForm(topic, Preset.SPARKPLUG_B, Map.of(), null, level(topic, 1), false);
  }

  /** Kepware's names are whole paths. */
  private static String forPeople(Preset preset, String name) {
    return preset == Preset.KEPWARE ? name.substring(name.lastIndexOf('.') + 1) : name;
  }

  private static @Nullable String time(FormatGuess format) {
    Preset preset = format.preset();
    return preset != null && preset.leavesTimeOpen() ? format.time() : null;
  }

  /** A level of the topic from its end; the first when there are fewer. */
  private static String level(String topic, int fromEnd) {
    String[] levels = topic.split("/", -1);
    return levels[Math.max(0, levels.length - fromEnd)];
  }
}
