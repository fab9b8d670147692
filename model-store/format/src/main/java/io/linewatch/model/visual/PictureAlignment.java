package io.linewatch.model.visual;

import java.util.Arrays;
import org.hipparchus.transform.DftNormalization;
import org.hipparchus.transform.FastFourierTransformer;
import org.hipparchus.transform.TransformType;

/**
 * Moves a picture so that its part lies as in the golden picture, by phase correlation of small
 * grey pictures (Kuglin and Hines, Proc. IEEE Conf. Cybernetics and Society (1975) 163–165). Whole
 * pixels of the picture; no turning. Pure. Safe from any thread.
 */
final class PictureAlignment {
  /** A peak is believed when it is so many times the correlation's root mean square. */
  private static final double LEAST_PEAK = 20;

  private static final double TINY = 1e-12;

  private final VisualSpec.Alignment how;
  private final double[][] golden;

  PictureAlignment(VisualSpec.Alignment how) {
    this.how = how;
    double[] brightness = new double[how.golden().length];
    for (int i = 0; i < brightness.length; i++) {
      brightness[i] = how.golden()[i] & 0xff;
    }
    this.golden = spectrum(brightness);
  }

  /** Brightness of a picture as small as an alignment wants it. */
  static byte[] small(Picture picture, int width, int height) {
    double[] brightness = grey(picture, width, height);
    byte[] bytes = new byte[brightness.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.clamp(Math.round(brightness[i]), 0, 255);
    }
    return bytes;
  }

  /** Where the picture's part lies; as in the golden picture where no place is believed. */
  PicturePose pose(Picture picture) {
    double[] shift = shift(picture);
    // Whole pixels, so that what is drawn sharply stays so.
    double right = Math.rint(shift[0] * picture.width()) / picture.width();
    double down = Math.rint(shift[1] * picture.height()) / picture.height();
    return new PicturePose(right, down, 0, 1);
  }

  /** The picture, moved; itself where no place is believed. */
  Picture aligned(Picture picture) {
    return aligned(picture, pose(picture), new PictureMemory());
  }

  /**
   * The picture, moved back; what moves in repeats the edge.
   *
   * @param memory for the pixels that come out
   */
  static Picture aligned(Picture picture, PicturePose pose, PictureMemory memory) {
    int right = (int) Math.round(pose.right() * picture.width());
    int down = (int) Math.round(pose.down() * picture.height());
    return right == 0 && down == 0 ? picture : moved(picture, -right, -down, memory);
  }

  /** How far the picture's part lies right of and below the golden one, in shares of its size. */
  double[] shift(Picture picture) {
    double[][] present = spectrum(grey(picture, how.width(), how.height()));
    double[][] cross = new double[2][present[0].length];
    for (int i = 0; i < cross[0].length; i++) {
      double real = present[0][i] * golden[0][i] + present[1][i] * golden[1][i];
      double imaginary = present[1][i] * golden[0][i] - present[0][i] * golden[1][i];
      double size = Math.sqrt(real * real + imaginary * imaginary) + TINY;
      cross[0][i] = real / size;
      cross[1][i] = imaginary / size;
    }
    transform(cross, TransformType.INVERSE);
    return peak(cross[0]);
  }

  private double[] peak(double[] correlation) {
    int width = how.width();
    int height = how.height();
    int mostX = Math.max(1, (int) (how.maxShift() * width));
    int mostY = Math.max(1, (int) (how.maxShift() * height));
    int bestX = 0;
    int bestY = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int y = -mostY; y <= mostY; y++) {
      for (int x = -mostX; x <= mostX; x++) {
        double value = at(correlation, x, y);
        if (value > best) {
          best = value;
          bestX = x;
          bestY = y;
        }
      }
    }
    double squares = Arrays.stream(correlation).map(v -> v * v).average().orElseThrow();
    if (best < LEAST_PEAK * Math.sqrt(squares)) {
      return new double[] {0, 0};
    }
    double x =
        bestX + between(at(correlation, bestX - 1, bestY), best, at(correlation, bestX + 1, bestY));
    double y =
        bestY + between(at(correlation, bestX, bestY - 1), best, at(correlation, bestX, bestY + 1));
    return new double[] {x / width, y / height};
  }

  private double at(double[] correlation, int x, int y) {
    return correlation[
        Math.floorMod(y, how.height()) * how.width() + Math.floorMod(x, how.width())];
  }

  /**
   * Where between pixels the peak lies. Phase correlation of a shift by part of a pixel is a sinc:
   * the greater neighbour over the sum (Foroosh et al., IEEE Trans. Image Processing 11 (2002)).
   */
  private static double between(double before, double peak, double after) {
    double neighbour = Math.max(before, after);
    if (neighbour <= 0) {
      return 0;
    }
    double share = neighbour / (neighbour + peak);
    return after > before ? share : -share;
  }

  private static double[] grey(Picture picture, int width, int height) {
    float[] planes = PictureScaling.resize(picture, width, height);
    int size = width * height;
    double[] grey = new double[size];
    for (int i = 0; i < size; i++) {
      grey[i] = (planes[i] + planes[size + i] + planes[2 * size + i]) / Picture.CHANNELS;
    }
    return grey;
  }

  /** Less its mean and under a Hann window, so that the edges do not correlate with themselves. */
  private double[][] spectrum(double[] brightness) {
    int width = how.width();
    double mean = Arrays.stream(brightness).average().orElseThrow();
    double[][] parts = new double[2][brightness.length];
    for (int i = 0; i < brightness.length; i++) {
      int row = i / width;
      double across = Math.sin(Math.PI * (i % width + 0.5) / width);
      double down = Math.sin(Math.PI * (row + 0.5) / how.height());
      parts[0][i] = (brightness[i] - mean) * across * across * down * down;
    }
    transform(parts, TransformType.FORWARD);
    return parts;
  }

  /** Rows, then columns, in place. */
  private void transform(double[][] parts, TransformType type) {
    int width = how.width();
    int height = how.height();
    double[][] row = new double[2][width];
    for (int y = 0; y < height; y++) {
      for (int part = 0; part < 2; part++) {
        System.arraycopy(parts[part], y * width, row[part], 0, width);
      }
      FastFourierTransformer.transformInPlace(row, DftNormalization.STANDARD, type);
      for (int part = 0; part < 2; part++) {
        System.arraycopy(row[part], 0, parts[part], y * width, width);
      }
    }
    double[][] column = new double[2][height];
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        column[0][y] = parts[0][y * width + x];
        column[1][y] = parts[1][y * width + x];
      }
      FastFourierTransformer.transformInPlace(column, DftNormalization.STANDARD, type);
      for (int y = 0; y < height; y++) {
        parts[0][y * width + x] = column[0][y];
        parts[1][y * width + x] = column[1][y];
      }
    }
  }

  private static Picture moved(Picture picture, int right, int down, PictureMemory memory) {
    int width = picture.width();
    byte[] rgb = memory.of(picture.rgb().length);
    for (int y = 0; y < picture.height(); y++) {
      int row = Math.clamp((long) y - down, 0, picture.height() - 1) * width;
      for (int x = 0; x < width; x++) {
        int from = (row + Math.clamp((long) x - right, 0, width - 1)) * Picture.CHANNELS;
        System.arraycopy(
            picture.rgb(), from, rgb, (y * width + x) * Picture.CHANNELS, Picture.CHANNELS);
      }
    }
    return new Picture(width, picture.height(), rgb);
  }
}
