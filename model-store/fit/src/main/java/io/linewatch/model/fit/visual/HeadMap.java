package io.linewatch.model.fit.visual;

import io.linewatch.model.onnx.VisualGraph;
import io.linewatch.model.onnx.VisualHead;
import java.util.Arrays;

/** What the graph computes of whitened places, once more in plain code. Pure. */
final class HeadMap {
  /** Dimensions after which a sum is looked at. */
  private static final int GIVE_UP_EVERY = 16;

  private HeadMap() {}

  /**
   * Mean squared distance by place, smoothed over 3 × 3 places.
   *
   * @param whole the picture, its contexts in few numbers
   */
  static double[] of(VisualHead head, PicturePlaces whole, int rows, int columns) {
    float[] picture = whole.places().get(head.scale());
    if (head instanceof VisualHead.Gaussians gaussians && gaussians.context().length > 0) {
      picture =
          ContextFit.unusual(gaussians.context(), whole.contexts().get(head.scale()), picture);
    }
    int places = rows * columns;
    int dimensions = picture.length / places;
    double[] map =
        switch (head) {
          case VisualHead.Gaussians gaussians -> squared(gaussians, picture, places, dimensions);
          case VisualHead.Nearest nearest -> least(nearest, picture, places, dimensions);
        };
    for (int place = 0; place < places; place++) {
      map[place] /= dimensions;
    }
    return smoothed(map, rows, columns);
  }

  /** Mean of the highest places. */
  static double score(double[] map) {
    double[] sorted = map.clone();
    Arrays.sort(sorted);
    int top = VisualGraph.topPlaces(map.length);
    double sum = 0;
    for (int i = 0; i < top; i++) {
      sum += sorted[sorted.length - 1 - i];
    }
    return sum / top;
  }

  /** Bilinear, pixels taken by their centres. */
  static double[] resized(double[] map, int rows, int columns, int newRows, int newColumns) {
    if (rows == newRows && columns == newColumns) {
      return map;
    }
    double[] resized = new double[newRows * newColumns];
    for (int y = 0; y < newRows; y++) {
      double row = Math.clamp((y + 0.5) * rows / newRows - 0.5, 0, rows - 1.0);
      int top = (int) row;
      int bottom = Math.min(rows - 1, top + 1);
      for (int x = 0; x < newColumns; x++) {
        double column = Math.clamp((x + 0.5) * columns / newColumns - 0.5, 0, columns - 1.0);
        int left = (int) column;
        int right = Math.min(columns - 1, left + 1);
        double upper = mixed(map[top * columns + left], map[top * columns + right], column - left);
        double lower =
            mixed(map[bottom * columns + left], map[bottom * columns + right], column - left);
        resized[y * newColumns + x] = mixed(upper, lower, row - top);
      }
    }
    return resized;
  }

  static float squared(float[] rows, int from, float[] other) {
    float sum = 0;
    for (int d = 0; d < other.length; d++) {
      float difference = rows[from + d] - other[d];
      sum += difference * difference;
    }
    return sum;
  }

  private static double mixed(double from, double to, double share) {
    return from + share * (to - from);
  }

  private static double[] squared(
      VisualHead.Gaussians head, float[] picture, int places, int dimensions) {
    double[] map = new double[places];
    float[] centred = new float[dimensions];
    for (int place = 0; place < places; place++) {
      float[] mean = head.mean()[place];
      float[] factor = head.factors()[place];
      for (int d = 0; d < dimensions; d++) {
        centred[d] = picture[place * dimensions + d] - mean[d];
      }
      for (int i = 0; i < dimensions; i++) {
        float free = 0;
        for (int j = 0; j <= i; j++) {
          free += factor[i * dimensions + j] * centred[j];
        }
        map[place] += free * free;
      }
    }
    return map;
  }

  /** The nearest of the place before is likely near, so that most others are given up early. */
  private static double[] least(
      VisualHead.Nearest head, float[] picture, int places, int dimensions) {
    float[][] memory = head.memory();
    double[] map = new double[places];
    int nearest = 0;
    for (int place = 0; place < places; place++) {
      int from = place * dimensions;
      float least = squared(picture, from, memory[nearest]);
      for (int k = 0; k < memory.length; k++) {
        float distance = squaredUpTo(least, picture, from, memory[k]);
        if (distance < least) {
          least = distance;
          nearest = k;
        }
      }
      map[place] = least;
    }
    return map;
  }

  /** As {@link #squared}, or anything from the bound on where it is not below. */
  static float squaredUpTo(float bound, float[] rows, int from, float[] other) {
    float sum = 0;
    for (int d = 0; d < other.length; ) {
      for (int end = Math.min(other.length, d + GIVE_UP_EVERY); d < end; d++) {
        float difference = rows[from + d] - other[d];
        sum += difference * difference;
      }
      if (sum >= bound) {
        return sum;
      }
    }
    return sum;
  }

  private static double[] smoothed(double[] map, int rows, int columns) {
    double[] smoothed = new double[map.length];
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; x++) {
        double sum = 0;
        int count = 0;
        for (int v = Math.max(0, y - 1); v <= Math.min(rows - 1, y + 1); v++) {
          for (int u = Math.max(0, x - 1); u <= Math.min(columns - 1, x + 1); u++) {
            sum += map[v * columns + u];
            count++;
          }
        }
        smoothed[y * columns + x] = sum / count;
      }
    }
    return smoothed;
  }
}
