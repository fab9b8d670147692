package io.linewatch.edge.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Preset;
import io.linewatch.domain.signal.Reading;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.JsonMutator;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden files: what each product writes, beside what must be read of it. */
class PresetDecoderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:02Z");

  /** A golden file, and the source that reads it. */
  record Golden(String file, String topic, SourceMapping mapping) {
    @Override
    public String toString() {
      return file;
    }
  }

  private static Golden golden(String file, Preset preset, Map<String, String> values) {
    return new Golden(file, "plc/press", mapping("plc/press", preset, values, null, null));
  }

  static Stream<Golden> goldenFiles() {
    Map<String, String> opc = Map.of("force", "Force", "temp", "Temperature");
    return Stream.of(
        golden(
            "kepware",
            Preset.KEPWARE,
            Map.of("force", "Channel1.Press301.Force", "temp", "Channel1.Press301.Temperature")),
        golden("neuron-tags", Preset.NEURON, Map.of("force", "force", "temp", "temp")),
        golden("neuron-values", Preset.NEURON, Map.of()),
        golden("telegraf", Preset.TELEGRAF, Map.of()),
        golden("telegraf-batch", Preset.TELEGRAF, Map.of()),
        new Golden(
            "node-red",
            "plc/press",
            mapping("plc/press", Preset.NODE_RED, Map.of(), "/timestamp", "/payload/q")),
        new Golden(
            "node-red-value",
            "nodered/all",
            mapping("nodered/all", Preset.NODE_RED, Map.of(), "/timestamp", null)),
        new Golden(
            "umh",
            "umh/v1/s/a/l1/press/_raw/force",
            mapping("umh/v1/+/+/+/+/_raw/{channel}", Preset.UMH, Map.of(), null, null)),
        golden("umh-historian", Preset.UMH, Map.of("force", "force", "temp", "head.temp")),
        new Golden(
            "flat-json",
            "plc/press",
            mapping("plc/press", Preset.FLAT_JSON, Map.of(), "/ts", "/q")),
        golden("opc-ua-pubsub", Preset.OPC_UA_PUBSUB, opc),
        golden("opc-ua-pubsub-fields", Preset.OPC_UA_PUBSUB, opc));
  }

  @ParameterizedTest
  @MethodSource("goldenFiles")
  void everyGoldenFileIsReadAsItsReadings(Golden golden) throws IOException {
    byte[] payload = resource(golden.file() + ".json").getBytes(UTF_8);

    Decoded decoded = decoder(golden.mapping()).decode(golden.topic(), payload, NOW);

    assertThat(decoded).isNotNull();
    assertThat(lines(decoded)).isEqualTo(resource(golden.file() + ".expected"));
  }

  private static String lines(Decoded decoded) {
    StringBuilder lines = new StringBuilder();
    for (DecodedMessage message : decoded.messages()) {
      for (Reading reading : message.readings()) {
        boolean arrived = reading.timeSource() == Reading.TimeSource.ARRIVAL;
        lines
            .append(reading.channel().channel())
            .append(' ')
            .append(reading.value())
            .append(' ')
            .append(reading.quality())
            .append(' ')
            .append(arrived ? "arrival" : reading.time())
            .append('\n');
      }
    }
    for (Rejection rejection : decoded.rejections()) {
      lines
          .append("refused ")
          .append(rejection.reason().tag())
          .append(' ')
          .append(rejection.detail())
          .append('\n');
    }
    return lines.toString();
  }

  @Test
  void aTopicOfNoPresetIsAnothersToRead() {
    Decoded decoded =
        decoder(mapping("plc/press", Preset.KEPWARE, Map.of(), null, null))
            .decode("plc/pump", "{}".getBytes(UTF_8), NOW);

    assertThat(decoded).isNull();
  }

  @Test
  void aMessageOfAnotherFormSaysWhatWasExpected() {
    for (Preset preset : Preset.values()) {
      if (preset == Preset.SPARKPLUG_B) {
        continue;
      }
      Decoded decoded =
          decoder(mapping("plc/press", preset, Map.of(), null, null))
              .decode("plc/press", "[1,2]".getBytes(UTF_8), NOW);

      assertThat(decoded).isNotNull();
      assertThat(decoded.messages()).isEmpty();
      assertThat(decoded.rejections()).as("%s", preset).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(value = Preset.class, mode = EnumSource.Mode.EXCLUDE, names = "SPARKPLUG_B")
  void whateverComesIsReadingsOrRejections(Preset preset) throws IOException {
    PresetDecoder decoder =
        decoder(
            mapping("plc/press", preset, Map.of(), preset.leavesTimeOpen() ? "/ts" : null, null));
    List<byte[]> good = new ArrayList<>();
    for (Golden golden : goldenFiles().toList()) {
      if (golden.mapping().preset() == preset) {
        good.add(resource(golden.file() + ".json").getBytes(UTF_8));
      }
    }

    Fuzz.run(
        FuzzTarget.of(
                "preset-" + preset.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                good,
                new JsonMutator(),
                input -> judged(Objects.requireNonNull(decoder.decode("plc/press", input, NOW))))
            .rounds(500));
  }

  private static @Nullable String judged(Decoded decoded) {
    for (DecodedMessage message : decoded.messages()) {
      message.readings().forEach(reading -> assertThat(reading.value()).isFinite());
    }
    for (Rejection rejection : decoded.rejections()) {
      assertThat(rejection.detail()).isNotBlank().hasSizeLessThan(600);
    }
    return decoded.rejections().isEmpty() ? null : decoded.rejections().getFirst().detail();
  }

  private static SourceMapping mapping(
      String topic,
      Preset preset,
      Map<String, String> values,
      @Nullable String time,
      @Nullable String quality) {
    return new SourceMapping(
        "plc",
        topic,
        "s",
        "a",
        "l1",
        "press",
        null,
        values,
        time,
        SourceMapping.TimeFormat.AUTO,
        quality,
        null,
        preset);
  }

  private static PresetDecoder decoder(SourceMapping mapping) {
    List<String> problems = new ArrayList<>();
    PresetDecoder decoder =
        PresetDecoder.of(List.of(mapping), List.of(channel("force"), channel("temp")), problems);
    assertThat(problems).isEmpty();
    return decoder;
  }

  private static Channel channel(String name) {
    return new Channel(
        ChannelId.of("s/a/l1/press/" + name), name, "1", null, null, Channel.Keep.FULL);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = PresetDecoderTest.class.getResourceAsStream("/presets/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    }
  }
}
