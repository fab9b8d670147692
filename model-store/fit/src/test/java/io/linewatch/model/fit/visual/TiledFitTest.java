package io.linewatch.model.fit.visual;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.model.format.OciLayout;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.onnx.VisualHead;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PictureRegion;
import io.linewatch.model.visual.VisualScore;
import io.linewatch.model.visual.VisualSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specks on a brushed texture that are smaller than a place of the usual scales. */
class TiledFitTest {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int SPECK = 11;
  private static final int CONTRAST = 14;
  private static final int GOOD = 12;
  private static final int JUDGED = 10;

  /** As the standard, in small: from a side of 128 on in tiles. */
  private static final FineScale SMALL = new FineScale(128, 416, 256);

  @TempDir static Path shared;
  private static Path good;
  private static VisualFitter.Fit fit;

  @BeforeAll
  static void fitOnce() throws Exception {
    good = Files.createDirectories(shared.resolve("good"));
    for (int i = 0; i < GOOD; i++) {
      Files.write(
          good.resolve("sheet-%02d.png".formatted(i)),
          InlinePicture.file(InlinePicture.image(sheet(1_000 + i, false)), "png"));
    }
    fit = new VisualFitter(_ -> {}, SMALL).fit(good, options(SPECK));
  }

  @Test
  void aSpeckThatTheUsualScaleMissesIsFoundInTiles() throws Exception {
    VisualFitter.Fit usual = new VisualFitter(_ -> {}, SMALL).fit(good, options(null));

    double missed = separation(usual);
    double found = separation(fit);
    System.out.printf("pits: AUROC %.3f as usual, %.3f in tiles%n", missed, found);
    assertThat(missed).isLessThan(0.85);
    assertThat(found).isGreaterThan(0.95);
  }

  @Test
  void theTiledScaleIsJudgedByTheNearestPlaceAndTheOthersByTheHeadThatWasGiven() {
    VisualSpec.Scale tiled = fit.contents().spec().scales().getLast();

    assertThat(fit.report().head()).isEqualTo(HeadKind.POSITION.name());
    assertThat(fit.model().heads())
        .hasExactlyElementsOfTypes(VisualHead.Gaussians.class, VisualHead.Nearest.class);
    assertThat(tiled).isEqualTo(new VisualSpec.Scale("picture_416", 480, 352, 256));
    assertThat(fit.report().scales()).last().isEqualTo("480 × 352 in 4 tiles");
    assertThat(new TrialPage(fit.contents().spec()).html())
        .contains("Pictures are seen at 64 × 64, 480 × 352 in 4 tiles.");
    assertThat(fit.report().notes()).anyMatch(note -> note.contains("in 4 tiles"));
  }

  @Test
  void theGraphAnswersAsTheFittingCodeAndPointsAtTheSpeck() throws Exception {
    Picture speck = sheet(77, true);
    try (PictureScorer scorer = new PictureScorer(fit.contents().onnx(), fit.contents().spec())) {
      VisualScore golden =
          scorer.score(
              new PictureDecoder(PictureLimits.STANDARD).decode(fit.contents().goldenPicture()));
      VisualScore found = scorer.score(speck);

      assertThat(golden.percent())
          .isCloseTo(fit.contents().golden().score(), Offset.offset(1e-4 * 100));
      float[] expected = fit.contents().golden().heatMap();
      for (int i = 0; i < expected.length; i++) {
        assertThat(golden.map().percent()[i]).isCloseTo(expected[i], Offset.offset(1e-4f * 100));
      }
      assertThat((found.peakColumn() + 0.5) / found.map().columns() * WIDTH)
          .isCloseTo(speckAt(77)[0], Offset.offset(SPECK * 1.5));
      assertThat((found.peakRow() + 0.5) / found.map().rows() * HEIGHT)
          .isCloseTo(speckAt(77)[1], Offset.offset(SPECK * 1.5));
    }
  }

  @Test
  void aPackageWithTilesComesBackFromTheStore(@TempDir Path folder) throws Exception {
    OciLayout store = OciLayout.open(folder);

    assertThat(store.loadVisual(store.pack(fit.contents())).spec())
        .isEqualTo(fit.contents().spec());
  }

  private static double separation(VisualFitter.Fit one) throws Exception {
    double[] sound = new double[JUDGED];
    double[] bad = new double[JUDGED];
    try (PictureScorer scorer = new PictureScorer(one.contents().onnx(), one.contents().spec())) {
      for (int i = 0; i < JUDGED; i++) {
        sound[i] = scorer.score(sheet(10 + i, false)).percent();
        bad[i] = scorer.score(sheet(10 + i, true)).percent();
      }
    }
    return Separation.of(sound, bad);
  }

  /**
   * Brush marks along the rows, grain, a lamp that leans; the speck is a pit: one half dark, one
   * bright.
   */
  private static Picture sheet(long number, boolean speck) {
    SplittableRandom random = new SplittableRandom(number);
    double lean = random.nextDouble(-0.1, 0.1);
    double[] at = speckAt(number);
    byte[] rgb = new byte[WIDTH * HEIGHT * Picture.CHANNELS];
    double brush = 0;
    for (int y = 0; y < HEIGHT; y++) {
      brush = 0.6 * brush + random.nextDouble(-6, 6);
      for (int x = 0; x < WIDTH; x++) {
        double value = 140 * (1 + lean * x / WIDTH) + brush + random.nextDouble(-7, 7);
        if (speck && Math.hypot(x - at[0], y - at[1]) <= SPECK / 2.0) {
          value += x < at[0] ? -CONTRAST : CONTRAST;
        }
        for (int c = 0; c < Picture.CHANNELS; c++) {
          rgb[(y * WIDTH + x) * Picture.CHANNELS + c] = (byte) Math.clamp((int) value, 0, 255);
        }
      }
    }
    return new Picture(WIDTH, HEIGHT, rgb);
  }

  private static double[] speckAt(long number) {
    SplittableRandom random = new SplittableRandom(-number);
    return new double[] {random.nextDouble(0.1, 0.9) * WIDTH, random.nextDouble(0.1, 0.9) * HEIGHT};
  }

  private static VisualOptions options(@Nullable Integer smallest) {
    VisualOptions standard = VisualOptions.of("sheet");
    return new VisualOptions(
        "sheet",
        0.1,
        List.of(64),
        PictureRegion.WHOLE,
        null,
        standard.backbone(),
        VisualOptions.DEFAULT_NORMALISATION,
        HeadKind.POSITION,
        1,
        "",
        VisualOptions.Align.OFF,
        smallest);
  }
}
