package io.linewatch.edge.signal;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import io.linewatch.edge.signal.TopicPattern.Part;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One source mapping whose values come with their own names, compiled: names to channels. Where the
 * mapping gives no names, channels are called as the values are; where the topic has {@code
 * {channel}}, the value called {@value #VALUE} belongs to it. Immutable.
 */
final class SampleSource {
  /** Name of a value that its topic names. */
  static final String VALUE = "value";

  private final SourceMapping mapping;
  private final TopicPattern pattern;
  private final Map<ChannelId, Channel> channels;

  /**
   * @throws IllegalArgumentException with one sentence for people when the mapping cannot be used
   */
  SampleSource(SourceMapping mapping, Map<ChannelId, Channel> channels) {
    this.mapping = mapping;
    this.channels = channels;
    String topic = mapping.topic();
    pattern = TopicPattern.of(topic);
    if (mapping.ofSparkplug()) {
      int levels = topic.split("/", -1).length;
      if (!topic.startsWith("spBv1.0/") || levels < 3 || levels > 4) {
        throw new IllegalArgumentException(
            "topic pattern '"
                + topic
                + "' must be spBv1.0/group/node or spBv1.0/group/node/device, without the verb");
      }
    }
    requireOneOf(Part.SITE, mapping.site());
    requireOneOf(Part.AREA, mapping.area());
    requireOneOf(Part.LINE, mapping.line());
    requireOneOf(Part.ASSET, mapping.asset());
  }

  private void requireOneOf(Part part, @Nullable String fixed) {
    if (fixed == null && !pattern.parts().contains(part)) {
      String name = part.name().toLowerCase(Locale.ROOT);
      throw new IllegalArgumentException(
          "topic pattern '"
              + mapping.topic()
              + "' has no {"
              + name
              + "} and the source names no "
              + name);
    }
  }

  SourceMapping mapping() {
    return mapping;
  }

  TopicPattern pattern() {
    return pattern;
  }

  /**
   * What one node, device or topic means.
   *
   * @param byName channels by the names of values
   * @param machineState name of the value that tells it, or null
   */
  record Device(
      String source, AssetPath asset, Map<String, Channel> byName, @Nullable String machineState) {

    @Nullable Channel channel(String name) {
      return byName.get(name);
    }

    /** The state as a text; a whole number without its point. */
    @Nullable String state(Sample sample) {
      String text = sample.text();
      if (text == null) {
        double value = sample.value();
        text = value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
      }
      return StateText.of(text);
    }
  }

  /** Null when the topic is another source's, or its names are no names of an asset. */
  @Nullable Device device(String topic) {
    Map<Part, String> found = pattern.match(topic);
    if (found == null) {
      return null;
    }
    try {
      AssetPath asset =
          new AssetPath(
              name(found, Part.SITE, mapping.site()),
              name(found, Part.AREA, mapping.area()),
              name(found, Part.LINE, mapping.line()),
              name(found, Part.ASSET, mapping.asset()));
      return new Device(
          mapping.id(), asset, byName(asset, found.get(Part.CHANNEL)), mapping.machineState());
    } catch (IllegalArgumentException unusable) {
      return null;
    }
  }

  private Map<String, Channel> byName(AssetPath asset, @Nullable String channelOfTopic) {
    Map<String, Channel> byName = new HashMap<>();
    if (channelOfTopic != null) {
      put(byName, VALUE, new ChannelId(asset, channelOfTopic));
    } else if (mapping.values().isEmpty()) {
      channels.values().stream()
          .filter(channel -> channel.id().asset().equals(asset))
          .forEach(channel -> byName.put(channel.id().channel(), channel));
    } else {
      mapping.values().forEach((channel, name) -> put(byName, name, new ChannelId(asset, channel)));
    }
    return Map.copyOf(byName);
  }

  private void put(Map<String, Channel> byName, String name, ChannelId id) {
    Channel channel = channels.get(id);
    if (channel != null) {
      byName.put(name, channel);
    }
  }

  private static String name(Map<Part, String> found, Part part, @Nullable String fixed) {
    String name = found.get(part);
    return name != null ? name : String.valueOf(fixed);
  }
}
