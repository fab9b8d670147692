package io.linewatch.domain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.series.SeriesBlock.Run;
import io.linewatch.domain.signal.Quality;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesCodecTest {
  private static final Instant MINUTE = Instant.parse("2026-11-23T08:15:00Z");

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000;
  }

  /** One sample a second with these values. */
  private static SeriesBlock block(double... values) {
    long[] times = new long[values.length];
    Arrays.setAll(times, i -> micros(MINUTE) + i * 1_000_000L);
    return block(
        times,
        values,
        values.length == 0 ? List.of() : List.of(new Run<>(Quality.GOOD, values.length)),
        List.of());
  }

  private static SeriesBlock block(
      long[] times,
      double[] values,
      List<Run<Quality>> qualities,
      List<Run<@Nullable String>> states) {
    return new SeriesBlock(
        "gw-1",
        "demo/hall-1/line-1/pump-101/limit:vibration_rms",
        "mm/s",
        MINUTE,
        0,
        7,
        times,
        values,
        qualities,
        states,
        true);
  }

  private static SeriesBlock golden() {
    long start = micros(MINUTE);
    return new SeriesBlock(
        "网关-1",
        "demo/hall-1/line-1/pump-101/limit:vibration_rms",
        "mm/s",
        MINUTE,
        2,
        41,
        new long[] {start, start + 1_000_000, start + 2_000_001, start + 59_999_999},
        new double[] {4.25, -0.0, Double.NaN, Double.MIN_VALUE},
        List.of(new Run<>(Quality.GOOD, 1), new Run<>(Quality.UNCERTAIN, 2), bad(1)),
        List.of(SeriesBlock.stateRun("RUN", 3), SeriesBlock.stateRun(null, 1)),
        false);
  }

  private static Run<Quality> bad(int length) {
    return new Run<>(Quality.BAD, length);
  }

  private static void assertComesBack(SeriesBlock block) {
    assertThat(SeriesCodec.decode(SeriesCodec.encode(block))).isEqualTo(block);
  }

  @Test
  void anEmptyBlockComesBack() {
    assertComesBack(block());
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        7.31,
        -273.15,
        1e300,
        -1e-300,
        0.1 + 0.2,
        1.0 / 3,
        9007199254740992.0,
        9007199254740994.0,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.NEGATIVE_INFINITY
      })
  void everyNumberComesBackBitByBit(double value) {
    assertComesBack(block(value));
    assertComesBack(block(1.5, value, 2.25));
  }

  @Test
  void theBitsInsideANotANumberComeBack() {
    double odd = Double.longBitsToDouble(0x7ff8_0000_dead_beefL);
    double back = SeriesCodec.decode(SeriesCodec.encode(block(odd))).values()[0];
    assertThat(Double.doubleToRawLongBits(back)).isEqualTo(0x7ff8_0000_dead_beefL);
  }

  @Test
  void aBlockIsEqualBitByBit() {
    assertThat(block(Double.NaN)).isEqualTo(block(Double.NaN));
    assertThat(block(0.0)).isNotEqualTo(block(-0.0));
    assertThat(block(1.0)).hasSameHashCodeAs(block(1.0)).isNotEqualTo(block(2.0));
  }

  @Test
  void randomBlocksComeBack() {
    for (long seed = 1; seed <= 2_000; seed++) {
      SeriesBlock block = random(new Random(seed));
      assertThat(SeriesCodec.decode(SeriesCodec.encode(block)))
          .as("seed %d", seed)
          .isEqualTo(block);
    }
  }

  private static SeriesBlock random(Random random) {
    int samples = random.nextInt(1, 80);
    double power = Math.pow(10, random.nextInt(0, 12));
    long[] times = new long[samples];
    double[] values = new double[samples];
    long time = micros(MINUTE) + random.nextInt(-1_000_000, 1_000_000);
    List<Run<Quality>> qualities = new ArrayList<>();
    List<Run<@Nullable String>> states = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      time += 1 + (random.nextInt(5) == 0 ? random.nextLong(1L << 40) : 999_999);
      times[i] = time;
      values[i] =
          random.nextInt(30) == 0
              ? Double.longBitsToDouble(random.nextLong())
              : Math.rint(random.nextGaussian() * 1000) / power;
      qualities.add(new Run<>(List.of(Quality.values()).get(random.nextInt(3)), 1));
      states.add(SeriesBlock.stateRun(random.nextBoolean() ? "RUN" : null, 1));
    }
    return block(times, values, qualities, states);
  }

  @Test
  void shortDecimalsTakeFewBytes() {
    Random random = new Random(1);
    double[] values = new double[600];
    double level = 400;
    for (int i = 0; i < values.length; i++) {
      level += random.nextGaussian() * 3;
      values[i] = Math.rint(level) / 100;
    }
    assertThat(SeriesCodec.encode(block(values)).length).isLessThan(2 * values.length);
  }

  @Test
  void theLargestBlockComesBack() {
    double[] values = new double[SeriesCodec.MAX_SAMPLES];
    Arrays.setAll(values, i -> Math.sin(i));
    assertComesBack(block(values));
  }

  @Test
  void aLargerBlockIsNotWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeriesCodec.encode(block(new double[SeriesCodec.MAX_SAMPLES + 1])));
  }

  @Test
  void aBlockThatContradictsItselfCannotBeMade() {
    List<Run<Quality>> twoGood = List.of(new Run<>(Quality.GOOD, 2));
    double[] two = {1, 2};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> block(new long[] {5, 5}, two, twoGood, List.of()))
        .withMessageContaining("rise strictly");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> block(new long[] {5, 6}, two, List.of(bad(1)), List.of()))
        .withMessageContaining("cover");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> block(new long[] {5, 6}, two, twoGood, List.of(SeriesBlock.stateRun("RUN", 3))))
        .withMessageContaining("cover");
    assertThatIllegalArgumentException().isThrownBy(() -> new Run<>(Quality.GOOD, 0));
  }

  @Test
  void theGoldenBlockIsReadAsItWasWrittenOnce() throws IOException {
    assertThat(SeriesCodec.decode(goldenBytes())).isEqualTo(golden());
  }

  /** Only the body is pinned: another release of zstd may pack the same bytes differently. */
  @Test
  void theGoldenBlockIsStillWrittenTheSameBeforeCompression() throws IOException {
    assertThat(SeriesCodec.unseal(SeriesCodec.encode(golden())))
        .isEqualTo(SeriesCodec.unseal(goldenBytes()));
  }

  @Test
  void everyTruncationOfTheGoldenBlockIsMalformed() throws IOException {
    byte[] bytes = goldenBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> SeriesCodec.decode(cut))
          .as("first %d bytes", length)
          .isInstanceOf(MalformedBlock.class);
    }
    assertThatThrownBy(() -> SeriesCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(MalformedBlock.class);
  }

  @Test
  void everyDamagedByteOfTheGoldenBlockIsNoticed() throws IOException {
    byte[] bytes = goldenBytes();
    for (int at = 0; at < bytes.length; at++) {
      for (int flip = 1; flip < 256; flip++) {
        byte[] damaged = bytes.clone();
        damaged[at] ^= (byte) flip;
        assertThatThrownBy(() -> SeriesCodec.decode(damaged))
            .as("byte %d xor %d", at, flip)
            .isInstanceOf(MalformedBlock.class);
      }
    }
  }

  /** What somebody could write on purpose: the checksum fits, the body lies. */
  @Test
  void aForgedBodyIsDecodedOrMalformedButNeverWorse() {
    byte[] body = SeriesCodec.unseal(SeriesCodec.encode(golden()));
    for (int at = 0; at < body.length; at++) {
      for (int flip : new int[] {1, 2, 0x7F, 0x80, 0xFF}) {
        byte[] forged = body.clone();
        forged[at] ^= (byte) flip;
        assertDecodedOrMalformed(SeriesCodec.seal(forged), "byte " + at + " xor " + flip);
      }
      assertDecodedOrMalformed(SeriesCodec.seal(Arrays.copyOf(body, at)), "first " + at);
    }
    Random random = new Random(7);
    for (int i = 0; i < 3_000; i++) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      assertDecodedOrMalformed(SeriesCodec.seal(noise), "noise " + i);
    }
  }

  @Test
  void aBodyLengthBeyondTheBoundIsRefusedBeforeMemoryIsTaken() {
    byte[] bytes = SeriesCodec.encode(golden());
    ByteBuffer.wrap(bytes).putInt(9, Integer.MAX_VALUE);
    CRC32C crc = new CRC32C();
    crc.update(bytes, 9, bytes.length - 9);
    ByteBuffer.wrap(bytes).putInt(5, (int) crc.getValue());
    assertThatThrownBy(() -> SeriesCodec.decode(bytes))
        .isInstanceOf(MalformedBlock.class)
        .hasMessageContaining("out of bounds");
  }

  private static void assertDecodedOrMalformed(byte[] bytes, String what) {
    assertThatCode(
            () -> {
              try {
                SeriesCodec.decode(bytes);
              } catch (MalformedBlock expected) {
                assertThat(expected).hasMessageStartingWith("series block: ");
              }
            })
        .as(what)
        .doesNotThrowAnyException();
  }

  private static byte[] goldenBytes() throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Path file = Path.of("src/test/resources/series/golden-v1.bin");
      Files.createDirectories(file.getParent());
      Files.write(file, SeriesCodec.encode(golden()));
    }
    try (InputStream in = SeriesCodecTest.class.getResourceAsStream("/series/golden-v1.bin")) {
      if (in == null) {
        throw new IOException("golden-v1.bin is missing");
      }
      return in.readAllBytes();
    }
  }
}
