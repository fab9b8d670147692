package io.linewatch.model.fit.visual;

import io.linewatch.model.onnx.TemplateGraph;
import io.linewatch.model.visual.HeatMap;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PicturePreparation;

/**
 * What {@link TemplateGraph} computes, once more in plain code. Pure. Safe from any thread.
 *
 * <p>Sizes and the golden picture are as there.
 */
final class TemplateComparison {
  private static final int BLOCK = TemplateGraph.BLOCK;

  private final TemplateGraph graph;
  private final int width;
  private final int height;
  private final int tolerance;
  private final int reach;
  private final double limit;
  private final int margin;
  private final float[] golden;
  private final float[] top;
  private final float[] bottom;

  TemplateComparison(TemplateGraph graph) {
    this.graph = graph;
    this.width = graph.scale().width();
    this.height = graph.scale().height();
    this.tolerance = graph.tolerance();
    this.reach = graph.reach();
    this.limit = graph.limit();
    this.margin = graph.margin();
    this.golden = graph.golden();
    this.top = spread(golden, 1);
    this.bottom = spread(golden, -1);
  }

  /** Mean of the channels of a prepared picture, [height × width]. */
  static float[] grey(PicturePreparation.Input input) {
    int size = input.width() * input.height();
    float[] grey = new float[size];
    for (int i = 0; i < size; i++) {
      grey[i] =
          (input.values()[i] + input.values()[size + i] + input.values()[2 * size + i])
              / Picture.CHANNELS;
    }
    return grey;
  }

  /** Percent of the limit by place. */
  HeatMap heat(float[] grey) {
    float[] differences = differences(grey);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (x < margin || y < margin || x >= width - margin || y >= height - margin) {
          differences[y * width + x] = 0;
        }
      }
    }
    return coarse(
        smoothed(
            EdgeRims.without(differences, width, height, limit),
            width,
            height,
            TemplateGraph.SMOOTH / 2));
  }

  /** By block at the place where it and its neighbours differ least. */
  private float[] differences(float[] grey) {
    float[] lightest = spread(grey, 1);
    float[] darkest = spread(grey, -1);
    float[] best = new float[grey.length];
    float[] present = new float[grey.length];
    float[] least = new float[height / BLOCK * (width / BLOCK)];
    java.util.Arrays.fill(least, Float.MAX_VALUE);
    for (int down = -reach; down <= reach; down++) {
      for (int right = -reach; right <= reach; right++) {
        float farther = graph.farther(down + reach, right + reach);
        differ(present, grey, lightest, darkest, down, right);
        float[] cost =
            smoothed(blocks(present), width / BLOCK, height / BLOCK, TemplateGraph.BLOCKS / 2);
        for (int block = 0; block < least.length; block++) {
          if (cost[block] + farther < least[block]) {
            least[block] = cost[block] + farther;
            take(best, present, block);
          }
        }
      }
    }
    return best;
  }

  private void differ(
      float[] result, float[] grey, float[] lightest, float[] darkest, int down, int right) {
    for (int y = 0; y < height; y++) {
      int row = Math.clamp((long) y + down, 0, height - 1) * width;
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        int there = row + Math.clamp((long) x + right, 0, width - 1);
        float outside = Math.max(grey[there] - top[at], bottom[at] - grey[there]);
        float lacking = Math.max(golden[at] - lightest[there], darkest[there] - golden[at]);
        result[at] = Math.max(0, Math.max(outside, lacking));
      }
    }
  }

  private void take(float[] to, float[] from, int block) {
    int columns = width / BLOCK;
    int first = block / columns * BLOCK * width + block % columns * BLOCK;
    for (int y = 0; y < BLOCK; y++) {
      System.arraycopy(from, first + y * width, to, first + y * width, BLOCK);
    }
  }

  private float[] blocks(float[] values) {
    int columns = width / BLOCK;
    float[] means = new float[height / BLOCK * columns];
    for (int i = 0; i < values.length; i++) {
      means[i / width / BLOCK * columns + i % width / BLOCK] += values[i];
    }
    for (int i = 0; i < means.length; i++) {
      means[i] /= BLOCK * BLOCK;
    }
    return means;
  }

  /** The greatest, or with sign −1 the least, within the tolerance; along rows, then columns. */
  private float[] spread(float[] values, int sign) {
    return spread(values, width, height, tolerance, sign);
  }

  /** The greatest, or with sign −1 the least, within so many rows and columns. */
  static float[] spread(float[] values, int width, int height, int around, int sign) {
    float[] rows = new float[values.length];
    float[] all = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float best = values[y * width + x];
        for (int u = Math.max(0, x - around); u <= Math.min(width - 1, x + around); u++) {
          best = extreme(best, values[y * width + u], sign);
        }
        rows[y * width + x] = best;
      }
    }
    for (int y = 0; y < height; y++) {
      int from = Math.max(0, y - around);
      int to = Math.min(height - 1, y + around);
      System.arraycopy(rows, from * width, all, y * width, width);
      for (int v = from + 1; v <= to; v++) {
        for (int x = 0; x < width; x++) {
          all[y * width + x] = extreme(all[y * width + x], rows[v * width + x], sign);
        }
      }
    }
    return all;
  }

  private static float extreme(float one, float other, int sign) {
    return sign > 0 ? Math.max(one, other) : Math.min(one, other);
  }

  /** The mean of what is there within so many rows and columns. */
  private static float[] smoothed(float[] values, int width, int height, int around) {
    float[] smoothed = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float sum = 0;
        int count = 0;
        for (int v = Math.max(0, y - around); v <= Math.min(height - 1, y + around); v++) {
          for (int u = Math.max(0, x - around); u <= Math.min(width - 1, x + around); u++) {
            sum += values[v * width + u];
            count++;
          }
        }
        smoothed[y * width + x] = sum / count;
      }
    }
    return smoothed;
  }

  private HeatMap coarse(float[] values) {
    int step = TemplateGraph.STEP;
    int columns = width / step;
    float[] coarse = new float[height / step * columns];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int place = y / step * columns + x / step;
        coarse[place] = Math.max(coarse[place], (float) (values[y * width + x] * (100 / limit)));
      }
    }
    return new HeatMap(height / step, columns, coarse);
  }
}
