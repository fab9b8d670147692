package io.linewatch.model.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.model.format.OciLayout;
import io.linewatch.model.onnx.LabelledGraphs;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.VisualPackage;
import io.linewatch.model.visual.VisualScore;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages of two real graphs, run as a gateway runs them. */
class PackCommandTest {
  private static final String CLASSIFIER =
      """
      {"name": "colours", "description": "Which colour a cap has", "task": "CLASSIFICATION",
       "input": {"input": "images", "width": 64, "height": 64}, "aspect": "STRETCH",
       "normalisation": {"mean": 0, "divisor": 255},
       "region": {"left": 0, "top": 0, "right": 1, "bottom": 1},
       "output": "output", "reviewFrom": 80, "millimetresPerPixel": null,
       "answer": {"version": 1, "labels": ["red", "green", "blue"], "activation": "NONE",
                  "blueFirst": false, "boxes": null,
                  "rules": [{"label": "red", "confidence": 0.5, "least": 0, "most": 0, "zone": null}]}}
      """;
  private static final String DETECTOR =
      """
      {"name": "spots", "description": "Red spots, and a blue one that must be there",
       "task": "DETECTION",
       "input": {"input": "images", "width": 64, "height": 64}, "aspect": "KEEP",
       "normalisation": {"mean": 0, "divisor": 255},
       "region": {"left": 0, "top": 0, "right": 1, "bottom": 1},
       "output": "output", "reviewFrom": 80, "millimetresPerPixel": 0.5,
       "answer": {"version": 1, "labels": ["blue", "green", "red"], "activation": "NONE",
                  "blueFirst": true, "boxes": {"grid": false, "overlap": 0.45, "most": 50},
                  "rules": [
                    {"label": "red", "confidence": 0.6, "least": 0, "most": 0, "zone": null},
                    {"label": "blue", "confidence": 0.6, "least": 1, "most": 1000,
                     "zone": {"name": "right", "corners":
                       [{"x": 0.5, "y": 0}, {"x": 1, "y": 0}, {"x": 1, "y": 1}, {"x": 0.5, "y": 1}]}}]}}
      """;

  @TempDir private Path folder;

  private int pack(byte[] onnx, String declaration, File good) throws Exception {
    Path graph = Files.write(folder.resolve("graph.onnx"), onnx);
    Path declared = Files.writeString(folder.resolve("declaration.json"), declaration);
    return LinewatchModels.run(
        "pack",
        "--onnx",
        graph.toString(),
        "--declaration",
        declared.toString(),
        "--good",
        good.toString(),
        "--store",
        folder.resolve("store").toString());
  }

  private VisualPackage packed(String name) throws Exception {
    OciLayout layout = OciLayout.open(folder.resolve("store"));
    return layout.loadVisual(String.valueOf(layout.newest(name)));
  }

  private static BufferedImage grey(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    fill(image, new Color(40, 40, 40), 0, 0, width, height);
    return image;
  }

  private static void fill(BufferedImage image, Color colour, int x, int y, int wide, int high) {
    Graphics2D canvas = image.createGraphics();
    canvas.setColor(colour);
    canvas.fillRect(x, y, wide, high);
    canvas.dispose();
  }

  private File file(BufferedImage image) throws Exception {
    File file = folder.resolve("picture.png").toFile();
    assertThat(ImageIO.write(image, "png", file)).isTrue();
    return file;
  }

  private static VisualScore score(VisualPackage of, BufferedImage image) throws Exception {
    byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
    for (int i = 0; i < rgb.length / 3; i++) {
      int pixel = image.getRGB(i % image.getWidth(), i / image.getWidth());
      rgb[3 * i] = (byte) (pixel >> 16);
      rgb[3 * i + 1] = (byte) (pixel >> 8);
      rgb[3 * i + 2] = (byte) pixel;
    }
    try (PictureScorer scorer =
        new PictureScorer(Files.readAllBytes(of.onnxFile()), of.spec(), of.labels())) {
      return scorer.score(new Picture(image.getWidth(), image.getHeight(), rgb));
    }
  }

  @Test
  void aClassifierBecomesAPackageWhoseLabelsMakeVerdicts() throws Exception {
    assertThat(pack(LabelledGraphs.classifier(64), CLASSIFIER, file(grey(100, 80)))).isZero();
    VisualPackage colours = packed("colours");
    BufferedImage red = grey(100, 80);
    fill(red, Color.RED, 0, 0, 100, 80);

    assertThat(score(colours, red).percent()).isBetween(199.0, 201.0);
    assertThat(score(colours, red).reason()).isEqualTo("red (1.00)");
    assertThat(score(colours, grey(100, 80)).percent()).isLessThan(80);
    assertThat(
            LinewatchModels.run(
                "verify", colours.digest(), "--store", folder.resolve("store") + ""))
        .isZero();
  }

  @Test
  void aDetectorMarksWhatIsTooMuchAndMissesWhatIsNotThere() throws Exception {
    // Twice as wide as high: the graph sees it between borders that are filled in.
    BufferedImage good = grey(128, 64);
    fill(good, Color.BLUE, 96, 0, 32, 32);
    assertThat(pack(LabelledGraphs.detector(64, 16), DETECTOR, file(good))).isZero();
    VisualPackage spots = packed("spots");

    assertThat(score(spots, good).percent()).isLessThan(100);
    BufferedImage spotted = grey(128, 64);
    fill(spotted, Color.BLUE, 96, 0, 32, 32);
    fill(spotted, Color.RED, 0, 32, 32, 32);
    VisualScore spot = score(spots, spotted);
    assertThat(spot.reason()).startsWith("red (");
    assertThat((double) spot.peakRow() / spot.map().rows()).isBetween(0.45, 1.0);
    assertThat((double) spot.peakColumn() / spot.map().columns()).isBetween(0.0, 0.27);
    assertThat(score(spots, grey(128, 64)).reason()).isEqualTo("0 of 1 × blue in right");
  }

  @Test
  void whatDoesNotBelongTogetherIsRefused() throws Exception {
    File good = file(grey(64, 64));
    byte[] classifier = LabelledGraphs.classifier(64);
    assertThat(pack(classifier, CLASSIFIER.replace("\"blue\"", "\"blue\", \"black\""), good))
        .isEqualTo(1);
    assertThat(pack(classifier, DETECTOR, good)).isEqualTo(1);
    assertThat(pack(classifier, CLASSIFIER.replace("\"red\", \"conf", "\"pink\", \"conf"), good))
        .isEqualTo(1);
    assertThat(pack(classifier, CLASSIFIER.replace("0.5", "0.01"), good)).isEqualTo(1);
    assertThat(pack(LabelledGraphs.classifier(32), CLASSIFIER, good)).isEqualTo(1);
    assertThat(
            pack(
                classifier,
                CLASSIFIER.replace("\"output\": \"output\"", "\"output\": \"no\""),
                good))
        .isEqualTo(1);
  }
}
