package io.linewatch.edge.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Preset;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.domain.signal.Reading.TimeSource;
import io.linewatch.edge.signal.DeviceSamples.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleDecoderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final String DEVICE = "spBv1.0/plant/press-node/press";

  private final List<String> problems = new ArrayList<>();

  @Test
  void aDeviceIsAnAssetAndItsMetricsAreChannels() {
    Decoded decoded =
        decoder("spBv1.0/plant/+/{asset}", Map.of("force", "Inputs/Force"), "State")
            .decode(
                device(
                    number("Inputs/Force", 1.5, NOW),
                    text("State", "RUN", NOW),
                    number("Node Control/Next", 1, NOW)));

    assertThat(decoded.rejections()).isEmpty();
    DecodedMessage message = decoded.messages().getFirst();
    assertThat(message.asset().asset()).isEqualTo("press");
    assertThat(message.machineState()).isEqualTo("RUN");
    assertThat(message.readings())
        .containsExactly(
            new Reading(
                ChannelId.of("s/a/l1/press/force"), NOW, TimeSource.SENSOR, 1.5, Quality.GOOD));
  }

  @Test
  void withoutNamesMetricsAreCalledAsTheirChannels() {
    Decoded decoded =
        decoder("spBv1.0/plant/+/{asset}", Map.of(), null)
            .decode(device(number("force", 1.5, NOW), number("strange", 2, NOW)));

    assertThat(decoded.messages()).hasSize(1);
    assertThat(decoded.messages().getFirst().readings()).hasSize(1);
    assertThat(decoded.rejections()).as("births tell of all there is").isEmpty();
  }

  @Test
  void valuesOfSeveralMomentsStayInOrderAndHistoricalOnesApart() {
    Sample late =
        new Sample("force", NOW.minusSeconds(60), TimeSource.SENSOR, true, 9, null, Quality.GOOD);

    Decoded decoded =
        decoder("spBv1.0/plant/+/{asset}", Map.of(), null)
            .decode(device(number("force", 1, NOW), late, number("force", 2, NOW.plusMillis(5))));

    assertThat(decoded.messages()).hasSize(3);
    assertThat(decoded.messages().stream().map(DecodedMessage::historical))
        .containsExactly(false, true, false);
  }

  @Test
  void aTextForAChannelIsRefusedAndAValueOutOfRangeIsUncertain() {
    Decoded decoded =
        decoder("spBv1.0/plant/+/{asset}", Map.of(), null)
            .decode(device(text("force", "much", NOW), number("temp", 900, NOW)));

    assertThat(decoded.rejections().getFirst().reason()).isEqualTo(RejectionReason.WRONG_TYPE);
    assertThat(decoded.messages().getFirst().readings().getFirst().quality())
        .isEqualTo(Quality.UNCERTAIN);
  }

  @Test
  void aTopicWithAVerbIsNoTopicOfADevice() {
    decoder("spBv1.0/plant/DDATA/+/{asset}", Map.of(), null);

    assertThat(problems).singleElement().asString().contains("without the verb");
  }

  @Test
  void aDeviceNoSourceIsAboutIsNotWanted() {
    SampleDecoder decoder = decoder("spBv1.0/plant/+/{asset}", Map.of(), null);

    assertThat(decoder.wants(DEVICE)).isTrue();
    assertThat(decoder.wants("spBv1.0/plant/press-node")).isFalse();
    assertThat(decoder.wants("spBv1.0/other/press-node/press")).isFalse();
  }

  private SampleDecoder decoder(
      String topic, Map<String, String> values, @Nullable String machineState) {
    SourceMapping mapping =
        new SourceMapping(
            "spb",
            topic,
            "s",
            "a",
            "l1",
            topic.contains("{asset}") ? null : "press",
            null,
            values,
            null,
            SourceMapping.TimeFormat.AUTO,
            null,
            machineState,
            Preset.SPARKPLUG_B);
    return SampleDecoder.of(List.of(mapping), List.of(channel("force"), channel("temp")), problems);
  }

  private static Channel channel(String name) {
    return new Channel(
        ChannelId.of("s/a/l1/press/" + name), name, "1", -50.0, 500.0, Channel.Keep.FULL);
  }

  private static DeviceSamples device(Sample... samples) {
    return new DeviceSamples(DEVICE, NOW, List.of(samples));
  }

  private static Sample number(String name, double value, Instant time) {
    return new Sample(name, time, TimeSource.SENSOR, false, value, null, Quality.GOOD);
  }

  private static Sample text(String name, String text, Instant time) {
    return new Sample(name, time, TimeSource.SENSOR, false, Double.NaN, text, Quality.GOOD);
  }
}
