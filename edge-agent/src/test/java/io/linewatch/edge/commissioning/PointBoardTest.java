package io.linewatch.edge.commissioning;

import static io.linewatch.edge.pipeline.Plant.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Preset;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.pipeline.Plant;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.signal.RejectionReason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PointBoardTest {
  private static final ChannelId TEMP = new ChannelId(Plant.PUMP, "temp");
  private static final SourceMapping LINE =
      Plant.source("line", "factory/{line}/{asset}/{channel}");

  @TempDir Path stateDir;

  private static Point.Seen seen(Quality quality, Instant arrival) {
    return new Point.Seen(1, quality, arrival, arrival, 1, 1);
  }

  private static PointJudge.Verdict judge(
      Point.@Nullable Seen seen, @Nullable Rejection refused, Map<String, String> away) {
    return PointJudge.judge(seen, refused, Lead.to(TEMP, List.of(LINE)), away, T0.plusSeconds(60));
  }

  private static Rejection refusal(String source, String topic, String detail, Instant time) {
    return new Rejection(RejectionReason.WRONG_TYPE, source, topic, detail, "", time);
  }

  @Test
  void aPointWaitsThenIsLiveThenQuiet() {
    assertThat(judge(null, null, Map.of()).state()).isEqualTo(Point.State.WAITING);
    assertThat(judge(null, null, Map.of()).reason().english()).contains("factory/l1/pump/temp");
    assertThat(judge(seen(Quality.GOOD, T0), null, Map.of()))
        .isEqualTo(new PointJudge.Verdict(Point.State.LIVE, PointReason.NONE));
    assertThat(judge(seen(Quality.UNCERTAIN, T0), null, Map.of()).state())
        .isEqualTo(Point.State.LIVE);
    assertThat(judge(seen(Quality.GOOD, T0.minusMillis(1)), null, Map.of()).state())
        .isEqualTo(Point.State.QUIET);
  }

  @Test
  void aPointIsBadWhenTheSenderSaysSoWhenItIsRefusedAndWhenNothingCanCome() {
    assertThat(judge(seen(Quality.BAD, T0), null, Map.of()).reason().english())
        .contains("sensor and wiring");
    Rejection refused = refusal("line", "factory/l1/pump/temp", "no number", T0.plusSeconds(1));
    assertThat(judge(seen(Quality.GOOD, T0), refused, Map.of()).reason().english())
        .isEqualTo("wrong-type on factory/l1/pump/temp: no number");
    assertThat(judge(seen(Quality.GOOD, T0.plusSeconds(2)), refused, Map.of()).state())
        .as("it is over")
        .isEqualTo(Point.State.LIVE);
    assertThat(judge(null, null, Map.of("line", "Connection 'line': refused.")).reason().english())
        .isEqualTo("Connection 'line': refused.");
    assertThat(PointJudge.judge(null, null, List.of(), Map.of(), T0).reason().english())
        .contains("No source of the plant sheet leads here");
  }

  @Test
  void aRefusalOfAnotherChannelOrSourceIsNone() {
    List<Lead> leads = Lead.to(TEMP, List.of(LINE));
    Refusals refusals =
        new Refusals(
            List.of(
                refusal("line", "factory/l1/pump/temp", "s/a/l1/pump/speed: no number", T0),
                refusal("other", "factory/l1/pump/temp", "no number", T0),
                refusal("line", "factory/l1/press/temp", "no number", T0)));
    assertThat(refusals.newest(TEMP, leads)).isNull();
    Rejection own = refusal("line", "factory/l1/pump/temp", TEMP + ": no number", T0);
    assertThat(new Refusals(List.of(own)).newest(TEMP, leads)).isEqualTo(own);
  }

  @Test
  void aSourceLeadsToWhatItsTopicOrItsValuesName() {
    SourceMapping named =
        source("press", "plc/+/press", "press", Map.of("force", "/f"), null, null);
    SourceMapping preset =
        source("spb", "spBv1.0/p/n/{asset}", null, Map.of(), null, Preset.SPARKPLUG_B);
    SourceMapping waves =
        source(
            "vib", "vib/{asset}/{channel}", null, Map.of(), SourceMapping.WaveformForm.INT16, null);

    assertThat(Lead.to(ChannelId.of("s/a/l1/press/force"), List.of(named, preset, waves)))
        .extracting(Lead::topic)
        .containsExactlyInAnyOrder("plc/+/press", "spBv1.0/p/n/press", "vib/press/force");
    assertThat(Lead.to(ChannelId.of("s/a/l1/press/temp"), List.of(named))).isEmpty();
    assertThat(Lead.to(ChannelId.of("s/a/l2/press/force"), List.of(named))).isEmpty();
    Lead velocity = Lead.to(ChannelId.of("s/a/l1/pump/de.velocity"), List.of(waves)).getFirst();
    assertThat(velocity.topic()).isEqualTo("vib/pump/de");
    assertThat(velocity.waveform()).isEqualTo(ChannelId.of("s/a/l1/pump/de"));
    Lead spb = Lead.to(ChannelId.of("s/a/l1/press/force"), List.of(preset)).getFirst();
    assertThat(spb.reads("spBv1.0/p/DDATA/n/press")).isTrue();
  }

  private static SourceMapping source(
      String id,
      String topic,
      @Nullable String asset,
      Map<String, String> values,
      SourceMapping.@Nullable WaveformForm waveform,
      @Nullable Preset preset) {
    return new SourceMapping(
        id,
        topic,
        "s",
        "a",
        "l1",
        asset,
        null,
        values,
        null,
        SourceMapping.TimeFormat.AUTO,
        null,
        null,
        waveform,
        preset);
  }

  @Test
  void aMarkThatCannotBeWrittenDoesNotHold() throws IOException {
    CheckMarks marks = new CheckMarks(stateDir, new SimpleMeterRegistry());
    marks.put(mark("s/a/l/m/c"));
    Files.createDirectories(stateDir.resolve(CheckMarks.FILE + ".tmp/in-the-way"));

    assertThat(catchThrowable(() -> marks.put(mark("s/a/l/m/d")))).isInstanceOf(IOException.class);
    assertThat(marks.of("s/a/l/m/d")).isNull();
    assertThat(new CheckMarks(stateDir, new SimpleMeterRegistry()).of("s/a/l/m/c"))
        .isEqualTo(mark("s/a/l/m/c"));
  }

  @Test
  void aDamagedFileIsSetAsideAndNamed() throws IOException {
    for (String damaged : List.of("{\"v\":1,\"marks\":[{\"chann", "{\"v\":9,\"marks\":[]}", "{}")) {
      Files.writeString(stateDir.resolve(CheckMarks.FILE), damaged);
      CheckMarks marks = new CheckMarks(stateDir, new SimpleMeterRegistry());
      assertThat(marks.problem()).contains("damaged", CheckMarks.FILE + ".bad");
      assertThat(stateDir.resolve(CheckMarks.FILE + ".bad")).hasContent(damaged);
    }
  }

  private static CheckMark mark(String channel) {
    return new CheckMark(channel, "Li Wei", T0, Double.NaN, "mm/s", "GOOD");
  }
}
