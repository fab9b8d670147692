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
 * Messages in a form of what is already on site to readings, by the source mappings that name a
 * preset. Any thread; holds nothing but a bounded cache of topics.
 */
public final class PresetDecoder {
  private static final int MAX_TOPICS = 10_000;

  private record Wanted(SampleSource source, SampleSource.Device device) {}

  private final List<SampleSource> sources;
  private final Map<String, List<Wanted>> topics = new ConcurrentHashMap<>();

  private PresetDecoder(List<SampleSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * @param problems gets one sentence for every mapping that cannot be used; such a decoder must
   *     not be put to work
   */
  public static PresetDecoder of(
      Collection<SourceMapping> mappings, Collection<Channel> channels, List<String> problems) {
    Map<ChannelId, Channel> known = new HashMap<>();
    channels.forEach(channel -> known.put(channel.id(), channel));
    List<SampleSource> sources = new ArrayList<>();
    for (SourceMapping mapping : mappings) {
      try {
        sources.add(new SampleSource(mapping, known));
      } catch (IllegalArgumentException unusable) {
        problems.add("source '" + mapping.id() + "': " + unusable.getMessage());
      }
    }
    return new PresetDecoder(sources);
  }

  public boolean isEmpty() {
    return sources.isEmpty();
  }

  /** The MQTT topic filters under which its messages come, each once. */
  public List<String> topicFilters() {
    return sources.stream().map(s -> s.pattern().topicFilter()).distinct().sorted().toList();
  }

  /** Null when no source has this topic. */
  public @Nullable Decoded decode(String topic, byte[] payload, Instant arrival) {
    List<Wanted> found = topics(topic);
    if (found.isEmpty()) {
      return null;
    }
    RejectionSink sink = new RejectionSink(topic, payload, arrival);
    List<DecodedMessage> messages = new ArrayList<>();
    JsonNode root = read(payload, found.getFirst().source().mapping().id(), sink);
    if (root != null) {
      for (Wanted wanted : found) {
        SourceMapping mapping = wanted.source().mapping();
        SampleCollector samples = new SampleCollector(mapping, topic, sink);
        PresetForms.read(root, samples);
        new SampleGathering(wanted.device(), sink, messages).take(samples.samples());
      }
    }
    return new Decoded(messages, sink.rejections());
  }

  private static @Nullable JsonNode read(byte[] payload, String source, RejectionSink sink) {
    if (payload.length > PayloadDecoder.MAX_PAYLOAD_BYTES) {
      sink.refuse(
          RejectionReason.OVERSIZE,
          source,
          payload.length
              + " bytes, more than the "
              + PayloadDecoder.MAX_PAYLOAD_BYTES
              + " allowed");
    } else if (payload.length == 0) {
      sink.refuse(RejectionReason.EMPTY_PAYLOAD, source, "the payload is empty");
    } else if (!JsonText.isUtf8(payload)) {
      sink.refuse(RejectionReason.WRONG_ENCODING, source, "the payload is not text in UTF-8");
    } else {
      try {
        JsonNode root = JsonText.tree(payload);
        if (root != null) {
          return root;
        }
        sink.refuse(RejectionReason.EMPTY_PAYLOAD, source, "the payload is blank");
      } catch (JsonProcessingException malformed) {
        String why = malformed.getOriginalMessage();
        sink.refuse(RejectionReason.MALFORMED_JSON, source, "not JSON: " + why);
      } catch (IOException unreadable) {
        sink.refuse(RejectionReason.MALFORMED_JSON, source, "not JSON: " + unreadable.getMessage());
      }
    }
    return null;
  }

  private List<Wanted> topics(String topic) {
    List<Wanted> known = topics.get(topic);
    if (known != null) {
      return known;
    }
    List<Wanted> found = new ArrayList<>();
    for (SampleSource source : sources) {
      SampleSource.Device device = source.device(topic);
      if (device != null) {
        found.add(new Wanted(source, device));
      }
    }
    if (topics.size() >= MAX_TOPICS) {
      topics.clear();
    }
    List<Wanted> frozen = List.copyOf(found);
    topics.put(topic, frozen);
    return frozen;
  }
}
