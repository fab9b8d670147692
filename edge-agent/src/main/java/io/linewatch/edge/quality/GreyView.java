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
  private static final int SAMPLES = 256;

  /** As many squares of a byte's differences go into an int. */
  private static final int STRETCH = Integer.MAX_VALUE / (255 * 255);

  /** Rec. 601 luminance in integers: 77 + 150 + 29 = 256. */
  private static int luminance(byte[] rgb, int at) {
    return (77 * (rgb[at] & 0xff) + 150 * (rgb[at + 1] & 0xff) + 29 * (rgb[at + 2] & 0xff)) >> 8;
  }

  public static GreyView of(Picture picture) {
    int width = picture.width();
    int height = picture.height();
    Sums sums = new Sums(width);
    int rowStep = Math.ceilDiv(height, SAMPLES);
    for (int y = 0; y < height; y += rowStep) {
      sums.add(picture.rgb(), Picture.CHANNELS * y * width, (int) ((long) y * SIDE / height));
    }
    CRC32C check = new CRC32C();
    check.update(picture.rgb());
    boolean flat = sums.differences == 0 || (double) sums.coarse / sums.differences < FLAT;
    return new GreyView(
        small(sums.blocks, sums.counts),
        (double) width / height,
        (double) Arrays.stream(sums.blocks).sum() / sums.all,
        100.0 * sums.black / sums.all,
        100.0 * sums.white / sums.all,
        flat ? Double.NaN : Math.sqrt((double) sums.fine / sums.coarse),
        check.getValue() ^ (long) width << 32 ^ (long) height << 48);
  }

  /** Over rows of a picture, in whole numbers: exact in any order, and added up many at a time. */
  private static final class Sums {
    final long[] blocks = new long[SIDE * SIDE];
    final int[] counts = new int[SIDE * SIDE];
    final int[] row;
    long all;
    long black;
    long white;
    long fine;
    long coarse;
    long differences;

    Sums(int width) {
      row = new int[width];
    }

    void add(byte[] rgb, int from, int blockRow) {
      for (int x = 0; x < row.length; x++) {
        row[x] = luminance(rgb, from + Picture.CHANNELS * x);
      }
      for (int column = 0; column < SIDE; column++) {
        int end = Math.ceilDiv((column + 1) * row.length, SIDE);
        int begin = Math.ceilDiv(column * row.length, SIDE);
        blocks[blockRow * SIDE + column] += sum(row, begin, end);
        counts[blockRow * SIDE + column] += end - begin;
      }
      all += row.length;
      black += below(row, BLACK);
      white += row.length - below(row, WHITE);
      int pairs = Math.max(0, row.length - COARSE);
      fine += squares(row, 1, pairs);
      coarse += squares(row, COARSE, pairs);
      differences += pairs;
    }

    private static int sum(int[] row, int begin, int end) {
      int sum = 0;
      for (int x = begin; x < end; x++) {
        sum += row[x];
      }
      return sum;
    }

    private static int below(int[] row, int limit) {
      int below = 0;
      for (int grey : row) {
        below += (grey - limit) >>> 31;
      }
      return below;
    }

    /** Of differences between pixels so far apart. */
    private static long squares(int[] row, int apart, int pairs) {
      long all = 0;
      for (int begin = 0; begin < pairs; begin += STRETCH) {
        int end = Math.min(pairs, begin + STRETCH);
        int sum = 0;
        for (int x = begin; x < end; x++) {
          int difference = row[x + apart] - row[x];
          sum += difference * difference;
        }
        all += sum;
      }
      return all;
    }
  }

  /** A picture smaller than the grid leaves blocks empty; the one before stands in. */
  private static float[] small(long[] sums, int[] counts) {
    float[] small = new float[sums.length];
    for (int i = 0; i < small.length; i++) {
      int above = i >= SIDE ? i - SIDE : i;
      small[i] =
          counts[i] > 0
              ? (float) ((double) sums[i] / counts[i])
              : i % SIDE > 0 ? small[i - 1] : small[above];
    }
    return small;
  }
}
