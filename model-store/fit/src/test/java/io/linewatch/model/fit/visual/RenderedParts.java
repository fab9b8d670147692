package io.linewatch.model.fit.visual;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Pictures of a turned lid with four holes: position, light and the grain of the metal vary from
 * part to part. Defects are drawn here and nowhere else.
 */
final class RenderedParts {
  static final int WIDTH = 192;
  static final int HEIGHT = 160;

  private RenderedParts() {}

  enum Defect {
    NONE,
    /** A crooked dark line. */
    CRACK,
    /** A hole is missing. */
    UNDRILLED,
    /** A light smear. */
    STAIN
  }

  static BufferedImage render(long seed, Defect defect) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D canvas = image.createGraphics();
    canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    canvas.setColor(new Color(40, 42, 46));
    canvas.fillRect(0, 0, WIDTH, HEIGHT);
    canvas.transform(
        AffineTransform.getTranslateInstance(
            WIDTH / 2.0 + random.nextDouble(-2, 2), HEIGHT / 2.0 + random.nextDouble(-2, 2)));
    canvas.setColor(new Color(150, 154, 160));
    canvas.fill(new Ellipse2D.Double(-62, -62, 124, 124));
    canvas.setColor(new Color(120, 124, 130));
    canvas.setStroke(new BasicStroke(2));
    canvas.draw(new Ellipse2D.Double(-30, -30, 60, 60));
    int missing = defect == Defect.UNDRILLED ? random.nextInt(4) : -1;
    for (int hole = 0; hole < 4; hole++) {
      if (hole != missing) {
        double angle = Math.PI * (0.25 + hole / 2.0);
        canvas.setColor(new Color(20, 20, 22));
        canvas.fill(
            new Ellipse2D.Double(45 * Math.cos(angle) - 6, 45 * Math.sin(angle) - 6, 12, 12));
      }
    }
    if (defect == Defect.CRACK) {
      double x = random.nextDouble(-35, 5);
      double y = random.nextDouble(-35, 25);
      canvas.setColor(new Color(60, 58, 55));
      canvas.setStroke(new BasicStroke(2.2f));
      canvas.draw(new QuadCurve2D.Double(x, y, x + 18, y - 10, x + 30, y + 12));
    } else if (defect == Defect.STAIN) {
      canvas.setColor(new Color(225, 215, 170, 150));
      canvas.fill(
          new Ellipse2D.Double(random.nextDouble(-40, 10), random.nextDouble(-40, 10), 26, 18));
    }
    canvas.dispose();
    addLight(image, random);
    return image;
  }

  /** A lamp that leans and ages, and grain along the turning. */
  private static void addLight(BufferedImage image, SplittableRandom random) {
    double level = random.nextDouble(0.93, 1.07);
    double lean = random.nextDouble(-0.06, 0.06);
    int[] pixel = new int[3];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double light = level * (1 + lean * (x - WIDTH / 2.0) / WIDTH);
        double grain = random.nextDouble(-5, 5);
        image.getRaster().getPixel(x, y, pixel);
        for (int c = 0; c < 3; c++) {
          pixel[c] = Math.clamp(Math.round(pixel[c] * light + grain), 0, 255);
        }
        image.getRaster().setPixel(x, y, pixel);
      }
    }
  }

  /** Good parts as PNG files, {@code part-000.png} and so on. */
  static Path goodOnes(Path folder, int count, long firstSeed) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      write(render(firstSeed + i, Defect.NONE), folder.resolve("part-%03d.png".formatted(i)));
    }
    return folder;
  }

  static void write(BufferedImage image, Path file) throws IOException {
    ImageIO.write(image, "png", file.toFile());
  }
}
