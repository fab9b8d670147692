package io.linewatch.edge.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages to readings, by the source mappings of one desired state. A topic that several mappings
 * match is read by each. Any thread; holds nothing but a bounded cache of topics.
 */
public final class PayloadDecoder {
  /** Larger payloads are refused before anything looks into them. */
  public static final int MAX_PAYLOAD_BYTES = 1 << 20;

  private static final int MAX_CACHED_TOPICS = 50_000;

  private final List<SourceDecoder> sources;
  private final Map<String, List<SourceDecoder.Route>> routes = new ConcurrentHashMap<>();

  private PayloadDecoder(List<SourceDecoder> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * @param problems gets one sentence for every mapping that cannot be used; such a decoder must
   *     not be put to work
   */
  public static PayloadDecoder of(
      Collection<SourceMapping> mappings, Collection<Channel> channels, List<String> problems) {
    Map<ChannelId, Channel> known = new HashMap<>();
    channels.forEach(channel -> known.put(channel.id(), channel));
    Map<ChannelId, Channel> frozen = Map.copyOf(known);
    List<SourceDecoder> sources = new ArrayList<>();
    for (SourceMapping mapping : mappings) {
      try {
        sources.add(new SourceDecoder(mapping, frozen));
      } catch (IllegalArgumentException unusable) {
        problems.add("source '" + mapping.id() + "': " + unusable.getMessage());
      }
    }
    return new PayloadDecoder(sources);
  }

  /** The MQTT topic filters under which its messages come, each once. */
  public List<String> topicFilters() {
    return sources.stream().map(s -> s.pattern().topicFilter()).distinct().sorted().toList();
  }

  public Decoded decode(String topic, byte[] payload, Instant arrival) {
    List<Rejection> rejections = new ArrayList<>(0);
    var sink = new SourceDecoder.Sink(topic, payload, arrival, rejections);
    List<SourceDecoder.Route> found = routes(topic);
    if (found.isEmpty()) {
      sink.refuse(RejectionReason.UNKNOWN_TOPIC, "", "no source mapping has this topic");
      return new Decoded(List.of(), rejections);
    }
    JsonNode root = parse(payload, found.getFirst().source().mapping().id(), sink);
    if (root == null) {
      return new Decoded(List.of(), rejections);
    }
    List<DecodedMessage> messages = new ArrayList<>(found.size());
    for (SourceDecoder.Route route : found) {
      DecodedMessage message = route.source().decode(route, root, sink);
      if (message != null) {
        messages.add(message);
      }
    }
    return new Decoded(messages, rejections);
  }

  private static @Nullable JsonNode parse(byte[] payload, String source, SourceDecoder.Sink sink) {
    if (payload.length == 0) {
      sink.refuse(RejectionReason.EMPTY_PAYLOAD, source, "the payload is empty");
    } else if (payload.length > MAX_PAYLOAD_BYTES) {
      sink.refuse(
          RejectionReason.OVERSIZE,
          source,
          payload.length + " bytes, more than the " + MAX_PAYLOAD_BYTES + " allowed");
    } else if (!JsonText.isUtf8(payload)) {
      sink.refuse(RejectionReason.WRONG_ENCODING, source, "the payload is not text in UTF-8");
    } else {
      return parseJson(payload, source, sink);
    }
    return null;
  }

  private static @Nullable JsonNode parseJson(
      byte[] payload, String source, SourceDecoder.Sink sink) {
    try {
      JsonNode root = JsonText.read(payload);
      if (!root.isMissingNode()) {
        return root;
      }
      sink.refuse(RejectionReason.EMPTY_PAYLOAD, source, "the payload is blank");
    } catch (JsonProcessingException malformed) {
      sink.refuse(
          RejectionReason.MALFORMED_JSON, source, "not JSON: " + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      sink.refuse(RejectionReason.MALFORMED_JSON, source, "not JSON: " + unreadable.getMessage());
    }
    return null;
  }

  private List<SourceDecoder.Route> routes(String topic) {
    List<SourceDecoder.Route> cached = routes.get(topic);
    if (cached != null) {
      return cached;
    }
    List<SourceDecoder.Route> found = new ArrayList<>(1);
    for (SourceDecoder source : sources) {
      SourceDecoder.Route route = source.route(topic);
      if (route != null) {
        found.add(route);
      }
    }
    // A bound, not a policy: whoever floods us with topics is only served more slowly.
    if (routes.size() >= MAX_CACHED_TOPICS) {
      routes.clear();
    }
    List<SourceDecoder.Route> frozen = List.copyOf(found);
    routes.put(topic, frozen);
    return frozen;
  }
}
