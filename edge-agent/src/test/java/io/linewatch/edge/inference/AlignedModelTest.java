package io.linewatch.edge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linewatch.edge.inspection.DifferenceScorer;
import io.linewatch.edge.inspection.TestPictures;
import io.linewatch.edge.inspection.TinyVisualModel;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PicturePose;
import io.linewatch.model.visual.PicturePreparation;
import io.linewatch.model.visual.PictureRegistration;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualScore;
import io.linewatch.model.visual.VisualSpec;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package whose parts are brought to one place, as a gateway runs it. */
class AlignedModelTest {
  private static final int SHIFT = 8;

  @TempDir Path folder;

  @Test
  void aPartThatLiesOffIsScoredAsIfItLayInItsPlaceAndMarkedWhereItLies() throws Exception {
    Picture golden = TestPictures.picture(TestPictures.Scene.GOOD, 0);
    VisualContents still = TinyVisualModel.contents("lid");
    VisualContents moving = aligned(still, PictureRegistration.to(golden, 0.1, 10));
    OciLayout layout = OciLayout.open(folder.resolve("models"));
    try (LoadedVisualModel asItLies = open(layout, still);
        LoadedVisualModel model = open(layout, moving)) {
      Picture inPlace = TestPictures.picture(TestPictures.Scene.BAD, 3);
      Picture off = shifted(inPlace);

      VisualScore wanted = model.score(inPlace);
      VisualScore score = model.score(off);

      PicturePose pose = new PicturePreparation(moving.spec()).pose(off);
      assertThat(pose.right() * TestPictures.WIDTH).isCloseTo(SHIFT, within(0.5));
      assertThat(score.percent()).isCloseTo(wanted.percent(), within(0.1 * wanted.percent()));
      Picture good = shifted(TestPictures.picture(TestPictures.Scene.GOOD, 3));
      assertThat(model.score(good).percent()).isLessThan(asItLies.score(good).percent() / 2);
      assertThat(score.peakColumn())
          .isEqualTo(wanted.peakColumn() + SHIFT / DifferenceScorer.BLOCK);
      assertThat(score.peakRow()).isEqualTo(wanted.peakRow());
    }
  }

  private LoadedVisualModel open(OciLayout layout, VisualContents contents) throws Exception {
    return LoadedVisualModel.open(
        layout.loadVisual(layout.pack(contents)), folder.resolve("state"));
  }

  /** To the right, the belt going on at the left. */
  private static Picture shifted(Picture picture) {
    byte[] rgb = new byte[picture.rgb().length];
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int from = y * picture.width() + Math.max(0, x - SHIFT);
        int to = y * picture.width() + x;
        System.arraycopy(
            picture.rgb(), Picture.CHANNELS * from, rgb, Picture.CHANNELS * to, Picture.CHANNELS);
      }
    }
    return new Picture(picture.width(), picture.height(), rgb);
  }

  private static VisualContents aligned(VisualContents of, VisualSpec.Alignment alignment) {
    VisualSpec spec = of.spec();
    return new VisualContents(
        new VisualSpec(
            spec.kind(),
            spec.version(),
            spec.name(),
            spec.description(),
            spec.task(),
            spec.scales(),
            spec.aspect(),
            spec.normalisation(),
            spec.region(),
            spec.outputs(),
            spec.limits(),
            spec.pictureWidth(),
            spec.pictureHeight(),
            spec.millimetresPerPixel(),
            alignment,
            spec.defaultPolicy()),
        of.onnx(),
        of.golden(),
        of.goldenPicture(),
        of.report());
  }
}
