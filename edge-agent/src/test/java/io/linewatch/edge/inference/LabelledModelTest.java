package io.linewatch.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.edge.inspection.TinyVisualModel;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualScore;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A classifier's package, as a gateway pulls, checks and runs it. */
class LabelledModelTest {
  @TempDir Path folder;

  private static Picture grey(int brightness) {
    byte[] rgb = new byte[3 * 16 * 16];
    Arrays.fill(rgb, (byte) brightness);
    return new Picture(16, 16, rgb);
  }

  @Test
  void aClassifiersLabelBecomesAScoreAndItsReason() throws Exception {
    OciLayout layout = OciLayout.open(folder.resolve("models"));
    String digest = layout.pack(TinyVisualModel.classifier("light"));

    try (LoadedVisualModel model =
        LoadedVisualModel.open(layout.loadVisual(digest), folder.resolve("state"))) {
      VisualScore dark = model.score(grey(51));
      assertThat(dark.percent()).isCloseTo(40, within(0.1));
      assertThat(dark.reason()).isEmpty();
      VisualScore light = model.score(grey(204));
      assertThat(light.percent()).isCloseTo(160, within(0.1));
      assertThat(light.reason()).isEqualTo("light (0.80)");
      assertThat(light.map().at(0, 0)).isCloseTo(160f, within(0.1f));
    }
  }

  @Test
  void aClassifierWithoutTheMeaningOfItsLabelsIsRefused() throws Exception {
    VisualContents whole = TinyVisualModel.classifier("light");
    VisualContents without =
        new VisualContents(
            whole.spec(), whole.onnx(), whole.golden(), whole.goldenPicture(), whole.report());

    OciLayout layout = OciLayout.open(folder.resolve("models"));
    assertThatThrownBy(() -> layout.pack(without))
        .isInstanceOf(ModelRefused.class)
        .hasMessageContaining("labels.json");
  }
}
