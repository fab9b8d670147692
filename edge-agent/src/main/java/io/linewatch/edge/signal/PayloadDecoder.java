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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages to readings, by the source mappings of one desired state. A topic that several mappings
 * match is read by each. Any thread; holds nothing but bounded caches of topics.
 */
public final class PayloadDecoder {
  /** Larger payloads are refused before anything looks into them. */
  public static final int MAX_PAYLOAD_BYTES = 1 << 20;

  private static final int MAX_STRANGE_ROUTES = 10_000;

  /** Several topics may lead to one channel: {@code +} stands for any name. */
  private static final int TOPICS_PER_CHANNEL = 4;

  private final List<SourceDecoder> sources;
  private final int maxRoutes;

  /** Topics that lead to a channel. */
  private final Map<String, List<Route>> routes = new ConcurrentHashMap<>();

  /** Topics that lead nowhere. */
  private final Map<String, List<Route>> strangeRoutes = new ConcurrentHashMap<>();

  private PayloadDecoder(List<SourceDecoder> sources, int channels) {
    this.sources = List.copyOf(sources);
    this.maxRoutes = Math.multiplyExact(TOPICS_PER_CHANNEL, Math.max(1, channels));
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
      if (mapping.waveform() != null || mapping.preset() != null) {
        continue;
      }
      try {
        sources.add(new SourceDecoder(mapping, frozen));
      } catch (IllegalArgumentException unusable) {
        problems.add("source '" + mapping.id() + "': " + unusable.getMessage());
      }
    }
    return new PayloadDecoder(sources, frozen.size());
  }

  /** The MQTT topic filters under which its messages come, each once. */
  public List<String> topicFilters() {
    return sources.stream().map(s -> s.pattern().topicFilter()).distinct().sorted().toList();
  }

  /** Whether any source has this topic. */
  public boolean knows(String topic) {
    return !routes(topic).isEmpty();
  }

  public Decoded decode(String topic, byte[] payload, Instant arrival) {
    RejectionSink sink = new RejectionSink(topic, payload, arrival);
    List<Route> found = routes(topic);
    if (found.isEmpty()) {
      sink.refuse(RejectionReason.UNKNOWN_TOPIC, "", "no source mapping has this topic");
      return new Decoded(List.of(), sink.rejections());
    }
    List<DecodedMessage> messages = List.of();
    for (int i = 0; i < found.size(); i++) {
      Route route = found.get(i);
      JsonNode[] nodes = read(payload, route.source(), sink);
      if (nodes == null) {
        // It would be the same for the others.
        break;
      }
      DecodedMessage message = route.source().decode(route, nodes, sink);
      if (message != null) {
        messages = messages.isEmpty() ? List.of(message) : with(messages, message);
      }
    }
    return new Decoded(messages, sink.rejections());
  }

  private static List<DecodedMessage> with(List<DecodedMessage> some, DecodedMessage another) {
    return Stream.concat(some.stream(), Stream.of(another)).toList();
  }

  private static JsonNode @Nullable [] read(
      byte[] payload, SourceDecoder source, RejectionSink sink) {
    String id = source.mapping().id();
    if (payload.length == 0) {
      sink.refuse(RejectionReason.EMPTY_PAYLOAD, id, "the payload is empty");
    } else if (payload.length > MAX_PAYLOAD_BYTES) {
      sink.refuse(
          RejectionReason.OVERSIZE,
          id,
          payload.length + " bytes, more than the " + MAX_PAYLOAD_BYTES + " allowed");
    } else if (!JsonText.isUtf8(payload)) {
      sink.refuse(RejectionReason.WRONG_ENCODING, id, "the payload is not text in UTF-8");
    } else {
      return readJson(payload, source, sink);
    }
    return null;
  }

  private static JsonNode @Nullable [] readJson(
      byte[] payload, SourceDecoder source, RejectionSink sink) {
    String id = source.mapping().id();
    try {
      JsonNode[] nodes = source.read(payload);
      if (nodes == null) {
        sink.refuse(RejectionReason.EMPTY_PAYLOAD, id, "the payload is blank");
      }
      return nodes;
    } catch (JsonProcessingException malformed) {
      sink.refuse(
          RejectionReason.MALFORMED_JSON, id, "not JSON: " + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      sink.refuse(RejectionReason.MALFORMED_JSON, id, "not JSON: " + unreadable.getMessage());
    }
    return null;
  }

  private List<Route> routes(String topic) {
    List<Route> known = routes.get(topic);
    return known != null ? known : findRoutes(topic);
  }

  private List<Route> findRoutes(String topic) {
    List<Route> strange = strangeRoutes.get(topic);
    if (strange != null) {
      return strange;
    }
    List<Route> found = new ArrayList<>(1);
    for (SourceDecoder source : sources) {
      Route route = source.route(topic);
      if (route != null) {
        found.add(route);
      }
    }
    List<Route> frozen = List.copyOf(found);
    // Bounds, not policies: whoever floods us with topics is only served more slowly, and does not
    // push out the topics of the plant.
    if (frozen.stream().anyMatch(Route::leadsSomewhere)) {
      keep(routes, maxRoutes, topic, frozen);
    } else {
      keep(strangeRoutes, MAX_STRANGE_ROUTES, topic, frozen);
    }
    return frozen;
  }

  /** How many topics it has taken apart and kept. */
  int keptTopics() {
    return routes.size() + strangeRoutes.size();
  }

  private static void keep(
      Map<String, List<Route>> routes, int most, String topic, List<Route> found) {
    if (routes.size() >= most) {
      routes.clear();
    }
    routes.put(topic, found);
  }
}
