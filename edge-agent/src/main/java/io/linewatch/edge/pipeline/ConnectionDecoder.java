package io.linewatch.edge.pipeline;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.signal.Decoded;
import io.linewatch.edge.signal.PayloadDecoder;
import io.linewatch.edge.vibration.VibrationPoints;
import io.linewatch.edge.vibration.VibrationStage;
import java.util.List;
import java.util.stream.Stream;

/** What one connection's messages become: single values, or what blocks of samples tell. */
record ConnectionDecoder(PayloadDecoder values, VibrationStage waveforms) {

  /**
   * @param problems gets one sentence for each source that cannot be used
   */
  static ConnectionDecoder of(
      List<SourceMapping> served,
      DesiredState desired,
      VibrationPoints points,
      List<String> problems) {
    return new ConnectionDecoder(
        PayloadDecoder.of(served, desired.channels(), problems),
        VibrationStage.of(served, desired, points, problems));
  }

  List<String> topicFilters() {
    return Stream.concat(values.topicFilters().stream(), waveforms.topicFilters().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** The connection's thread. */
  Decoded decode(InboundMessage message) {
    Decoded waveform = waveforms.decode(message);
    return waveform != null
        ? waveform
        : values.decode(message.topic(), message.payload(), message.arrival());
  }
}
