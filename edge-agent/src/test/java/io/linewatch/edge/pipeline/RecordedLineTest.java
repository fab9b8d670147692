package io.linewatch.edge.pipeline;

import static io.linewatch.edge.pipeline.Plant.PUMP;
import static io.linewatch.edge.pipeline.Plant.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.RecordedWaveform;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.edge.recording.Recorder;
import io.linewatch.edge.recording.RecordingSettings;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.recording.StoredRecording;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a message to the file it is recorded in. */
@Timeout(60)
class RecordedLineTest {
  private static final ChannelId TEMP = new ChannelId(PUMP, "temp");
  private static final ChannelId SPEED = new ChannelId(PUMP, "speed");

  @TempDir private Path stateDir;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final FakeIntake intake = new FakeIntake();

  private static DesiredState desired(ChannelId... channels) {
    DesiredState plain = Plant.desired(1);
    SourceMapping values =
        new SourceMapping(
            "line",
            "factory/{line}/{asset}/{channel}",
            "s",
            "a",
            null,
            null,
            "/value",
            Map.of(),
            "/time",
            SourceMapping.TimeFormat.AUTO,
            null,
            "/state");
    SourceMapping waves =
        new SourceMapping(
            "waves",
            "waves/{asset}/{channel}",
            "s",
            "a",
            "l1",
            null,
            null,
            Map.of(),
            null,
            SourceMapping.TimeFormat.AUTO,
            null,
            null,
            SourceMapping.WaveformForm.INT16);
    return new DesiredState(
        plain.gateway(),
        plain.revision(),
        plain.issuedAt(),
        plain.issuedBy(),
        plain.home(),
        List.of(values, waves),
        plain.assets(),
        plain.channels(),
        plain.policies(),
        plain.models(),
        List.of(new RecordingRequest("r", List.of(channels), List.of("RUN"), T0, null)));
  }

  private EdgePipeline pipeline() {
    return new EdgePipeline(
        new EdgePipeline.Settings("gw", 1, stateDir),
        new FakeOutput(),
        List.of(intake),
        (name, digest) -> {
          throw new ModelRefused("there is none");
        },
        metrics,
        () -> T0.plusSeconds(3_600));
  }

  private Recorder recorder() {
    RecordingSettings settings =
        new RecordingSettings(
            "gw", "1.0", stateDir, 1L << 30, 1L << 20, Duration.ofHours(1), 1, Set.of());
    return Recorder.of(settings, metrics, () -> T0.plusSeconds(3_600));
  }

  private void tell(int second, double value, String state) throws InterruptedException {
    Instant time = T0.plusSeconds(second);
    String json = "{\"value\":" + value + ",\"time\":\"" + time + "\",\"state\":\"" + state + "\"}";
    intake.message("factory/l1/pump/temp", json, time);
  }

  @Test
  void valuesAndWaveformsInTheChosenStateStandInTheFile() throws Exception {
    List<SegmentFrame> frames = new ArrayList<>();
    try (Recorder recorder = recorder();
        EdgePipeline pipeline = pipeline()) {
      pipeline.recordTo(recorder.tap());
      DesiredState desired = desired(TEMP, SPEED);
      assertThat(pipeline.apply(desired)).isEmpty();
      recorder.follow(desired);
      recorder.start();
      await().until(() -> recorder.views().size() == 1);
      pipeline.start();
      tell(1, 70, "IDLE");
      tell(2, 71, "RUN");
      tell(3, 72, "RUN");
      await().until(() -> metrics.counter("linewatch.edge.recording.taken").count() == 3);
      intake.block(
          "waves/pump/speed",
          new byte[] {1, 0, 2, 0},
          Map.of("rate", "1000", "unit", "Cel", "start", T0.plusSeconds(4).toString()),
          T0.plusSeconds(5));
    }

    try (StoredRecording recording = StoredRecording.open(stateDir.resolve("recordings/r"))) {
      recording.read(frames::add);
    }
    List<Double> values = new ArrayList<>();
    for (SegmentFrame frame : frames) {
      if (frame instanceof SegmentFrame.Series(SeriesBlock block)) {
        Arrays.stream(block.values()).forEach(values::add);
      }
    }
    assertThat(values).containsExactly(71.0, 72.0);
    assertThat(frames)
        .contains(
            new SegmentFrame.Waveform(
                new RecordedWaveform(
                    SPEED.toString(),
                    "Cel",
                    "RUN",
                    T0.plusSeconds(4),
                    1_000,
                    new double[] {1, 2})));
  }

  @Test
  void aRecordingOfAChannelThatIsNotThereIsRefusedWithTheDocument() {
    try (EdgePipeline pipeline = pipeline()) {
      assertThat(pipeline.apply(desired(new ChannelId(PUMP, "nothing"))))
          .singleElement()
          .asString()
          .contains("recording 'r'", "s/a/l1/pump/nothing");
    }
  }
}
