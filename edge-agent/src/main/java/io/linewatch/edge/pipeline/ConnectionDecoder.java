package io.linewatch.edge.pipeline;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.signal.Decoded;
import io.linewatch.edge.signal.DecodedMessage;
import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.PayloadDecoder;
import io.linewatch.edge.signal.PresetDecoder;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.signal.SampleDecoder;
import io.linewatch.edge.vibration.ShaftSpeeds;
import io.linewatch.edge.vibration.VibrationPoints;
import io.linewatch.edge.vibration.VibrationStage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one connection's messages become: single values by pointers or by a preset, what blocks of
 * samples tell, or samples with names.
 */
record ConnectionDecoder(
    PayloadDecoder values,
    VibrationStage waveforms,
    PresetDecoder presets,
    SampleDecoder samples,
    ShaftSpeeds speeds) {

  /**
   * @param problems gets one sentence for each source that cannot be used
   */
  static ConnectionDecoder of(
      List<SourceMapping> served,
      DesiredState desired,
      VibrationPoints points,
      List<String> problems) {
    List<SourceMapping> sparkplug = served.stream().filter(SourceMapping::ofSparkplug).toList();
    List<SourceMapping> presets =
        served.stream().filter(s -> s.preset() != null && !s.ofSparkplug()).toList();
    return new ConnectionDecoder(
        PayloadDecoder.of(served, desired.channels(), problems),
        VibrationStage.of(served, desired, points, problems),
        PresetDecoder.of(presets, desired.channels(), problems),
        SampleDecoder.of(sparkplug, desired.channels(), problems),
        points.speeds());
  }

  List<String> topicFilters() {
    return Stream.of(values.topicFilters(), waveforms.topicFilters(), presets.topicFilters())
        .flatMap(List::stream)
        .distinct()
        .sorted()
        .toList();
  }

  /** The connection's thread. */
  Decoded decode(InboundMessage message) {
    Decoded waveform = waveforms.decode(message);
    if (waveform != null) {
      return waveform;
    }
    return speeds.heed(decodeValues(message));
  }

  /** What a Sparkplug node or device told. The connection's thread. */
  Decoded decode(DeviceSamples told) {
    return speeds.heed(samples.decode(told));
  }

  private Decoded decodeValues(InboundMessage message) {
    String topic = message.topic();
    Decoded preset =
        presets.isEmpty() ? null : presets.decode(topic, message.payload(), message.arrival());
    if (preset != null && !values.knows(topic)) {
      return preset;
    }
    Decoded pointed = values.decode(topic, message.payload(), message.arrival());
    return preset == null ? pointed : both(preset, pointed);
  }

  /** A topic that several sources have is read by each. */
  private static Decoded both(Decoded one, Decoded other) {
    List<DecodedMessage> messages = new ArrayList<>(one.messages());
    messages.addAll(other.messages());
    List<Rejection> rejections = new ArrayList<>(one.rejections());
    rejections.addAll(other.rejections());
    return new Decoded(messages, rejections);
  }
}
