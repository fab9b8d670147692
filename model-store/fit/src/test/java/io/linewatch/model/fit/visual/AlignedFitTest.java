package io.linewatch.model.fit.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.data.Offset.offset;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.RenderedParts.Defect;
import io.linewatch.model.fit.visual.VisualOptions.Align;
import io.linewatch.model.onnx.Backbone;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.PictureRegion;
import io.linewatch.model.visual.VisualScore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that lie shifted and turned through the fit. */
class AlignedFitTest {
  private static final int GOOD = 40;
  private static final double MOST_SHIFT = 12;
  private static final double MOST_TURN = 6;

  @TempDir static Path shared;
  private static Path good;
  private static VisualFitter.Fit fit;

  @BeforeAll
  static void fitOnce() throws Exception {
    good = Files.createDirectories(shared.resolve("good"));
    for (int i = 0; i < GOOD; i++) {
      RenderedParts.write(
          loose(RenderedParts.render(500 + i, Defect.NONE), 500 + i),
          good.resolve("part-%02d.png".formatted(i)));
    }
    fit = new VisualFitter(_ -> {}).fit(good, options(Align.ON));
  }

  @Test
  void goodPicturesThatAreMoreAlikeWhenMovedAreSeenWithoutBeingAsked() throws Exception {
    PlaceChoice choice = PlaceChoice.of(GoodPictures.in(good), options(Align.AUTO));

    assertThat(choice.alignment()).isEqualTo(fit.contents().spec().alignment());
    assertThat(choice.said()).startsWith("Parts are brought to one place: of 39 good pictures 100");
    assertThat(fit.report().notes()).anyMatch(n -> n.startsWith("Parts are brought to one place"));
  }

  @Test
  void theFitMovesThemOnlyIfBlemishesAreToldAtLeastAsWell() throws Exception {
    PlaceChoice choice = PlaceTrial.choose(GoodPictures.in(good), options(Align.AUTO));

    Matcher shares = Pattern.compile("; ([0-9.]+) %.* ([0-9.]+) %$").matcher(choice.said());
    assertThat(shares.find()).isTrue();
    assertThat(choice.alignment() != null)
        .isEqualTo(Double.parseDouble(shares.group(1)) >= Double.parseDouble(shares.group(2)));
  }

  @Test
  void partsThatLieStillAreNot(@TempDir Path folder) throws Exception {
    RenderedParts.goodOnes(folder, 20, 3);
    for (Path file : GoodPictures.files(folder)) {
      BufferedImage part = ImageIO.read(file.toFile());
      // The same place for all: the belt around the lid is cut away with its shift.
      RenderedParts.write(still(part), file);
    }

    PlaceChoice choice = PlaceChoice.of(GoodPictures.in(folder), options(Align.AUTO));

    assertThat(choice.alignment()).isNull();
    assertThat(choice.said()).startsWith("Parts are inspected where they lie");
  }

  @Test
  void picturesWithoutACommonLayoutAreLeftAsTheyAre(@TempDir Path folder) throws Exception {
    for (int i = 0; i < 20; i++) {
      RenderedParts.write(spots(i), folder.resolve("crop-%02d.png".formatted(i)));
    }

    PlaceChoice choice = PlaceChoice.of(GoodPictures.in(folder), options(Align.AUTO));

    assertThat(choice.alignment()).isNull();
  }

  @Test
  void graphAndFittingCodeAnswerAlike() throws Exception {
    Picture golden =
        new PictureDecoder(PictureLimits.STANDARD).decode(fit.contents().goldenPicture());
    try (PictureScorer scorer = new PictureScorer(fit.contents().onnx(), fit.contents().spec())) {
      VisualScore answered = scorer.score(golden);

      assertThat(fit.contents().golden().score()).isPositive();
      assertThat(answered.percent()).isCloseTo(fit.contents().golden().score(), offset(1e-4 * 100));
      float[] expected = fit.contents().golden().heatMap();
      for (int i = 0; i < expected.length; i++) {
        assertThat(answered.map().percent()[i]).isCloseTo(expected[i], offset(1e-4f * 100));
      }
    }
  }

  @Test
  void aDefectIsMarkedWhereItLiesInThePictureThatCame() throws Exception {
    try (PictureScorer scorer = new PictureScorer(fit.contents().onnx(), fit.contents().spec())) {
      for (double[] off : new double[][] {{11, -10, 5}, {-11, 10, -5}}) {
        BufferedImage part = RenderedParts.render(9, Defect.NONE);
        for (int y = 92; y < 108; y++) {
          for (int x = 60; x < 76; x++) {
            part.setRGB(x, y, 0xf0f0f0);
          }
        }
        VisualScore score = scorer.score(decoded(moved(part, off[0], off[1], off[2])));
        AffineTransform there = transform(off[0], off[1], off[2]);
        double[] middle = {68, 100};
        there.transform(middle, 0, middle, 0, 1);

        assertThat(score.percent()).isGreaterThan(100);
        assertThat((score.peakColumn() + 0.5) / score.map().columns() * RenderedParts.WIDTH)
            .isCloseTo(middle[0], offset(16.0));
        assertThat((score.peakRow() + 0.5) / score.map().rows() * RenderedParts.HEIGHT)
            .isCloseTo(middle[1], offset(16.0));
      }
    }
  }

  @Test
  void picturesOfSeveralAspectsCannotBeAligned(@TempDir Path folder) throws Exception {
    for (int i = 0; i < 12; i++) {
      BufferedImage part = RenderedParts.render(i, Defect.NONE);
      RenderedParts.write(
          part.getSubimage(0, 0, part.getWidth(), part.getHeight() - 4 * i),
          folder.resolve("part-%02d.png".formatted(i)));
    }
    GoodPictures pictures = GoodPictures.in(folder);

    assertThat(PlaceChoice.of(pictures, options(Align.AUTO)).alignment()).isNull();
    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> PlaceChoice.of(pictures, options(Align.ON)))
        .withMessageContaining("leave --align out");
  }

  private static BufferedImage loose(BufferedImage part, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 77);
    return moved(
        part,
        random.nextDouble(-MOST_SHIFT, MOST_SHIFT),
        random.nextDouble(-MOST_SHIFT, MOST_SHIFT),
        random.nextDouble(-MOST_TURN, MOST_TURN));
  }

  private static AffineTransform transform(double right, double down, double turn) {
    AffineTransform there = AffineTransform.getTranslateInstance(right, down);
    there.rotate(Math.toRadians(turn), RenderedParts.WIDTH / 2.0, RenderedParts.HEIGHT / 2.0);
    return there;
  }

  private static BufferedImage moved(BufferedImage part, double right, double down, double turn) {
    BufferedImage image =
        new BufferedImage(part.getWidth(), part.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    canvas.setColor(new Color(40, 42, 46));
    canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
    canvas.drawImage(part, transform(right, down, turn), null);
    canvas.dispose();
    return image;
  }

  /** The light and grain of a part on a drawing that lies still. */
  private static BufferedImage still(BufferedImage grain) {
    BufferedImage image = RenderedParts.render(1, Defect.NONE);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int belt = grain.getRGB(x % 20, y % 20) & 0xff;
        int light = (image.getRGB(x, y) & 0xff) + belt - 40;
        image.setRGB(x, y, Math.clamp(light, 0, 255) * 0x010101);
      }
    }
    return image;
  }

  /** Soft spots anywhere. */
  private static BufferedImage spots(int seed) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(160, 160, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    for (int i = 0; i < 60; i++) {
      int grey = random.nextInt(256);
      canvas.setColor(new Color(grey, grey, grey));
      canvas.fillOval(random.nextInt(160) - 20, random.nextInt(160) - 20, 40, 40);
    }
    canvas.dispose();
    return image;
  }

  private static Picture decoded(BufferedImage image) throws Exception {
    return new PictureDecoder(PictureLimits.STANDARD).decode(InlinePicture.file(image, "png"));
  }

  private static VisualOptions options(Align align) {
    VisualOptions usual = VisualOptions.of("lid");
    return new VisualOptions(
        "lid",
        0.05,
        List.of(192),
        PictureRegion.WHOLE,
        null,
        Backbone.standard(),
        usual.normalisation(),
        HeadKind.POSITION,
        1,
        "",
        align,
        null);
  }
}
