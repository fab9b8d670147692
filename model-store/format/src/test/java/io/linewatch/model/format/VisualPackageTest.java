package io.linewatch.model.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.JsonMutator;
import io.linewatch.model.format.ModelSpec.Feature;
import io.linewatch.model.visual.PictureRegion;
import io.linewatch.model.visual.VisualGolden;
import io.linewatch.model.visual.VisualSpec;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class VisualPackageTest {
  private static final VisualSpec SPEC =
      new VisualSpec(
          VisualSpec.KIND,
          VisualSpec.VERSION,
          "lid",
          "a test",
          VisualSpec.Task.ANOMALY,
          List.of(new VisualSpec.Scale("picture_224", 256, 192)),
          VisualSpec.Aspect.STRETCH,
          new VisualSpec.Normalisation(127, 128),
          PictureRegion.WHOLE,
          new VisualSpec.Outputs("score", "heat_map", 12, 16),
          new VisualSpec.Limits(90, 100),
          1280,
          960,
          0.1,
          new VisualSpec.Alignment(2, 2, new byte[] {1, 2, 3, 4}, 0.1, null),
          Specs.of(1, List.of(Feature.MEAN), List.of(0)).defaultPolicy());

  @Test
  void aSpecComesBackEqual() throws Exception {
    assertThat(StrictJson.read("spec", StrictJson.write(SPEC), VisualSpec.class)).isEqualTo(SPEC);
  }

  @Test
  void anAlignmentWithTurnsComesBackAndOneWithoutIsWrittenAsItWasBeforeThereWereTurns()
      throws Exception {
    String shifts = new String(StrictJson.write(SPEC), UTF_8);
    String turns =
        shifts
            .replace("\"maxShift\" : 0.1", "\"maxShift\" : 0.1, \"maxTurn\" : 10.0")
            .replace("\"AQIDBA==\"", "\"" + "A".repeat(342) + "==\"")
            .replaceAll("(\"alignment\"[^}]*\"width\" : )2(,\\s*\"height\" : )2", "$116$216");

    VisualSpec read = StrictJson.read("spec", turns.getBytes(UTF_8), VisualSpec.class);

    assertThat(shifts).doesNotContain("maxTurn");
    assertThat(Objects.requireNonNull(read.alignment()).maxTurn()).isEqualTo(10);
    assertThat(StrictJson.read("spec", StrictJson.write(read), VisualSpec.class)).isEqualTo(read);
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() ->
            StrictJson.read(
                "spec", shifts.replace("maxShift", "maxShear").getBytes(UTF_8), VisualSpec.class))
        .withMessageContaining("maxShear");
  }

  @Test
  void aScaleWithTilesComesBackAndOneWithoutIsWrittenAsItWasBeforeThereWereTiles()
      throws Exception {
    String whole = new String(StrictJson.write(SPEC), UTF_8);
    String tiled =
        whole.replaceAll("(\"height\" : )192", "$12048, \"tile\" : 512").replace("256", "2048");

    VisualSpec read = StrictJson.read("spec", tiled.getBytes(UTF_8), VisualSpec.class);

    assertThat(whole).doesNotContain("tile");
    assertThat(read.scales()).containsExactly(new VisualSpec.Scale("picture_224", 2048, 2048, 512));
    assertThat(StrictJson.read("spec", StrictJson.write(read), VisualSpec.class)).isEqualTo(read);
    assertRefused(whole.replace("picture_224\",", "picture_224\", \"tiles\" : 4,"), "tiles");
    assertRefused(whole.replaceFirst("\"input\" : \"picture_224\",", ""), "names the input");
    assertRefused(tiled.replace("STRETCH", "OWN"), "cannot be tiled");
  }

  private static void assertRefused(String spec, String reason) {
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() -> StrictJson.read("spec", spec.getBytes(UTF_8), VisualSpec.class))
        .withMessageContaining(reason);
  }

  @Test
  void aScaleHasSidesOfUpTo4096ButNoMorePixelsThanASquareOf2048() {
    assertThat(new VisualSpec.Scale("a", 4096, 1024).floats()).isEqualTo(3 * 2048 * 2048);
    for (int[] size : new int[][] {{4112, 1008}, {2064, 2048}, {15, 64}, {64, 4097}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new VisualSpec.Scale("a", size[0], size[1]))
          .withMessageContaining(size[0] + " × " + size[1]);
    }
    for (int[] size :
        new int[][] {{640, 640, 48}, {640, 640, 1056}, {640, 648, 64}, {64, 64, 72}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new VisualSpec.Scale("a", size[0], size[1], size[2]))
          .withMessageContaining("multiples of 32");
    }
  }

  @Test
  void theKindTellsPackagesApart() throws Exception {
    byte[] rows = StrictJson.write(Specs.of(1, List.of(Feature.MEAN), List.of(0)));

    assertThat(PackageKind.of(rows)).isEqualTo(PackageKind.ROWS);
    assertThat(PackageKind.of(StrictJson.write(SPEC))).isEqualTo(PackageKind.VISUAL);
    for (String kind : new String[] {"\"sound\"", "7", "null", "\"VISUAL\""}) {
      assertThatExceptionOfType(ModelRefused.class)
          .isThrownBy(() -> PackageKind.of(("{\"kind\":" + kind + "}").getBytes(UTF_8)))
          .withMessageContaining("kind");
    }
  }

  @Test
  void everySpecIsOneThatComesBackOrIsRefused() {
    Fuzz.run(
        FuzzTarget.of(
            "visual-spec",
            List.of(StrictJson.write(SPEC)),
            new JsonMutator(),
            input -> {
              try {
                VisualSpec read = StrictJson.read("the file", input, VisualSpec.class);
                byte[] written = StrictJson.write(read);
                assertThat(StrictJson.write(StrictJson.read("again", written, VisualSpec.class)))
                    .isEqualTo(written);
                return null;
              } catch (ModelRefused refused) {
                return refused.getMessage();
              }
            }));
  }

  @Test
  void everyGoldenSampleIsOneThatIsReadOrRefused() {
    Fuzz.run(
        FuzzTarget.of(
            "visual-golden",
            List.of(StrictJson.write(new VisualGolden(1, 1e-4, 55.5, new float[] {1, 2.5f}))),
            new JsonMutator(),
            input -> {
              try {
                StrictJson.read("the file", input, VisualGolden.class);
                return null;
              } catch (ModelRefused refused) {
                return refused.getMessage();
              }
            }));
  }
}
