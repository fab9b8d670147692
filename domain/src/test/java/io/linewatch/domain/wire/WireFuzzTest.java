package io.linewatch.domain.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.wire.RecordSignature.Signed;
import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.JsonMutator;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands on a topic: a value that travels on as it is, or a refusal with its reason. */
class WireFuzzTest {
  private static final byte[] SECRET = new byte[GatewayKey.BYTES];

  static List<Topic<?>> jsonTopics() {
    return Topics.all().stream()
        .filter(topic -> !topic.equals(Topics.SERIES) && !topic.equals(Topics.DEAD_LETTER))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("jsonTopics")
  void everyRecordIsAValueThatTravelsOnOrIsRefusedWithAReason(Topic<?> topic) {
    List<byte[]> samples =
        WireSamples.all().stream()
            .filter(sample -> sample.topic().equals(topic))
            .map(WireSamples.Sample::encoded)
            .toList();

    Fuzz.run(
        FuzzTarget.of(
            topic.name().replace('.', '-'),
            samples,
            new JsonMutator(),
            input -> decode(topic.codec(), input)));
  }

  static <T> @Nullable String decode(Codec<T> codec, byte[] input) {
    T value;
    try {
      value = codec.decode(input);
    } catch (MalformedRecord refused) {
      return String.valueOf(refused.getMessage());
    }
    JsonCodec<T> json =
        switch (codec) {
          case JsonCodec<T> plain -> plain;
          case LargeJsonCodec<T> large -> large.json();
          default -> throw new AssertionError(codec + " is no JSON");
        };
    // Two readers: whichever read it, the careful one must read the same.
    assertThat(json.carefully(new String(input, UTF_8))).isEqualTo(value);
    byte[] again = codec.encode(value);
    assertThat(codec.decode(again)).isEqualTo(value);
    assertThat(codec.encode(codec.decode(again))).isEqualTo(again);
    return null;
  }

  @Test
  void everyHeaderIsReadOrRefusedWithAReason() {
    GatewayKey key = GatewayKey.derive(SECRET, "网关-1", 3);
    Signed signed = RecordSignature.sign(key, "t", "k", "e7f3", 42, new byte[] {1, 2});
    byte[] sample = joined(signed);

    Fuzz.run(FuzzTarget.of("headers", List.of(sample), new ByteMutator(), WireFuzzTest::headers));
  }

  private static byte[] joined(Signed signed) {
    String mac = new String(signed.mac(), ISO_8859_1).replace('\n', ' ');
    return String.join(
            "\n",
            new String(signed.gatewayHeader(), ISO_8859_1),
            new String(signed.epochHeader(), ISO_8859_1),
            new String(signed.sequenceHeader(), ISO_8859_1),
            new String(signed.keyVersionHeader(), ISO_8859_1),
            mac)
        .getBytes(ISO_8859_1);
  }

  private static @Nullable String headers(byte[] input) {
    String[] lines = Arrays.copyOf(new String(input, ISO_8859_1).split("\n", -1), 5);
    byte[][] headers = new byte[lines.length][];
    for (int i = 0; i < lines.length; i++) {
      headers[i] = lines[i] == null ? new byte[0] : lines[i].getBytes(ISO_8859_1);
    }
    Signed signed;
    try {
      signed = Signed.ofHeaders(headers[0], headers[1], headers[2], headers[3], headers[4]);
    } catch (MalformedRecord refused) {
      return String.valueOf(refused.getMessage());
    }
    assertThat(signed.gatewayHeader()).isEqualTo(headers[0]);
    assertThat(signed.epochHeader()).isEqualTo(headers[1]);
    assertThat(signed.mac()).isEqualTo(headers[4]);
    GatewayKey other = GatewayKey.derive(SECRET, signed.gateway(), signed.keyVersion());
    RecordSignature.verify(other, signed, "t", "k", new byte[] {1, 2});
    return null;
  }

  @Test
  void everyKeyFileIsAKeyOrRefusedWithoutRepeatingIt() {
    byte[] sample = GatewayKey.derive(SECRET, "gw-1", 1).toHex().getBytes(UTF_8);

    Fuzz.run(
        FuzzTarget.of(
            "gateway-key",
            List.of(sample),
            new ByteMutator(),
            input -> {
              String text = new String(input, UTF_8);
              try {
                assertThat(GatewayKey.ofHex(text, "gw-1", 1).toHex())
                    .isEqualToIgnoringCase(text.strip());
                return null;
              } catch (IllegalArgumentException refused) {
                return String.valueOf(refused.getMessage());
              }
            }));
  }
}
