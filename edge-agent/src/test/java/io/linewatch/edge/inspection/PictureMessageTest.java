package io.linewatch.edge.inspection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.intake.InboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureMessageTest {
  private static final Instant ARRIVAL = Shop.T0;
  private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};

  private static PictureMessage.Read read(byte[] payload, Map<String, String> properties) {
    return PictureMessage.read(
        "cap",
        new InboundMessage(
            "cameras", "camera/cap", payload, properties, ARRIVAL, InboundMessage.Receipt.NONE),
        new StationPicture.Receipt() {
          @Override
          public void decided(boolean readable) {}

          @Override
          public void skipped() {}
        });
  }

  @Test
  void bytesWithUserProperties() {
    PictureMessage.Read read =
        read(
            PICTURE,
            Map.of(
                "part", "P-1",
                "time", "2026-03-01T07:59:59.5Z",
                "exposure", "2.5",
                "product", "blue",
                "known", "NG"));

    assertThat(read.problem()).isEmpty();
    StationPicture picture = read.picture();
    assertThat(picture.part()).isEqualTo("P-1");
    assertThat(picture.bytes()).isEqualTo(PICTURE);
    assertThat(picture.taken()).isEqualTo(ARRIVAL.minusMillis(500));
    assertThat(picture.exposure()).isEqualTo(Duration.ofNanos(2_500_000));
    assertThat(picture.product()).isEqualTo("blue");
    assertThat(picture.known()).isEqualTo(Verdict.NG);
  }

  @Test
  void anEnvelopeInJson() {
    String json =
        "{\"part\":\"P-2\",\"time\":1772352000,\"picture\":\""
            + Base64.getEncoder().encodeToString(PICTURE)
            + "\"}";

    StationPicture picture = read(json.getBytes(UTF_8), Map.of()).picture();

    assertThat(picture.part()).isEqualTo("P-2");
    assertThat(picture.bytes()).isEqualTo(PICTURE);
    assertThat(picture.taken()).isEqualTo(Instant.ofEpochSecond(1_772_352_000));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{}", "{\"picture\":7}", "{\"picture\":\"%%%\"}", "{\"part\":\"P\"}"})
  void aBrokenEnvelopeIsToldAndGoesOnWithoutBytes(String json) {
    PictureMessage.Read read = read(json.getBytes(UTF_8), Map.of("part", "P-3"));

    assertThat(read.problem()).contains("JSON envelope");
    assertThat(read.picture().bytes()).isEmpty();
  }

  @Test
  void badFieldsAreToldAndLeftOut() {
    assertThat(read(PICTURE, Map.of("part", "a\nb")).problem()).contains("part");
    assertThat(read(PICTURE, Map.of("part", "P", "time", "noon")).problem()).contains("'noon'");
    assertThat(read(PICTURE, Map.of("part", "P", "time", "3026-03-01T00:00:00Z")).picture().taken())
        .isNull();
    assertThat(read(PICTURE, Map.of("part", "P", "exposure", "-1")).problem()).contains("exposure");
    assertThat(read(PICTURE, Map.of("part", "P", "known", "maybe")).picture().known()).isNull();
  }

  @Test
  void aTimeThatIsLargerThanAnyNumberIsLeftOut() {
    assertThat(read(PICTURE, Map.of("part", "P", "time", "9223372036854775808")).picture().taken())
        .isNull();
    assertThat(read(PICTURE, Map.of("part", "P", "time", "1772352000000000000")).picture().taken())
        .isEqualTo(ARRIVAL);
  }

  @Test
  void whoSendsNoPartGetsOneOfTheTime() {
    assertThat(read(PICTURE, Map.of()).picture().part()).isEqualTo("at-1772352000000000");
  }
}
