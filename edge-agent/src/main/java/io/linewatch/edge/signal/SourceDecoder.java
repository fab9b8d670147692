package io.linewatch.edge.signal;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One source mapping, compiled. Immutable. */
final class SourceDecoder {
  private static final int MAX_STATE_LENGTH = 64;

  private final SourceMapping mapping;
  private final TopicPattern pattern;
  private final Map<ChannelId, Channel> channels;
  private final @Nullable JsonPointer value;
  private final Map<String, JsonPointer> values = new TreeMap<>();
  private final @Nullable JsonPointer time;
  private final @Nullable JsonPointer quality;
  private final @Nullable JsonPointer machineState;

  /**
   * @throws IllegalArgumentException with one sentence for people when the mapping cannot be used
   */
  SourceDecoder(SourceMapping mapping, Map<ChannelId, Channel> channels) {
    this.mapping = mapping;
    this.channels = channels;
    pattern = TopicPattern.of(mapping.topic());
    value = pointer(mapping.value());
    mapping.values().forEach((name, text) -> values.put(name, JsonPointer.compile(text)));
    time = pointer(mapping.time());
    quality = pointer(mapping.quality());
    machineState = pointer(mapping.machineState());
    requireOneOf(TopicPattern.Part.SITE, mapping.site());
    requireOneOf(TopicPattern.Part.AREA, mapping.area());
    requireOneOf(TopicPattern.Part.LINE, mapping.line());
    requireOneOf(TopicPattern.Part.ASSET, mapping.asset());
    if (value != null && !pattern.parts().contains(TopicPattern.Part.CHANNEL)) {
      throw new IllegalArgumentException(
          "topic pattern '" + mapping.topic() + "' has one value and no {channel} to name it");
    }
  }

  private static @Nullable JsonPointer pointer(@Nullable String text) {
    return text == null ? null : JsonPointer.compile(text);
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

  /** The topic, taken apart; what depends on the topic alone and can be kept. */
  record Route(SourceDecoder source, @Nullable AssetPath asset, @Nullable String channel) {}

  /** Null when the topic is another source's; a route without asset when its names are unusable. */
  @Nullable Route route(String topic) {
    Map<TopicPattern.Part, String> names = pattern.match(topic);
    if (names == null) {
      return null;
    }
    try {
      AssetPath asset =
          new AssetPath(
              name(names, TopicPattern.Part.SITE, mapping.site()),
              name(names, TopicPattern.Part.AREA, mapping.area()),
              name(names, TopicPattern.Part.LINE, mapping.line()),
              name(names, TopicPattern.Part.ASSET, mapping.asset()));
      return new Route(this, asset, names.get(TopicPattern.Part.CHANNEL));
    } catch (IllegalArgumentException unusable) {
      return new Route(this, null, null);
    }
  }

  private static String name(
      Map<TopicPattern.Part, String> names, TopicPattern.Part part, @Nullable String fixed) {
    String found = names.get(part);
    return found != null ? found : String.valueOf(fixed);
  }

  /** Where one message's results are gathered. */
  record Sink(String topic, byte[] payload, Instant arrival, List<Rejection> rejections) {
    void refuse(RejectionReason reason, String source, String detail) {
      rejections.add(
          new Rejection(reason, source, topic, detail, JsonText.sample(payload), arrival));
    }
  }

  /** Null when nothing of the message can be used; why is in the sink. */
  @Nullable DecodedMessage decode(Route route, JsonNode root, Sink sink) {
    AssetPath asset = route.asset();
    if (asset == null) {
      refuse(sink, RejectionReason.UNKNOWN_CHANNEL, "the topic's names are not names of an asset");
      return null;
    }
    Stamp stamp = stamp(root, sink);
    if (stamp == null) {
      return null;
    }
    Quality told = told(root, stamp);
    List<Reading> readings = new ArrayList<>(Math.max(1, values.size()));
    int before = sink.rejections().size();
    if (value != null) {
      read(asset, String.valueOf(route.channel()), root.at(value), stamp, told, sink, readings);
    } else {
      readMany(asset, root, stamp, told, sink, readings);
    }
    String state = state(root);
    if (readings.isEmpty() && state == null) {
      if (sink.rejections().size() == before) {
        refuse(sink, RejectionReason.MISSING_VALUE, "none of the mapped values is in the message");
      }
      return null;
    }
    return new DecodedMessage(asset, stamp.time, state, readings);
  }

  /** Messages with many values may carry some of them: what is absent is no mistake. */
  private void readMany(
      AssetPath asset,
      JsonNode root,
      Stamp stamp,
      Quality told,
      Sink sink,
      List<Reading> readings) {
    for (Map.Entry<String, JsonPointer> entry : values.entrySet()) {
      JsonNode node = root.at(entry.getValue());
      if (!node.isMissingNode()) {
        read(asset, entry.getKey(), node, stamp, told, sink, readings);
      }
    }
  }

  private void read(
      AssetPath asset,
      String name,
      JsonNode node,
      Stamp stamp,
      Quality told,
      Sink sink,
      List<Reading> readings) {
    if (node.isMissingNode()) {
      refuse(sink, RejectionReason.MISSING_VALUE, "there is nothing at " + mapping.value());
      return;
    }
    Channel channel = channel(asset, name);
    if (channel == null) {
      refuse(
          sink,
          RejectionReason.UNKNOWN_CHANNEL,
          "the plant has no channel " + asset + "/" + name + "; add it to the plant sheet");
      return;
    }
    try {
      double number = Values.value(node);
      readings.add(
          new Reading(
              channel.id(), stamp.time, stamp.source, number, within(channel, number, told)));
    } catch (Values.Refused refused) {
      refuse(sink, refused.reason, channel.id() + ": " + refused.detail());
    }
  }

  private @Nullable Channel channel(AssetPath asset, String name) {
    try {
      return channels.get(new ChannelId(asset, name));
    } catch (IllegalArgumentException unusableName) {
      return null;
    }
  }

  /**
   * A value that cannot be is a broken sensor or a wrong range in the plant sheet: it is not
   * silenced, but says that it is doubtful.
   */
  private static Quality within(Channel channel, double value, Quality told) {
    Double low = channel.rangeLow();
    Double high = channel.rangeHigh();
    boolean outside = (low != null && value < low) || (high != null && value > high);
    return outside && told == Quality.GOOD ? Quality.UNCERTAIN : told;
  }

  private record Stamp(Instant time, Reading.TimeSource source, boolean clamped) {}

  private @Nullable Stamp stamp(JsonNode root, Sink sink) {
    JsonNode node = time == null ? null : root.at(time);
    Instant arrival = sink.arrival().truncatedTo(ChronoUnit.MICROS);
    if (node == null || node.isMissingNode() || node.isNull()) {
      return new Stamp(arrival, Reading.TimeSource.ARRIVAL, false);
    }
    Instant read;
    try {
      read = EventTime.read(node, mapping.timeFormat());
    } catch (DateTimeException | ArithmeticException malformed) {
      refuse(sink, RejectionReason.MALFORMED_TIME, "the time: " + malformed.getMessage());
      return null;
    }
    if (read.isBefore(EventTime.EARLIEST) || read.isAfter(arrival.plus(EventTime.LATEST_AHEAD))) {
      refuse(
          sink,
          RejectionReason.ABSURD_TIME,
          "the time " + read + " is before 2000 or more than a day ahead; set the sensor's clock");
      return null;
    }
    return read.isAfter(arrival.plus(EventTime.CLOCK_TOLERANCE))
        ? new Stamp(arrival, Reading.TimeSource.ARRIVAL, true)
        : new Stamp(read, Reading.TimeSource.SENSOR, false);
  }

  private Quality told(JsonNode root, Stamp stamp) {
    JsonNode node = quality == null ? null : root.at(quality);
    Quality told =
        node == null || node.isMissingNode() || node.isNull() ? Quality.GOOD : Values.quality(node);
    return stamp.clamped && told == Quality.GOOD ? Quality.UNCERTAIN : told;
  }

  private @Nullable String state(JsonNode root) {
    JsonNode node = machineState == null ? null : root.at(machineState);
    if (node == null || !node.isValueNode() || node.isNull() || node.isMissingNode()) {
      return null;
    }
    String text = node.asText().strip();
    return text.isEmpty() || text.length() > MAX_STATE_LENGTH ? null : text;
  }

  private void refuse(Sink sink, RejectionReason reason, String detail) {
    sink.refuse(reason, mapping.id(), detail);
  }

  SourceMapping mapping() {
    return mapping;
  }

  TopicPattern pattern() {
    return pattern;
  }
}
