package io.linewatch.domain.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.inspection.Challenge;
import io.linewatch.domain.inspection.DefectRegion;
import io.linewatch.domain.inspection.GateAction;
import io.linewatch.domain.inspection.NotInspected;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.PictureFault;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.AssetPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What gates at the line read; pinned as the other wire formats are ({@link GoldenFilesTest}). */
class VerdictWireTest {
  private static final AssetPath CAPPER = AssetPath.of("demo/hall-1/line-1/capper");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.125Z");

  static PartVerdict verdict(String name) {
    return name.equals("verdict") ? full() : sparse();
  }

  private static PartVerdict full() {
    return new PartVerdict(
        "gw-1",
        CAPPER,
        "cap",
        "P-4711",
        Verdict.NG,
        null,
        "Score 183 % of the limit.",
        GateAction.REJECT,
        true,
        List.of(PictureFault.BLURRED, PictureFault.LAMP_DRIFT),
        183.25,
        100.0,
        90.0,
        "blue-cap",
        "sha256:" + "ab".repeat(32),
        NOON.minusMillis(40),
        NOON,
        NOON.plusMillis(31),
        Duration.ofMillis(31),
        Duration.ofMillis(300),
        new Challenge(Verdict.NG, true),
        new PictureEvidence(
            "cap",
            "P-4711",
            "sha256:" + "cd".repeat(32),
            "sha256:" + "ef".repeat(32),
            "sha256:" + "12".repeat(32),
            null,
            new DefectRegion(120, 64, 32, 16, 0.75, 13.6, 7.2, 5.12),
            null));
  }

  private static PartVerdict sparse() {
    return new PartVerdict(
        "gw-1",
        CAPPER,
        "cap",
        "P-4712",
        Verdict.NOT_INSPECTED,
        NotInspected.NO_PICTURE,
        "",
        GateAction.HOLD,
        false,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        NOON,
        NOON,
        NOON.plusMillis(300),
        Duration.ofMillis(300),
        Duration.ofMillis(300),
        null,
        null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"verdict", "verdict-sparse"})
  void aVerdictIsWrittenAndReadAsItsGoldenFile(String name) throws IOException {
    byte[] written = MqttRecords.VERDICT.encode(verdict(name));
    if ("write".equals(System.getProperty("golden"))) {
      Files.write(Path.of("src/test/resources/wire", name + ".json"), written);
    }
    byte[] golden;
    try (InputStream in = VerdictWireTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      golden = in == null ? new byte[0] : in.readAllBytes();
    }

    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(new String(golden, StandardCharsets.UTF_8));
    assertThat(MqttRecords.VERDICT.decode(golden)).isEqualTo(verdict(name));
  }

  @Test
  void aVerdictHasItsOwnTopicAtTheLine() {
    assertThat(MqttTopics.verdict("gw-1", CAPPER, "cap"))
        .isEqualTo("linewatch/gw-1/verdicts/demo/hall-1/line-1/capper/cap");
    assertThat(MqttTopics.allVerdicts("gw-1")).isEqualTo("linewatch/gw-1/verdicts/#");
  }

  @Test
  void aPartThatWasNotInspectedSaysWhyAndNoOtherDoes() {
    String text =
        new String(MqttRecords.VERDICT.encode(sparse()), StandardCharsets.UTF_8)
            .replace("\"reason\":\"NO_PICTURE\",", "");

    assertThatThrownBy(() -> MqttRecords.VERDICT.decode(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(MalformedRecord.class)
        .hasMessageContaining("a reason is given exactly for a part that was not inspected");
  }

  @Test
  void aThumbnailIsAJpegOfAtMost64KiB() {
    byte[] large = new byte[PictureEvidence.MAX_THUMBNAIL_BYTES + 3];
    large[0] = (byte) 0xff;
    large[1] = (byte) 0xd8;
    assertThatThrownBy(() -> thumbnail(large)).hasMessageContaining("at most 65536 bytes");
    assertThatThrownBy(() -> thumbnail("<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("must be a JPEG");
  }

  private static PictureEvidence thumbnail(byte[] bytes) {
    return new PictureEvidence(
        "cap",
        "P-1",
        "sha256:" + "cd".repeat(32),
        null,
        null,
        null,
        null,
        Base64.getEncoder().encodeToString(bytes));
  }

  @Test
  void theStricterActionOfTheGateWins() {
    assertThat(GateAction.PASS.or(GateAction.HOLD)).isEqualTo(GateAction.HOLD);
    assertThat(GateAction.REJECT.or(GateAction.HOLD)).isEqualTo(GateAction.REJECT);
  }
}
