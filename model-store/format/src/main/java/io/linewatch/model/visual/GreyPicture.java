package io.linewatch.model.visual;

import java.util.Arrays;

/**
 * A small picture of brightness alone, for measures that need no more. Shared, not copied.
 *
 * @param width in cells
 * @param height likewise
 * @param values width × height, 0 to 255, row after row
 */
record GreyPicture(int width, int height, float[] values) {
  /** Pixels a cell from which on blocks of whole pixels are even enough. */
  private static final int COARSE = 4;

  GreyPicture {
    if (width < 1 || height < 1 || width * height != values.length) {
      throw new IllegalArgumentException(
          values.length + " values are no grey picture of " + width + " × " + height);
    }
  }

  /** The mean of the colours, brought to a size without aliasing. */
  static GreyPicture of(Picture picture, int width, int height) {
    if (picture.width() >= COARSE * width && picture.height() >= COARSE * height) {
      return blocks(picture, width, height);
    }
    float[] planes = PictureScaling.resize(picture, width, height);
    int size = width * height;
    float[] grey = new float[size];
    for (int i = 0; i < size; i++) {
      grey[i] = (planes[i] + planes[size + i] + planes[2 * size + i]) / Picture.CHANNELS;
    }
    return new GreyPicture(width, height, grey);
  }

  /** Means of blocks of whole pixels, of every second row: quick, where blocks are large. */
  private static GreyPicture blocks(Picture picture, int width, int height) {
    int[] firsts = new int[width + 1];
    Arrays.setAll(firsts, i -> (int) ((long) i * picture.width() / width));
    float[] grey = new float[width * height];
    long[] sums = new long[width];
    for (int row = 0; row < height; row++) {
      int top = (int) ((long) row * picture.height() / height);
      int bottom = (int) ((row + 1L) * picture.height() / height);
      Arrays.fill(sums, 0);
      int rows = 0;
      for (int y = top; y < bottom; y += 2) {
        add(picture, y, firsts, sums);
        rows++;
      }
      for (int x = 0; x < width; x++) {
        int bytes = rows * (firsts[x + 1] - firsts[x]) * Picture.CHANNELS;
        grey[row * width + x] = (float) sums[x] / bytes;
      }
    }
    return new GreyPicture(width, height, grey);
  }

  private static void add(Picture picture, int row, int[] firsts, long[] sums) {
    byte[] rgb = picture.rgb();
    int start = row * picture.width() * Picture.CHANNELS;
    for (int x = 0; x < sums.length; x++) {
      int end = start + firsts[x + 1] * Picture.CHANNELS;
      int sum = 0;
      for (int i = start + firsts[x] * Picture.CHANNELS; i < end; i++) {
        sum += rgb[i] & 0xff;
      }
      sums[x] += sum;
    }
  }

  /** From a byte (0 to 255) a cell. */
  static GreyPicture of(byte[] bytes, int width, int height) {
    float[] grey = new float[bytes.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = bytes[i] & 0xff;
    }
    return new GreyPicture(width, height, grey);
  }

  byte[] bytes() {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.clamp(Math.round(values[i]), 0, 255);
    }
    return bytes;
  }

  float at(int x, int y) {
    return values[y * width + x];
  }

  /** Bilinear; the place must lie between the middles of the outermost cells. */
  double between(double x, double y) {
    int left = Math.min((int) x, width - 2);
    int top = Math.min((int) y, height - 2);
    double right = x - left;
    double low = y - top;
    int at = top * width + left;
    double above = values[at] + right * (values[at + 1] - values[at]);
    double below = values[at + width] + right * (values[at + width + 1] - values[at + width]);
    return above + low * (below - above);
  }

  /** Half as wide and high, of the means of 2 × 2 cells; an odd last row or column is left out. */
  GreyPicture half() {
    int halfWidth = width / 2;
    int halfHeight = height / 2;
    float[] means = new float[halfWidth * halfHeight];
    for (int y = 0; y < halfHeight; y++) {
      for (int x = 0; x < halfWidth; x++) {
        means[y * halfWidth + x] =
            (at(2 * x, 2 * y)
                    + at(2 * x + 1, 2 * y)
                    + at(2 * x, 2 * y + 1)
                    + at(2 * x + 1, 2 * y + 1))
                / 4;
      }
    }
    return new GreyPicture(halfWidth, halfHeight, means);
  }
}
