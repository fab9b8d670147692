package io.linewatch.model.fit.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.visual.VisualSpec;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FineScaleTest {
  private static final GoodPictures PICTURES =
      new GoodPictures(List.of(), List.of(), 1280, 720, 16.0 / 9, true);

  private static VisualOptions asking(@Nullable Integer pixels) {
    return asking(pixels, VisualOptions.DEFAULT_SIDES);
  }

  private static VisualOptions asking(@Nullable Integer pixels, List<Integer> sides) {
    VisualOptions standard = VisualOptions.of("caps");
    return new VisualOptions(
        standard.name(),
        standard.falseRejects(),
        sides,
        standard.region(),
        null,
        standard.backbone(),
        standard.normalisation(),
        null,
        1,
        "",
        VisualOptions.Align.AUTO,
        pixels);
  }

  @Test
  void theSideIsAddedAtWhichTheSmallestDefectSpansTwoPlaces() throws Exception {
    FineScale.Chosen chosen = FineScale.STANDARD.of(PICTURES, asking(48));

    assertThat(chosen.options().sides()).containsExactly(224, 320, 640);
    assertThat(chosen.said()).contains("side 640").contains("3.7 times as much");
    // 640 of 960, the side of a square of as many pixels: the defect is 32 pixels there.
    assertThat(48.0 * 640 / 960).isEqualTo(32);
  }

  @Test
  void aDefectThatIsSeenAlreadyAddsNothing() throws Exception {
    assertThat(FineScale.STANDARD.of(PICTURES, asking(200)).options().sides())
        .containsExactly(224, 320);
    assertThat(FineScale.STANDARD.of(PICTURES, asking(null)).said()).isEmpty();
  }

  @Test
  void whereAWholePictureWouldBeTooLargeItIsLookedAtInTiles() throws Exception {
    assertThat(FineScale.STANDARD.of(PICTURES, asking(30)).options().sides()).endsWith(1024);

    FineScale.Chosen chosen = FineScale.STANDARD.of(PICTURES, asking(20));

    // 20 pixels of 960 are 32 of 1536.
    assertThat(chosen.options().sides()).containsExactly(224, 320);
    assertThat(chosen.tiled()).isEqualTo(new VisualSpec.Scale("picture_1536", 2048, 1152, 512));
    assertThat(chosen.scales(PICTURES)).hasSize(3).endsWith(chosen.tiled());
    assertThat(chosen.said())
        .contains("two places from side 1536 on")
        .contains("2048 × 1152 in 12 tiles")
        .contains("about 27 times as much");
  }

  @Test
  void whereTwoPlacesNeedMoreThanThereIsOneIsEnoughAndTheSentenceSaysSo() throws Exception {
    FineScale.Chosen chosen = FineScale.STANDARD.of(PICTURES, asking(8));

    assertThat(chosen.said()).contains("spans 1.1 places at side 2048, the most");
    assertThat(chosen.tiled()).isEqualTo(new VisualSpec.Scale("picture_2048", 2720, 1536, 512));
    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> FineScale.STANDARD.of(PICTURES, asking(7)))
        .withMessageContaining("smaller than one place")
        .withMessageContaining("--region")
        .withMessageContaining("at least 8 pixels");
  }

  @Test
  void aTiledScaleKeepsWithinItsPixelsWhateverTheAspect() {
    VisualOptions options = asking(9);
    for (double aspect = 0.2; aspect < 5; aspect += 0.01) {
      VisualSpec.Scale scale = options.tiled(2048, 512, aspect);

      double wanted = Math.clamp(aspect, 0.25, 4);
      assertThat((double) scale.width() / scale.height())
          .isCloseTo(wanted, Offset.offset(0.05 * wanted));
      assertThat(scale.floats()).isGreaterThan(3 * 2048 * 1950);
    }
  }

  @Test
  void picturesOfSeveralAspectsCannotBeTiled() {
    GoodPictures mixed = new GoodPictures(List.of(), List.of(), 1280, 720, 16.0 / 9, false);

    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> FineScale.STANDARD.of(mixed, asking(20)))
        .withMessageContaining("cut them to one size")
        .withMessageContaining("at least 30 pixels");
  }

  @Test
  void aFifthScaleIsRefusedBeforeTheLongPart() {
    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> FineScale.STANDARD.of(PICTURES, asking(20, List.of(96, 160, 224, 320))))
        .withMessageContaining("leave one of");
  }

  @Test
  void whatDoesNotFitIntoMemoryIsRefusedWithWhatCanBeDone() throws Exception {
    List<VisualSpec.Scale> scales =
        List.of(new VisualSpec.Scale("a", 320, 320), new VisualSpec.Scale("b", 2048, 2048, 512));
    // 400 and 16,384 places of 100 numbers.
    assertThat(FitMemory.bytes(scales)).isEqualTo(16_784 * 400);

    new FitMemory(2L << 30).require(200, scales);
    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> new FitMemory(1L << 30).require(200, scales))
        .withMessageContaining("what 200 pictures look like")
        .withMessageContaining("LINEWATCH_OPTS=-Xmx1846m")
        .withMessageContaining("at most 90 pictures");
    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> new FitMemory(256L << 20).require(20, scales))
        .withMessageNotContaining("at most");
  }
}
