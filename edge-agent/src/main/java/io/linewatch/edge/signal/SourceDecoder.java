package io.linewatch.edge.signal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One source mapping, compiled. Immutable. */
final class SourceDecoder {
  private static final int NOT_MAPPED = -1;

  private final SourceMapping mapping;
  private final TopicPattern pattern;
  private final Map<ChannelId, Channel> channels;
  private final PointerTree pointers = new PointerTree();

  /** Names of the values a message may carry; empty when it has one, named by its topic. */
  private final List<String> names;

  /** Slots of the values: of the one, or in the order of the names. */
  private final int[] values;

  private final int time;
  private final int quality;
  private final int machineState;

  /**
   * @throws IllegalArgumentException with one sentence for people when the mapping cannot be used
   */
  SourceDecoder(SourceMapping mapping, Map<ChannelId, Channel> channels) {
    this.mapping = mapping;
    this.channels = channels;
    pattern = TopicPattern.of(mapping.topic());
    Map<String, String> named = new TreeMap<>(mapping.values());
    names = List.copyOf(named.keySet());
    values =
        mapping.value() == null
            ? named.values().stream().mapToInt(this::slot).toArray()
            : new int[] {slot(mapping.value())};
    time = slot(mapping.time());
    quality = slot(mapping.quality());
    machineState = slot(mapping.machineState());
    requireOneOf(TopicPattern.Part.SITE, mapping.site());
    requireOneOf(TopicPattern.Part.AREA, mapping.area());
    requireOneOf(TopicPattern.Part.LINE, mapping.line());
    requireOneOf(TopicPattern.Part.ASSET, mapping.asset());
    if (mapping.value() != null && !pattern.parts().contains(TopicPattern.Part.CHANNEL)) {
      throw new IllegalArgumentException(
          "topic pattern '" + mapping.topic() + "' has one value and no {channel} to name it");
    }
  }

  private int slot(@Nullable String pointer) {
    return pointer == null ? NOT_MAPPED : pointers.add(JsonPointer.compile(pointer));
  }

  private void requireOneOf(TopicPattern.Part part, @Nullable String fixed) {
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

  /** Null when the topic is another source's; a route without asset when its names are unusable. */
  @Nullable Route route(String topic) {
    Map<TopicPattern.Part, String> found = pattern.match(topic);
    if (found == null) {
      return null;
    }
    try {
      AssetPath asset =
          new AssetPath(
              name(found, TopicPattern.Part.SITE, mapping.site()),
              name(found, TopicPattern.Part.AREA, mapping.area()),
              name(found, TopicPattern.Part.LINE, mapping.line()),
              name(found, TopicPattern.Part.ASSET, mapping.asset()));
      List<String> called =
          names.isEmpty() ? List.of(String.valueOf(found.get(TopicPattern.Part.CHANNEL))) : names;
      return new Route(this, asset, called.stream().map(name -> target(asset, name)).toList());
    } catch (IllegalArgumentException unusable) {
      return new Route(this, null, List.of());
    }
  }

  private static String name(
      Map<TopicPattern.Part, String> found, TopicPattern.Part part, @Nullable String fixed) {
    String name = found.get(part);
    return name != null ? name : String.valueOf(fixed);
  }

  private Route.Target target(AssetPath asset, String name) {
    try {
      return Route.Target.of(name, channels.get(new ChannelId(asset, name)));
    } catch (IllegalArgumentException unusableName) {
      return Route.Target.of(name, null);
    }
  }

  /**
   * Reads a payload.
   *
   * @return what stands at each pointer; null when the payload is blank
   * @throws com.fasterxml.jackson.core.JsonProcessingException with the mistake
   */
  JsonNode @Nullable [] read(byte[] payload) throws IOException {
    return pointers.read(payload);
  }

  /** Null when nothing of the message can be used; why is in the sink. */
  @Nullable DecodedMessage decode(Route route, JsonNode[] found, RejectionSink sink) {
    AssetPath asset = route.asset();
    if (asset == null) {
      refuse(sink, RejectionReason.UNKNOWN_CHANNEL, "the topic's names are not names of an asset");
      return null;
    }
    Stamp stamp = Stamp.of(at(time, found), mapping, sink);
    if (stamp == null) {
      return null;
    }
    Quality told = told(at(quality, found), stamp);
    Reading[] readings = new Reading[values.length];
    int read = 0;
    int before = sink.count();
    for (int i = 0; i < values.length; i++) {
      Reading reading = read(asset, route.targets().get(i), found[values[i]], stamp, told, sink);
      if (reading != null) {
        readings[read++] = reading;
      }
    }
    String state = StateText.of(at(machineState, found));
    if (read == 0 && state == null) {
      if (sink.count() == before) {
        refuse(sink, RejectionReason.MISSING_VALUE, "none of the mapped values is in the message");
      }
      return null;
    }
    return new DecodedMessage(
        asset,
        stamp.time(),
        state,
        List.of(read == readings.length ? readings : Arrays.copyOf(readings, read)));
  }

  private static @Nullable JsonNode at(int slot, JsonNode[] found) {
    JsonNode node = slot == NOT_MAPPED ? null : found[slot];
    return node == null || node.isMissingNode() || node.isNull() ? null : node;
  }

  /** Null when there is no reading. Of many values some may be absent: that is no mistake. */
  private @Nullable Reading read(
      AssetPath asset,
      Route.Target target,
      JsonNode node,
      Stamp stamp,
      Quality told,
      RejectionSink sink) {
    if (node.isMissingNode()) {
      if (names.isEmpty()) {
        refuse(sink, RejectionReason.MISSING_VALUE, "there is nothing at " + mapping.value());
      }
      return null;
    }
    Channel channel = target.channel();
    if (channel == null) {
      refuse(
          sink,
          RejectionReason.UNKNOWN_CHANNEL,
          "the plant has no channel "
              + asset
              + "/"
              + target.name()
              + "; add it to the plant sheet");
      return null;
    }
    try {
      double number = Values.value(node);
      Quality quality = within(target, number, told);
      return new Reading(channel.id(), stamp.time(), stamp.source(), number, quality);
    } catch (Values.Refused refused) {
      refuse(sink, refused.reason, channel.id() + ": " + refused.detail());
      return null;
    }
  }

  /**
   * A value that cannot be is a broken sensor or a wrong range in the plant sheet: it is not
   * silenced, but says that it is doubtful.
   */
  private static Quality within(Route.Target target, double value, Quality told) {
    boolean outside = value < target.low() || value > target.high();
    return outside && told == Quality.GOOD ? Quality.UNCERTAIN : told;
  }

  private static Quality told(@Nullable JsonNode node, Stamp stamp) {
    Quality told = node == null ? Quality.GOOD : Values.quality(node);
    return stamp.clamped() && told == Quality.GOOD ? Quality.UNCERTAIN : told;
  }

  private void refuse(RejectionSink sink, RejectionReason reason, String detail) {
    sink.refuse(reason, mapping.id(), detail);
  }

  SourceMapping mapping() {
    return mapping;
  }

  TopicPattern pattern() {
    return pattern;
  }
}
