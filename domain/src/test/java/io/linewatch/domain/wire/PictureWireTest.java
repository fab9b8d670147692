package io.linewatch.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.PictureReport;
import io.linewatch.domain.inspection.PictureWishes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What gateways and centre tell each other of pictures; pinned ({@link GoldenFilesTest}). */
class PictureWireTest {
  private static final String DIGEST = "sha256:" + "12".repeat(32);

  private static PartVerdict part() {
    PartVerdict verdict = VerdictWireTest.verdict("verdict");
    PictureEvidence without = Objects.requireNonNull(verdict.evidence());
    byte[] jpeg = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9};
    return verdict.with(
        new PictureEvidence(
            without.station(),
            without.part(),
            without.picture(),
            without.overlay(),
            without.crop(),
            without.full(),
            without.region(),
            Base64.getEncoder().encodeToString(jpeg)));
  }

  private static <T> void pinned(String name, Codec<T> codec, T value) throws IOException {
    byte[] written = codec.encode(value);
    if ("write".equals(System.getProperty("golden"))) {
      Files.write(Path.of("src/test/resources/wire", name + ".json"), written);
    }
    byte[] golden;
    try (InputStream in = PictureWireTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      golden = in == null ? new byte[0] : in.readAllBytes();
    }
    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(new String(golden, StandardCharsets.UTF_8));
    assertThat(codec.decode(golden)).isEqualTo(value);
  }

  @Test
  void eachIsWrittenAndReadAsItsGoldenFile() throws IOException {
    pinned("part", PictureRecords.PART, part());
    pinned("picture-report", PictureRecords.REPORT, new PictureReport(List.of(DIGEST)));
    pinned("picture-wishes", PictureRecords.WISHES, new PictureWishes(List.of(DIGEST)));
  }

  @Test
  void aPartWithTheLargestThumbnailFits() {
    byte[] jpeg = new byte[PictureEvidence.MAX_THUMBNAIL_BYTES];
    jpeg[0] = (byte) 0xff;
    jpeg[1] = (byte) 0xd8;
    PictureEvidence small = Objects.requireNonNull(part().evidence());
    PartVerdict large =
        part()
            .with(
                new PictureEvidence(
                    small.station(),
                    small.part(),
                    small.picture(),
                    small.overlay(),
                    small.crop(),
                    small.full(),
                    small.region(),
                    Base64.getEncoder().encodeToString(jpeg)));

    assertThat(PictureRecords.PART.decode(PictureRecords.PART.encode(large))).isEqualTo(large);
  }

  @Test
  void whatNamesNoPictureIsRefused() {
    assertThatThrownBy(() -> new PictureWishes(List.of("sha256:../../etc/passwd")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PictureReport(Collections.nCopies(51, DIGEST)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 50");
    byte[] wrong =
        "{\"v\":1,\"type\":\"picture-wishes\",\"pictures\":[\"x\"]}"
            .getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> PictureRecords.WISHES.decode(wrong))
        .isInstanceOf(MalformedRecord.class);
  }
}
