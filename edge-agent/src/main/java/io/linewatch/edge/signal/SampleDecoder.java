package io.linewatch.edge.signal;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Samples of Sparkplug nodes and devices to readings, by the source mappings of one desired state.
 * A metric that no mapping names is passed over: births tell of all there is. Any thread; holds
 * nothing but a bounded cache.
 */
public final class SampleDecoder {
  private static final int MAX_DEVICES = 10_000;

  private final List<SampleSource> sources;
  private final Map<String, List<SampleSource.Device>> devices = new ConcurrentHashMap<>();

  private SampleDecoder(List<SampleSource> sources) {
    this.sources = List.copyOf(sources);
  }

  /**
   * @param problems gets one sentence for every mapping that cannot be used; such a decoder must
   *     not be put to work
   */
  public static SampleDecoder of(
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
    return new SampleDecoder(sources);
  }

  /** Whether any source is about this node or device. */
  public boolean wants(String topic) {
    return !devices(topic).isEmpty();
  }

  public Decoded decode(DeviceSamples device) {
    List<SampleSource.Device> found = devices(device.topic());
    if (found.isEmpty()) {
      return new Decoded(List.of(), List.of());
    }
    List<DecodedMessage> messages = new ArrayList<>();
    RejectionSink sink = new RejectionSink(device.topic(), new byte[0], device.arrival());
    for (SampleSource.Device wanted : found) {
      new SampleGathering(wanted, sink, messages).take(device.samples());
    }
    return new Decoded(messages, sink.rejections());
  }

  private List<SampleSource.Device> devices(String topic) {
    List<SampleSource.Device> known = devices.get(topic);
    if (known != null) {
      return known;
    }
    List<SampleSource.Device> found =
        sources.stream().map(source -> source.device(topic)).filter(Objects::nonNull).toList();
    if (devices.size() >= MAX_DEVICES) {
      devices.clear();
    }
    devices.put(topic, found);
    return found;
  }
}
