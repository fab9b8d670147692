package io.linewatch.edge.signal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.desired.SourceMapping.WaveformForm;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Reading;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaveformDecoderTest {
  private static final AssetPath PUMP = AssetPath.of("s/a/l1/pump");
  private static final String TOPIC = "waves/pump/de";
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:01Z");
  private static final Map<String, String> PROPERTIES =
      Map.of(
          "rate", "25600",
          "unit", "[g]",
          "scale", "0.002",
          "start", "2026-03-01T08:00:00.5Z");

  private static WaveformDecoder decoder(WaveformForm form) {
    SourceMapping source =
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
            form);
    List<String> problems = new ArrayList<>();
    WaveformDecoder decoder =
        WaveformDecoder.of(
            List.of(source),
            List.of(
                new Channel(
                    new ChannelId(PUMP, "de"), "vibration", "[g]", null, null, Channel.Keep.NONE)),
            problems);
    assertThat(problems).isEmpty();
    return decoder;
  }

  private static byte[] int16(int... counts) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * counts.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int count : counts) {
      bytes.putShort((short) count);
    }
    return bytes.array();
  }

  private static byte[] float32(float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putFloat(value);
    }
    return bytes.array();
  }

  private static byte[] withHeader(String header, byte[] samples) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((header + "\n").getBytes(UTF_8));
    out.writeBytes(samples);
    return out.toByteArray();
  }

  private static WaveformDecoder.Block decode(
      WaveformForm form, byte[] payload, Map<String, String> properties) {
    WaveformDecoder.Block block = decoder(form).decode(TOPIC, payload, properties, NOW);
    assertThat(block).isNotNull();
    return block;
  }

  private static Waveform taken(WaveformDecoder.Block block) {
    assertThat(block.rejections()).isEmpty();
    assertThat(block.waveform()).isNotNull();
    return block.waveform();
  }

  private static void refused(
      WaveformDecoder.Block block, RejectionReason reason, String inItsDetail) {
    assertThat(block.waveform()).isNull();
    assertThat(block.rejections()).hasSize(1);
    assertThat(block.rejections().getFirst().reason()).isEqualTo(reason);
    assertThat(block.rejections().getFirst().detail()).contains(inItsDetail);
  }

  @Test
  void int16WithUserPropertiesIsScaled() {
    Waveform waveform =
        taken(decode(WaveformForm.INT16, int16(0, 500, -500, 32767, -32768), PROPERTIES));

    assertThat(waveform.samples()).containsExactly(0, 1, -1, 65.534, -65.536);
    assertThat(waveform.rateHz()).isEqualTo(25_600);
    assertThat(waveform.start()).isEqualTo(Instant.parse("2026-03-01T08:00:00.5Z"));
    assertThat(waveform.timeSource()).isEqualTo(Reading.TimeSource.SENSOR);
    assertThat(waveform.channel()).isEqualTo(new ChannelId(PUMP, "de"));
  }

  @Test
  void float32AfterALineOfJson() {
    byte[] payload =
        withHeader("{\"rate\":10000,\"unit\":\"[g]\",\"count\":3}", float32(1.5f, -2, 0.25f));

    Waveform waveform = taken(decode(WaveformForm.FLOAT32, payload, Map.of()));

    assertThat(waveform.samples()).containsExactly(1.5, -2, 0.25);
    assertThat(waveform.timeSource()).isEqualTo(Reading.TimeSource.ARRIVAL);
  }

  @Test
  void anArrayInJson() {
    byte[] payload =
        "{\"rate\":1000,\"scale\":2,\"start\":1772352000123,\"samples\":[1,-2,3.5]}"
            .getBytes(UTF_8);

    Waveform waveform = taken(decode(WaveformForm.JSON, payload, Map.of()));

    assertThat(waveform.samples()).containsExactly(2, -4, 7);
  }

  @Test
  void whatIsBrokenIsRefusedWithItsReason() {
    refused(
        decode(WaveformForm.INT16, new byte[] {1, 2, 3}, PROPERTIES),
        RejectionReason.ODD_LENGTH,
        "no whole number of samples");
    refused(
        decode(
            WaveformForm.INT16,
            withHeader("{\"rate\":1000,\"count\":4}", int16(1, 2, 3)),
            Map.of()),
        RejectionReason.TRUNCATED,
        "says 4 samples and there are 3");
    refused(
        decode(WaveformForm.INT16, int16(1), Map.of("rate", "0")),
        RejectionReason.BAD_RATE,
        "above 0");
    refused(
        decode(WaveformForm.INT16, int16(1), Map.of()), RejectionReason.BAD_RATE, "neither a user");
    refused(
        decode(WaveformForm.FLOAT32, float32(1, Float.NaN), PROPERTIES),
        RejectionReason.NOT_FINITE,
        "sample 1");
    refused(
        decode(
            WaveformForm.JSON, "{\"rate\":10,\"samples\":[1,\"NaN\"]}".getBytes(UTF_8), Map.of()),
        RejectionReason.NOT_FINITE,
        "not a finite number");
    refused(
        decode(WaveformForm.JSON, "{\"rate\":10}".getBytes(UTF_8), Map.of()),
        RejectionReason.MISSING_VALUE,
        "samples");
    refused(
        decode(WaveformForm.INT16, int16(1), Map.of("rate", "10", "unit", "mm/s")),
        RejectionReason.UNIT_MISMATCH,
        "make them agree");
    refused(
        decode(WaveformForm.INT16, new byte[0], PROPERTIES),
        RejectionReason.EMPTY_PAYLOAD,
        "empty");
    refused(
        decode(WaveformForm.INT16, new byte[(4 << 20) + 2], PROPERTIES),
        RejectionReason.OVERSIZE,
        "more than the");
    refused(
        decode(WaveformForm.INT16, int16(1), Map.of("rate", "10", "start", "yesterday")),
        RejectionReason.MALFORMED_TIME,
        "yesterday");
  }

  @Test
  void anotherTopicIsNoneOfItsAndAnUnknownChannelIsRefused() {
    WaveformDecoder decoder = decoder(WaveformForm.INT16);

    assertThat(decoder.decode("factory/l1/pump/temp", int16(1), PROPERTIES, NOW)).isNull();
    WaveformDecoder.Block block = decoder.decode("waves/pump/nde", int16(1), PROPERTIES, NOW);
    assertThat(block).isNotNull();
    refused(block, RejectionReason.UNKNOWN_CHANNEL, "add it to the plant sheet");
  }

  @Test
  void everyBlockIsFiniteSamplesOrARejectionWithAReason() {
    for (WaveformForm form : WaveformForm.values()) {
      WaveformDecoder decoder = decoder(form);
      Fuzz.run(
          FuzzTarget.of(
                  "waveform-" + form.name().toLowerCase(java.util.Locale.ROOT),
                  List.of(
                      withHeader("{\"rate\":1000,\"unit\":\"[g]\",\"count\":2}", int16(1, 2)),
                      withHeader("{\"rate\":1e3,\"scale\":0.5}", float32(1, 2)),
                      "{\"rate\":1000,\"samples\":[1,2,3]}".getBytes(UTF_8)),
                  new ByteMutator(),
                  input -> judged(decoder.decode(TOPIC, input, Map.of(), NOW)))
              .rounds(1_000));
    }
  }

  private static @Nullable String judged(WaveformDecoder.@Nullable Block block) {
    assertThat(block).isNotNull();
    if (block.waveform() != null) {
      for (double sample : block.waveform().samples()) {
        assertThat(sample).isFinite();
      }
      return null;
    }
    assertThat(block.rejections()).hasSize(1);
    return block.rejections().getFirst().detail();
  }
}
