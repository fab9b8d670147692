package io.linewatch.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pins the bytes on the wire. A change here is a change of the format: it needs a new version, not
 * a new golden file. {@code -Dgolden=write} writes the files of new types.
 */
class GoldenFilesTest {
  static List<WireSamples.Sample<?>> samples() {
    return WireSamples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aValueIsWrittenAsItsGoldenFile(WireSamples.Sample<?> sample) throws IOException {
    assertThat(new String(sample.encoded(), StandardCharsets.UTF_8))
        .isEqualTo(new String(golden(sample), StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aGoldenFileIsReadAsItsValue(WireSamples.Sample<?> sample) throws IOException {
    assertThat((Object) sample.topic().codec().decode(golden(sample))).isEqualTo(sample.value());
  }

  @Test
  void equalSetsAndMapsGiveEqualBytesInAnyOrder() {
    for (WireSamples.Sample<?> sample : samples()) {
      assertThat(reEncoded(sample)).as(sample.name()).isEqualTo(sample.encoded());
    }
  }

  private static <T> byte[] reEncoded(WireSamples.Sample<T> sample) {
    return sample.topic().codec().encode(sample.roundTrip());
  }

  private static byte[] golden(WireSamples.Sample<?> sample) throws IOException {
    String name = sample.name() + ".json";
    if ("write".equals(System.getProperty("golden"))) {
      Path file = Path.of("src/test/resources/wire", name);
      Files.createDirectories(file.getParent());
      Files.write(file, sample.encoded());
    }
    try (InputStream in = GoldenFilesTest.class.getResourceAsStream("/wire/" + name)) {
      if (in == null) {
        throw new IOException("golden file " + name + " is missing");
      }
      return in.readAllBytes();
    }
  }
}
