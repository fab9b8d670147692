package io.linewatch.model.fit.visual;

import io.linewatch.model.visual.HeatMap;
import io.linewatch.model.visual.Picture;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Pictures as part of a page, {@code data:} addresses. */
final class InlinePicture {
  private static final int SIDE = 220;

  private InlinePicture() {}

  /** {@value #SIDE} pixels wide. */
  static String thumbnail(Picture picture) {
    int height = Math.max(1, SIDE * picture.height() / picture.width());
    BufferedImage small = new BufferedImage(SIDE, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = small.createGraphics();
    canvas.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    canvas.drawImage(image(picture), 0, 0, SIDE, height, null);
    canvas.dispose();
    return "data:image/jpeg;base64," + encoded(small, "jpg");
  }

  /** Red where the heat is above half of the limit of a place, the more the stronger. */
  static String overlay(HeatMap map) {
    BufferedImage heat = new BufferedImage(map.columns(), map.rows(), BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < map.rows(); y++) {
      for (int x = 0; x < map.columns(); x++) {
        int alpha = (int) Math.clamp(2 * (map.at(y, x) - 60), 0, 170);
        heat.setRGB(x, y, alpha << 24 | 0xe0_10_20);
      }
    }
    return "data:image/png;base64," + encoded(heat, "png");
  }

  static BufferedImage image(Picture picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int rgb = picture.at(y, x, 0) << 16 | picture.at(y, x, 1) << 8 | picture.at(y, x, 2);
        image.setRGB(x, y, rgb);
      }
    }
    return image;
  }

  static byte[] file(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static String encoded(BufferedImage image, String format) {
    return Base64.getEncoder().encodeToString(file(image, format));
  }
}
