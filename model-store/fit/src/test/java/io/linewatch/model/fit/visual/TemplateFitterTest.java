package io.linewatch.model.fit.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.format.OciLayout;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.visual.HeatSpots;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureLimits;
import io.linewatch.model.visual.VisualContents;
import io.linewatch.model.visual.VisualScore;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drawn boards: tracks and pads at seeded places. */
class TemplateFitterTest {
  private static final int DRIFT = 2;

  @TempDir Path folder;
  private VisualContents contents;
  private TemplateFitter.Template template;

  @BeforeEach
  void fit() throws Exception {
    Path file = folder.resolve("golden.png");
    RenderedParts.write(board(0, 0), file);
    TemplateFitter fitter = new TemplateFitter(VisualOptions.of("board"));
    contents = fitter.fit(file);
    template = fitter.template(GoodPictures.read(file));
  }

  @Test
  void aBoardThatLiesAPixelOrTwoOffIsGood() throws Exception {
    for (int[] shift : new int[][] {{0, 0}, {1, -1}, {-3, 2}, {4, 4}}) {
      assertThat(template.score(decoded(board(shift[0], shift[1]))).percent()).isLessThan(80);
    }
  }

  @Test
  void tracksThatLieOffAlongTheirWayByTurnsAreGoodAndABiteOutOfOneIsFound() throws Exception {
    Path file = folder.resolve("bus.png");
    RenderedParts.write(bus(0), file);
    TemplateFitter.Template bus =
        new TemplateFitter(VisualOptions.of("bus")).template(GoodPictures.read(file));
    BufferedImage board = bus(DRIFT);
    VisualScore drifted = bus.score(decoded(board));
    Graphics2D canvas = board.createGraphics();
    canvas.setColor(Color.BLACK);
    canvas.fillRect(150, 19 + 3 * 20 - DRIFT, 12, 6);
    canvas.dispose();
    VisualScore bitten = bus.score(decoded(board));

    assertThat(drifted.percent()).isLessThan(100);
    assertThat(bitten.percent()).isGreaterThan(100);
    HeatSpots.Spot spot = HeatSpots.of(bitten.map(), 100, 2, 1).getFirst();
    assertThat(spot.box().left() * 320).isBetween(144.0, 158.0);
  }

  @Test
  void tracksThatAreWiderOrNarrowerEverywhereAreNoDefectAndABulgeOfOneIs() throws Exception {
    Path file = folder.resolve("bus.png");
    RenderedParts.write(bus(0), file);
    TemplateFitter.Template bus =
        new TemplateFitter(VisualOptions.of("bus")).template(GoodPictures.read(file));
    for (int wider : new int[] {-2, 2}) {
      BufferedImage board = bus(0, wider);
      double everywhere = bus.score(decoded(board)).percent();
      Graphics2D canvas = board.createGraphics();
      canvas.setColor(Color.WHITE);
      canvas.fillRect(150, 16 + 3 * 20 + 10 + wider, 12, 6);
      canvas.dispose();
      double bulging = bus.score(decoded(board)).percent();
      assertThat(everywhere).isLessThan(100);
      assertThat(bulging).isGreaterThan(100);
    }
  }

  @Test
  void theGraphLeavesRimsAsideAsThePlainCodeDoes() throws Exception {
    BufferedImage board = board(1, 0, DRIFT);
    board.createGraphics().fillRect(50, 50, 9, 14);
    VisualScore expected = template.score(decoded(board));

    try (PictureScorer scorer = new PictureScorer(contents.onnx(), contents.spec())) {
      float[] answered = scorer.score(decoded(board)).map().percent();
      for (int i = 0; i < answered.length; i++) {
        assertThat(answered[i])
            .isCloseTo(expected.map().percent()[i], org.assertj.core.data.Offset.offset(0.01f));
      }
    }
  }

  @Test
  void anOpenTrackAndASpotOfCopperAreFoundWhereTheyAre() throws Exception {
    BufferedImage board = board(2, 1);
    Graphics2D canvas = board.createGraphics();
    canvas.setColor(Color.BLACK);
    canvas.fillRect(100, 60, 12, 12);
    canvas.setColor(Color.WHITE);
    canvas.fillRect(185, 133, 10, 10);
    canvas.dispose();

    VisualScore score = template.score(decoded(board));

    assertThat(score.percent()).isGreaterThan(100);
    List<HeatSpots.Spot> spots = HeatSpots.of(score.map(), 100, 2, 1);
    assertThat(spots)
        .anySatisfy(spot -> {
          assertThat(spot.box().left() * 320).isBetween(178.0, 190.0);
          assertThat(spot.box().top() * 240).isBetween(126.0, 138.0);
        });
  }

  @Test
  void theGraphAnswersAsThePlainCode() throws Exception {
    try (PictureScorer scorer = new PictureScorer(contents.onnx(), contents.spec())) {
      assertThat(scorer.difference(contents.golden(), contents.goldenPicture())).isNull();
      BufferedImage board = board(-2, 3);
      board.createGraphics().fillRect(50, 50, 9, 14);
      VisualScore expected = template.score(decoded(board));
      VisualScore answered = scorer.score(decoded(board));
      assertThat(answered.percent())
          .isCloseTo(expected.percent(), org.assertj.core.data.Offset.offset(0.01));
      for (int i = 0; i < expected.map().percent().length; i++) {
        assertThat(answered.map().percent()[i])
            .isCloseTo(expected.map().percent()[i], org.assertj.core.data.Offset.offset(0.01f));
      }
    }
    assertThat(OciLayout.open(folder.resolve("store")).pack(contents)).startsWith("sha256:");
  }

  @Test
  void aGoldenPictureOfNothingIsRefused() throws Exception {
    Path file = folder.resolve("black.png");
    RenderedParts.write(new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR), file);

    assertThat(Files.exists(file)).isTrue();
    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> new TemplateFitter(VisualOptions.of("board")).fit(file))
        .withMessageContaining("one brightness");
  }

  /** Tracks close beside each other, across the picture. */
  private static BufferedImage bus(int drift) {
    return bus(drift, 0);
  }

  /**
   * @param drift in pixels, by which every second track lies lower and the others higher
   * @param wider in pixels, on either side of each track
   */
  private static BufferedImage bus(int drift, int wider) {
    BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(Color.WHITE);
    for (int track = 0; track < 10; track++) {
      int top = 16 + 20 * track + (track % 2 == 0 ? drift : -drift);
      canvas.fillRect(0, top - wider, 320, 10 + 2 * wider);
    }
    canvas.dispose();
    return image;
  }

  private static BufferedImage board(int right, int down) {
    return board(right, down, 0);
  }

  /**
   * @param drift in pixels, by which every second track lies lower and the others higher
   */
  private static BufferedImage board(int right, int down, int drift) {
    BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.translate(right, down);
    SplittableRandom random = new SplittableRandom(7);
    canvas.setColor(Color.WHITE);
    canvas.setStroke(new BasicStroke(7));
    for (int track = 0; track < 9; track++) {
      int y = 12 + 26 * track + (track % 2 == 0 ? drift : -drift);
      int bend = 40 + random.nextInt(200);
      canvas.drawLine(-20, y, bend, y);
      canvas.drawLine(bend, y, bend + 20, y + 12);
      canvas.fillOval(bend + 14, y + 6, 15, 15);
    }
    canvas.dispose();
    return image;
  }

  private static Picture decoded(BufferedImage image) throws Exception {
    return new PictureDecoder(PictureLimits.STANDARD).decode(InlinePicture.file(image, "png"));
  }
}
