package io.linewatch.edge.inspection;

import io.linewatch.model.visual.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Parts as a camera sees them: a grey lid with rings and a slot, some noise, perhaps a scratch. */
public final class TestPictures {
  public static final int WIDTH = 160;
  public static final int HEIGHT = 128;
  private static final double NOISE = 2;

  private TestPictures() {}

  /** How a picture is taken. */
  public record Scene(
      double light, double shiftX, double shiftY, double turnDegrees, int blur, boolean scratch) {
    public static final Scene GOOD = new Scene(1, 0, 0, 0, 0, false);
    public static final Scene BAD = new Scene(1, 0, 0, 0, 0, true);
  }

  /** Another seed is another noise. */
  public static Picture picture(Scene scene, long seed) {
    Random random = new Random(seed);
    double[] light = new double[WIDTH * HEIGHT];
    double cos = Math.cos(Math.toRadians(scene.turnDegrees()));
    double sin = Math.sin(Math.toRadians(scene.turnDegrees()));
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double fromX = x - scene.shiftX() - WIDTH / 2.0;
        double fromY = y - scene.shiftY() - HEIGHT / 2.0;
        light[y * WIDTH + x] =
            lid(cos * fromX + sin * fromY, cos * fromY - sin * fromX, scene.scratch());
      }
    }
    for (int i = 0; i < scene.blur(); i++) {
      light = blurred(light);
    }
    byte[] rgb = new byte[3 * light.length];
    for (int i = 0; i < light.length; i++) {
      double value = scene.light() * light[i] + NOISE * random.nextGaussian();
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) Math.clamp(Math.round(value), 0, 255);
      }
    }
    return new Picture(WIDTH, HEIGHT, rgb);
  }

  private static double lid(double x, double y, boolean scratch) {
    if (scratch && Math.abs(x - 20) < 8 && Math.abs(y - 12) < 4) {
      return 230;
    }
    double radius = Math.hypot(x, y * 1.1);
    if (Math.abs(x + 25) < 5 && Math.abs(y) < 22) {
      return 40;
    }
    return radius > 58 ? 30 : 110 + 25 * Math.signum(Math.sin(radius / 4));
  }

  private static double[] blurred(double[] light) {
    double[] blurred = light.clone();
    for (int y = 1; y < HEIGHT - 1; y++) {
      for (int x = 1; x < WIDTH - 1; x++) {
        double sum = 0;
        for (int dy = -1; dy <= 1; dy++) {
          for (int dx = -1; dx <= 1; dx++) {
            sum += light[(y + dy) * WIDTH + x + dx];
          }
        }
        blurred[y * WIDTH + x] = sum / 9;
      }
    }
    return blurred;
  }

  /** A picture of one brightness. */
  public static Picture plain(int brightness) {
    byte[] rgb = new byte[3 * WIDTH * HEIGHT];
    java.util.Arrays.fill(rgb, (byte) brightness);
    return new Picture(WIDTH, HEIGHT, rgb);
  }

  public static byte[] png(Picture picture) {
    return encoded(picture, "png");
  }

  public static byte[] jpeg(Picture picture) {
    return encoded(picture, "jpeg");
  }

  private static byte[] encoded(Picture picture, String format) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        image.setRGB(
            x, y, picture.at(y, x, 0) << 16 | picture.at(y, x, 1) << 8 | picture.at(y, x, 2));
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A PNG of some hundred bytes that says it has as many pixels. */
  public static byte[] pngHeader(int width, int height) {
    ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12);
    png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    chunk(
        png,
        "IHDR",
        ByteBuffer.allocate(13).putInt(width).putInt(height).put(new byte[] {8, 2, 0, 0, 0}));
    chunk(png, "IEND", ByteBuffer.allocate(0));
    return png.array();
  }

  private static void chunk(ByteBuffer png, String type, ByteBuffer body) {
    byte[] typed = new byte[4 + body.capacity()];
    for (int i = 0; i < 4; i++) {
      typed[i] = (byte) type.charAt(i);
    }
    body.rewind().get(typed, 4, body.capacity());
    CRC32 sum = new CRC32();
    sum.update(typed);
    png.putInt(body.capacity()).put(typed).putInt((int) sum.getValue());
  }
}
