package io.linewatch.edge.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.desired.SourceMapping.WaveformForm;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.domain.vibration.Operation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From topic, user properties and bytes to a block of samples, or to a rejection with its reason.
 * The sources of one connection; used by its one thread. A block is at most 4 MiB and 2^20 samples.
 */
public final class WaveformDecoder {
  private final List<SourceMapping> sources = new ArrayList<>();
  private final List<TopicPattern> patterns = new ArrayList<>();
  private final Map<ChannelId, Channel> channels = new HashMap<>();

  /**
   * What came of one message.
   *
   * @param waveform null when it was refused
   * @param operation how the machine ran meanwhile
   */
  public record Block(
      @Nullable Waveform waveform, Operation operation, List<Rejection> rejections) {
    public Block {
      rejections = List.copyOf(rejections);
    }
  }

  /**
   * @param problems gets one sentence for each source that cannot be used
   */
  public static WaveformDecoder of(
      List<SourceMapping> served, List<Channel> channels, List<String> problems) {
    WaveformDecoder decoder = new WaveformDecoder();
    channels.forEach(channel -> decoder.channels.put(channel.id(), channel));
    for (SourceMapping source : served) {
      if (source.waveform() != null) {
        decoder.add(source, problems);
      }
    }
    return decoder;
  }

  private void add(SourceMapping source, List<String> problems) {
    try {
      TopicPattern pattern = TopicPattern.of(source.topic());
      if (!pattern.parts().contains(TopicPattern.Part.CHANNEL)) {
        throw new IllegalArgumentException(
            "topic pattern '" + source.topic() + "' carries waveforms and has no {channel}");
      }
      sources.add(source);
      patterns.add(pattern);
    } catch (IllegalArgumentException unusable) {
      problems.add("source '" + source.id() + "': " + unusable.getMessage());
    }
  }

  /** What to subscribe to. */
  public List<String> topicFilters() {
    return patterns.stream().map(TopicPattern::topicFilter).distinct().toList();
  }

  /** Null when none of its sources has this topic. */
  public @Nullable Block decode(
      String topic, byte[] payload, Map<String, String> properties, Instant arrival) {
    for (int i = 0; i < sources.size(); i++) {
      Map<TopicPattern.Part, String> found = patterns.get(i).match(topic);
      if (found != null) {
        RejectionSink sink = new RejectionSink(topic, payload, arrival);
        return decode(sources.get(i), found, payload, properties, sink);
      }
    }
    return null;
  }

  private Block decode(
      SourceMapping source,
      Map<TopicPattern.Part, String> found,
      byte[] payload,
      Map<String, String> properties,
      RejectionSink sink) {
    Channel channel = channel(source, found);
    WaveformForm form = source.waveform();
    if (channel == null || form == null) {
      sink.refuse(
          RejectionReason.UNKNOWN_CHANNEL,
          source.id(),
          "the plant has no channel for this topic; add it to the plant sheet");
      return refused(sink);
    }
    try {
      SampleBlock block = SampleBlock.read(form, payload, properties);
      requireUnit(block.header().unit(), channel);
      Operation operation = block.header().operation();
      Stamp stamp = Stamp.of(block.header().start(), source, sink);
      if (stamp == null) {
        return refused(sink);
      }
      Waveform waveform =
          new Waveform(channel.id(), stamp.time(), stamp.source(), block.rateHz(), block.samples());
      return new Block(waveform, operation, sink.rejections());
    } catch (Values.Refused refused) {
      sink.refuse(refused.reason, source.id(), channel.id() + ": " + refused.detail());
      return refused(sink);
    }
  }

  private static Block refused(RejectionSink sink) {
    return new Block(null, Operation.UNTOLD, sink.rejections());
  }

  private @Nullable Channel channel(SourceMapping source, Map<TopicPattern.Part, String> found) {
    try {
      AssetPath asset =
          new AssetPath(
              name(found, TopicPattern.Part.SITE, source.site()),
              name(found, TopicPattern.Part.AREA, source.area()),
              name(found, TopicPattern.Part.LINE, source.line()),
              name(found, TopicPattern.Part.ASSET, source.asset()));
      return channels.get(new ChannelId(asset, name(found, TopicPattern.Part.CHANNEL, null)));
    } catch (IllegalArgumentException noNames) {
      return null;
    }
  }

  private static String name(
      Map<TopicPattern.Part, String> found, TopicPattern.Part part, @Nullable String fixed) {
    String name = found.get(part);
    return name != null ? name : String.valueOf(fixed);
  }

  private static void requireUnit(@Nullable JsonNode unit, Channel channel) throws Values.Refused {
    if (unit != null && !unit.asText().equals(channel.unit())) {
      throw new Values.Refused(
          RejectionReason.UNIT_MISMATCH,
          "the block is in '"
              + unit.asText()
              + "', the plant sheet says '"
              + channel.unit()
              + "'; make them agree");
    }
  }
}
