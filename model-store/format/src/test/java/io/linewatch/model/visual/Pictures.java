package io.linewatch.model.visual;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Pictures for tests. */
final class Pictures {
  private Pictures() {}

  /** A ramp of brightness from left to right, with a dark spot. */
  static BufferedImage ramp(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int value = x > width / 2 && y > height / 2 ? 20 : 255 * x / Math.max(1, width - 1);
        image.getRaster().setPixel(x, y, new int[] {value, value, value, 255});
      }
    }
    return image;
  }

  static byte[] file(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("cannot be written as " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
