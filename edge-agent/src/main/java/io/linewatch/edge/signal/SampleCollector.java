package io.linewatch.edge.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.desired.SourceMapping.TimeFormat;
import io.linewatch.domain.signal.Preset;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the samples of one message, with the bounds of values and times that hold everywhere. */
final class SampleCollector {
  /** More values than this are no message of a machine. */
  static final int MAX_SAMPLES = 10_000;

  private final SourceMapping mapping;
  private final String topic;
  private final RejectionSink sink;
  private final List<Sample> samples = new ArrayList<>();

  SampleCollector(SourceMapping mapping, String topic, RejectionSink sink) {
    this.mapping = mapping;
    this.topic = topic;
    this.sink = sink;
  }

  SourceMapping mapping() {
    return mapping;
  }

  Preset preset() {
    Preset preset = mapping.preset();
    return preset == null ? Preset.FLAT_JSON : preset;
  }

  String lastLevel() {
    return topic.substring(topic.lastIndexOf('/') + 1);
  }

  List<Sample> samples() {
    return samples;
  }

  /** Null when the time cannot be used; why is told. Without a node the arrival stands in. */
  @Nullable Stamp stamp(@Nullable JsonNode node, TimeFormat format) {
    JsonNode time = node == null || node.isMissingNode() || node.isNull() ? null : node;
    return Stamp.of(time, mapping.id(), format, sink);
  }

  /**
   * @param quality as its form tells it; a time that had to be replaced makes good uncertain
   */
  void add(String name, JsonNode value, Stamp stamp, Quality quality) {
    if (samples.size() >= MAX_SAMPLES) {
      if (samples.size() == MAX_SAMPLES) {
        refuse(RejectionReason.TOO_MANY, "more than " + MAX_SAMPLES + " values in one message");
      }
      return;
    }
    Quality told = stamp.clamped() && quality == Quality.GOOD ? Quality.UNCERTAIN : quality;
    try {
      samples.add(
          new Sample(name, stamp.time(), stamp.source(), false, Values.value(value), null, told));
    } catch (Values.Refused refused) {
      if (value.isTextual()) {
        samples.add(
            new Sample(
                name, stamp.time(), stamp.source(), false, Double.NaN, value.textValue(), told));
      } else if (wants(name)) {
        refuse(refused.reason, "'" + name + "': " + refused.detail());
      }
    }
  }

  /** Whether the topic names the one value of the message. */
  boolean namedByTopic() {
    return mapping.topic().contains("{channel}");
  }

  /** Whether the row names this value; without names every channel's name may be one. */
  boolean wants(String name) {
    return mapping.values().isEmpty() || mapping.values().containsValue(name);
  }

  void refuse(RejectionReason reason, String detail) {
    sink.refuse(reason, mapping.id(), detail);
  }
}
