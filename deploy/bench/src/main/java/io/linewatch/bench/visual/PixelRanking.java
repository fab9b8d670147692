package io.linewatch.bench.visual;

import io.linewatch.bench.visual.PictureSet.Test;
import io.linewatch.model.fit.visual.GoodPictures;
import io.linewatch.model.visual.Picture;
import java.nio.file.Path;

/**
 * Pixel AUROC, pixels gathered in fine bins of their heat. Every pixel of the picture counts, with
 * the heat interpolated between places; defective pictures without a mask, or with an empty one, do
 * not count.
 */
final class PixelRanking {
  private static final int BINS = 20_000;
  private static final double MOST = 1_000;

  private final long[] sound = new long[BINS];
  private final long[] defect = new long[BINS];

  void add(Test test, double[] heat, int rows) throws Exception {
    Path mask = test.mask();
    if (mask == null) {
      if (test.good()) {
        count(heat, rows, GoodPictures.read(test.picture()), false);
      }
      return;
    }
    Picture white = GoodPictures.read(mask);
    if (hasWhite(white)) {
      count(heat, rows, white, true);
    }
  }

  double area() {
    double soundBelow = 0;
    double pairs = 0;
    long defects = 0;
    for (int bin = 0; bin < BINS; bin++) {
      pairs += defect[bin] * (soundBelow + sound[bin] / 2.0);
      soundBelow += sound[bin];
      defects += defect[bin];
    }
    return defects == 0 || soundBelow == 0 ? Double.NaN : pairs / (soundBelow * defects);
  }

  private static boolean hasWhite(Picture mask) {
    for (byte value : mask.rgb()) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  private void count(double[] heat, int rows, Picture picture, boolean mask) {
    int columns = heat.length / rows;
    for (int y = 0; y < picture.height(); y++) {
      double row = Math.clamp((y + 0.5) * rows / picture.height() - 0.5, 0, rows - 1.0);
      int top = (int) row;
      int below = Math.min(rows - 1, top + 1);
      for (int x = 0; x < picture.width(); x++) {
        double column = Math.clamp((x + 0.5) * columns / picture.width() - 0.5, 0, columns - 1.0);
        int left = (int) column;
        int right = Math.min(columns - 1, left + 1);
        double upper =
            between(heat[top * columns + left], heat[top * columns + right], column - left);
        double lower =
            between(heat[below * columns + left], heat[below * columns + right], column - left);
        double value = between(upper, lower, row - top);
        int bin = (int) Math.clamp(value / MOST * BINS, 0, BINS - 1);
        if (mask && picture.at(y, x, 0) > 127) {
          defect[bin]++;
        } else {
          sound[bin]++;
        }
      }
    }
  }

  private static double between(double from, double to, double share) {
    return from + share * (to - from);
  }
}
