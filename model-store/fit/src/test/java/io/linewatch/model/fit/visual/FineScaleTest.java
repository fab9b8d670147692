package io.linewatch.model.fit.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linewatch.model.fit.FitRefused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FineScaleTest {
  private static final GoodPictures PICTURES =
      new GoodPictures(List.of(), List.of(), 1280, 720, 16.0 / 9, true);

  private static VisualOptions asking(@Nullable Integer pixels) {
    VisualOptions standard = VisualOptions.of("caps");
    return new VisualOptions(
        standard.name(),
        standard.falseRejects(),
        standard.sides(),
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
    FineScale.Chosen chosen = FineScale.of(PICTURES, asking(48));

    assertThat(chosen.options().sides()).containsExactly(224, 320, 640);
    assertThat(chosen.said()).contains("side 640").contains("3.7 times as much");
    // 640 of 960, the side of a square of as many pixels: the defect is 32 pixels there.
    assertThat(48.0 * 640 / 960).isEqualTo(32);
  }

  @Test
  void aDefectThatIsSeenAlreadyAddsNothing() throws Exception {
    assertThat(FineScale.of(PICTURES, asking(200)).options().sides()).containsExactly(224, 320);
    assertThat(FineScale.of(PICTURES, asking(null)).said()).isEmpty();
  }

  @Test
  void aDefectTooSmallForThePictureIsRefusedWithTheLeastThatCanBeSeen() throws Exception {
    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> FineScale.of(PICTURES, asking(10)))
        .withMessageContaining("--region")
        .withMessageContaining("at least 30 pixels");
    assertThat(FineScale.of(PICTURES, asking(30)).options().sides()).endsWith(1024);
  }
}
