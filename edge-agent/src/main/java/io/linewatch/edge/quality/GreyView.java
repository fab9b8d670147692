package io.linewatch.edge.quality;

import io.linewatch.model.visual.Picture;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * What is remembered of a picture to compare it with others: a small grey one and a few sums. Pure.
 *
 * @param small {@link #SIDE} × {@link #SIDE} block means of the luminance (0 to 255), row after row
 * @param aspect width over height
 * @param mean luminance
 * @param blackPercent share of pixels below {@link #BLACK}
 * @param whitePercent share of pixels from {@link #WHITE} on
 * @param sharpness energy of differences between neighbouring pixels over that between pixels eight
 *     apart: falls with blur, and does not change with the lamp. Not a number for a flat picture
 * @param pixels check sum of all pixels
 */
public record GreyView(
    float[] small,
    double aspect,
    double mean,
    double blackPercent,
    double whitePercent,
    double sharpness,
    long pixels) {
  public static final int SIDE = 64;
  private static final int BLACK = 16;
  private static final int WHITE = 250;
  private static final int COARSE = 8;

  /** Of coarse differences, in grey levels squared: below it there is nothing but noise. */
  private static final double FLAT = 4;

  /** Rows that are looked at, at most: enough for every measure, and quick. */
  private static final int SAMPLES = 512;

  /** Rec. 601 luminance in integers: 77 + 150 + 29 = 256. */
  private static int luminance(byte[] rgb, int at) {
    return (77 * (rgb[at] & 0xff) + 150 * (rgb[at + 1] & 0xff) + 29 * (rgb[at + 2] & 0xff)) >> 8;
  }

  public static GreyView of(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    byte[] rgb = picture.rgb();
    int rowStep = Math.ceilDiv(height, SAMPLES);
    double[] sums = new double[SIDE * SIDE];
    int[] counts = new int[SIDE * SIDE];
    long black = 0;
    long white = 0;
    long all = 0;
    double total = 0;
    double fine = 0;
    double coarse = 0;
    long differences = 0;
    int[] row = new int[width];
    int[] blockColumns = new int[width];
    Arrays.setAll(blockColumns, x -> (int) ((long) x * SIDE / width));
    for (int y = 0; y < height; y += rowStep) {
      int blockRow = (int) ((long) y * SIDE / height) * SIDE;
      for (int x = 0; x < width; x++) {
        int grey = luminance(rgb, Picture.CHANNELS * (y * width + x));
        row[x] = grey;
        int block = blockRow + blockColumns[x];
        sums[block] += grey;
        counts[block]++;
        total += grey;
        black += grey < BLACK ? 1 : 0;
        white += grey >= WHITE ? 1 : 0;
      }
      all += width;
      for (int x = 0; x + COARSE < width; x++) {
        double near = row[x + 1] - row[x];
        double far = row[x + COARSE] - row[x];
        fine += near * near;
        coarse += far * far;
        differences++;
      }
    }
    CRC32C sum = new CRC32C();
    sum.update(rgb);
    boolean flat = differences == 0 || coarse / differences < FLAT;
    return new GreyView(
        small(sums, counts),
        (double) width / height,
        total / all,
        100.0 * black / all,
        100.0 * white / all,
        flat ? Double.NaN : Math.sqrt(fine / coarse),
        sum.getValue() ^ (long) width << 32 ^ (long) height << 48);
  }

  /** A picture smaller than the grid leaves blocks empty; the one before stands in. */
  private static float[] small(double[] sums, int[] counts) {
    float[] small = new float[sums.length];
    for (int i = 0; i < small.length; i++) {
      int above = i >= SIDE ? i - SIDE : i;
      small[i] =
          counts[i] > 0
              ? (float) (sums[i] / counts[i])
              : i % SIDE > 0 ? small[i - 1] : small[above];
    }
    return small;
  }
}
