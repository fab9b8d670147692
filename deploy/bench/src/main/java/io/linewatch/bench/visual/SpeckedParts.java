package io.linewatch.bench.visual;

import io.linewatch.standalone.part.PartDefect;
import io.linewatch.standalone.part.PartPictures;
import io.linewatch.standalone.part.StampedPart;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Pictures of stamped parts with a small round speck on the steel. Pure: the same number gives the
 * same picture.
 *
 * @param part whose pictures are taken
 * @param pixels across of a speck
 */
record SpeckedParts(StampedPart part, int pixels) {
  /** Half of the plate without its rim, and its middle hole with some around, in its own units. */
  private static final double HALF_WIDTH = 70;

  private static final double HALF_HEIGHT = 60;
  private static final double HOLE = 34;
  private static final double UNITS_HIGH = 240;

  /** What a speck looks like. */
  enum Speck {
    NONE,
    /** As dark all over: a drop, a grain of dirt. */
    STAIN,
    /** One half darker and one half brighter, by the same: a pit under a lamp from the side. */
    PIT
  }

  /**
   * @param contrast how much darker or brighter, of 255
   * @return a JPEG as a camera writes it
   */
  byte[] jpeg(long number, Speck speck, int contrast) {
    BufferedImage picture = part.picture(number, PartDefect.NONE);
    if (speck != Speck.NONE) {
      draw(picture, speck, contrast, new SplittableRandom(-number));
    }
    return PartPictures.jpeg(picture);
  }

  /** Good parts in a folder of their own. */
  Path goodOnes(Path folder, int count, long first) throws IOException {
    for (int i = 0; i < count; i++) {
      Files.write(folder.resolve("part-%04d.jpg".formatted(i)), jpeg(first + i, Speck.NONE, 0));
    }
    return folder;
  }

  private void draw(BufferedImage picture, Speck speck, int contrast, SplittableRandom random) {
    double right;
    double down;
    do {
      right = random.nextDouble(-HALF_WIDTH, HALF_WIDTH);
      down = random.nextDouble(-HALF_HEIGHT, HALF_HEIGHT);
    } while (Math.hypot(right, down) < HOLE);
    double scale = part.height() / UNITS_HIGH;
    double x = part.width() / 2.0 + right * scale;
    double y = part.height() / 2.0 + down * scale;
    int[] pixel = new int[3];
    for (int v = (int) (y - pixels); v <= y + pixels; v++) {
      for (int u = (int) (x - pixels); u <= x + pixels; u++) {
        if (Math.hypot(u - x, v - y) <= pixels / 2.0) {
          int change = speck == Speck.PIT && u > x ? contrast : -contrast;
          picture.getRaster().getPixel(u, v, pixel);
          for (int c = 0; c < pixel.length; c++) {
            pixel[c] = Math.clamp(pixel[c] + change, 0, 255);
          }
          picture.getRaster().setPixel(u, v, pixel);
        }
      }
    }
  }
}
