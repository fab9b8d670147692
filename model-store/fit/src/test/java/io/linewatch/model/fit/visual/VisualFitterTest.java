package io.linewatch.model.fit.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.RenderedParts.Defect;
import io.linewatch.model.format.ModelRefused;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.format.PackageKind;
import io.linewatch.model.onnx.Backbone;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PictureRegion;
import io.linewatch.model.visual.VisualPackage;
import io.linewatch.model.visual.VisualScore;
import io.linewatch.model.visual.VisualSpec;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rendered parts through the fit; the defects are unknown to it. */
class VisualFitterTest {
  private static final int GOOD = 40;
  private static final Backbone BACKBONE = Backbone.standard();

  @TempDir static Path shared;
  private static Path good;
  private static VisualFitter.Fit fit;

  @BeforeAll
  static void fitOnce() throws Exception {
    good = RenderedParts.goodOnes(shared.resolve("good"), GOOD, 1_000);
    fit = new VisualFitter(_ -> {}).fit(good, options(0.05, null));
  }

  @Test
  void partsWithDefectsStandOutAndGoodOnesDoNot() throws Exception {
    List<Double> sound = new ArrayList<>();
    List<Double> bad = new ArrayList<>();
    try (PictureScorer scorer = new PictureScorer(fit.contents().onnx(), fit.contents().spec())) {
      for (int seed = 0; seed < 20; seed++) {
        sound.add(scorer.score(rendered(seed, Defect.NONE)).percent());
      }
      for (Defect defect : List.of(Defect.CRACK, Defect.UNDRILLED, Defect.STAIN)) {
        for (int seed = 100; seed < 107; seed++) {
          bad.add(scorer.score(rendered(seed, defect)).percent());
        }
      }
    }

    assertThat(Separation.of(array(sound), array(bad))).isGreaterThan(0.97);
    assertThat(sound.stream().filter(score -> score >= 100)).hasSizeLessThanOrEqualTo(3);
    assertThat(bad.stream().filter(score -> score >= 100)).hasSizeGreaterThanOrEqualTo(17);
  }

  @Test
  void theHeatMapPointsAtTheDefect() throws Exception {
    BufferedImage image = RenderedParts.render(5, Defect.NONE);
    for (int y = 100; y < 116; y++) {
      for (int x = 60; x < 76; x++) {
        image.setRGB(x, y, 0xf0f0f0);
      }
    }
    try (PictureScorer scorer = new PictureScorer(fit.contents().onnx(), fit.contents().spec())) {
      VisualScore score = scorer.score(decoded(image));

      assertThat((score.peakColumn() + 0.5) / score.map().columns()).isBetween(0.25, 0.5);
      assertThat((score.peakRow() + 0.5) / score.map().rows()).isBetween(0.55, 0.85);
    }
  }

  @Test
  void theGraphAnswersAsTheFittingCodeWithEveryHead() throws Exception {
    for (HeadKind head : HeadKind.values()) {
      VisualFitter.Fit one = new VisualFitter(_ -> {}).fit(good, options(0.05, head));
      Picture golden =
          new PictureDecoder(PictureLimits.STANDARD).decode(one.contents().goldenPicture());
      try (PictureScorer scorer = new PictureScorer(one.contents().onnx(), one.contents().spec())) {
        VisualScore answered = scorer.score(golden);

        assertThat(one.report().head()).isEqualTo(head.name());
        // A package whose golden score was 0 let any graph pass that says 0.
        assertThat(one.contents().golden().score()).isPositive();
        assertThat(answered.percent())
            .isCloseTo(one.contents().golden().score(), within(1e-4 * 100));
        float[] expected = one.contents().golden().heatMap();
        for (int i = 0; i < expected.length; i++) {
          assertThat(answered.map().percent()[i])
              .isCloseTo(expected[i], org.assertj.core.data.Offset.offset(1e-4f * 100));
        }
      }
    }
  }

  @Test
  void theSamePicturesGiveTheSamePackage(@TempDir Path folder) throws Exception {
    VisualFitter.Fit again = new VisualFitter(_ -> {}).fit(good, options(0.05, null));

    OciLayout first = OciLayout.open(folder.resolve("first"));
    String digest = first.pack(fit.contents());
    assertThat(OciLayout.open(folder.resolve("second")).pack(again.contents())).isEqualTo(digest);
    assertThat(first.kind(digest)).isEqualTo(PackageKind.VISUAL);
    VisualPackage loaded = first.loadVisual(digest);
    assertThat(loaded.spec()).isEqualTo(fit.contents().spec());
    assertThatExceptionOfType(ModelRefused.class)
        .isThrownBy(() -> first.load(digest))
        .withMessageContaining("a visual model");
  }

  @Test
  void tooFewPicturesForThePromiseAreRefusedWithTheNumberNeeded() {
    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> new VisualFitter(_ -> {}).fit(good, options(0.01, null)))
        .withMessageContaining("until there are 99");
  }

  @Test
  void picturesThatAreBrokenOrThereTwiceAreLeftOut(@TempDir Path folder) throws Exception {
    RenderedParts.goodOnes(folder, 12, 7);
    Files.copy(folder.resolve("part-003.png"), folder.resolve("again.png"));
    Files.write(folder.resolve("half.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});

    GoodPictures pictures = GoodPictures.in(folder);

    assertThat(pictures.files()).hasSize(12);
    assertThat(pictures.notes()).anyMatch(note -> note.contains("half.png"));
    assertThat(pictures.notes()).anyMatch(note -> note.contains("the same as"));
  }

  @Test
  void aHandfulOfPicturesIsTooFew(@TempDir Path folder) throws Exception {
    RenderedParts.goodOnes(folder, 9, 7);

    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> GoodPictures.in(folder))
        .withMessageContaining("at least 10");
  }

  @Test
  void picturesOfSeveralAspectsKeepTheirOwn(@TempDir Path folder) throws Exception {
    for (int i = 0; i < 30; i++) {
      BufferedImage image = RenderedParts.render(i, Defect.NONE);
      RenderedParts.write(
          image.getSubimage(0, 0, image.getWidth(), image.getHeight() - 2 * i),
          folder.resolve("part-%02d.png".formatted(i)));
    }

    VisualFitter.Fit own = new VisualFitter(_ -> {}).fit(folder, options(0.05, HeadKind.POSITION));

    assertThat(own.contents().spec().aspect()).isEqualTo(VisualSpec.Aspect.OWN);
    try (PictureScorer scorer = new PictureScorer(own.contents().onnx(), own.contents().spec())) {
      assertThat(scorer.difference(own.contents().golden(), own.contents().goldenPicture()))
          .isNull();
    }
  }

  @Test
  void thePageShowsEveryPictureAndCountsAgreement() throws Exception {
    TrialPage page = new TrialPage(fit.contents().spec());
    try (PictureScorer scorer = new PictureScorer(fit.contents().onnx(), fit.contents().spec())) {
      Picture sound = rendered(3, Defect.NONE);
      Picture bad = rendered(3, Defect.UNDRILLED);
      page.add("a<b.png", "good", sound, scorer.score(sound));
      page.add("c.png", "undrilled", bad, scorer.score(bad));
    }

    assertThat(page.summary()).startsWith("2 pictures").contains("of 1 defective 1 rejected");
    assertThat(page.html()).contains("a&lt;b.png").contains("c.png").contains("<svg");
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static Picture rendered(long seed, Defect defect) throws Exception {
    return decoded(RenderedParts.render(seed, defect));
  }

  private static Picture decoded(BufferedImage image) throws Exception {
    return new PictureDecoder(PictureLimits.STANDARD).decode(InlinePicture.file(image, "png"));
  }

  private static VisualOptions options(double falseRejects, @Nullable HeadKind head) {
    return new VisualOptions(
        "lid",
        falseRejects,
        List.of(192),
        PictureRegion.WHOLE,
        null,
        BACKBONE,
        VisualOptions.DEFAULT_NORMALISATION,
        head,
        1,
        "the lid",
        // AlignedFitTest is about those that are moved.
        VisualOptions.Align.OFF,
        null);
  }
}
