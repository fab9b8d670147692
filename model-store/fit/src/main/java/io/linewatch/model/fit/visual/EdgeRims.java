package io.linewatch.model.fit.visual;

import io.linewatch.model.onnx.EdgeRimNodes;

/**
 * What {@link EdgeRimNodes} computes, once more in plain code. Pure.
 *
 * <p>An edge that lies off along a long way is a track that lies a little off or is printed a
 * little wider: drift, and no defect. What is short along the edge is one, and so is what is thick.
 */
final class EdgeRims {
  private EdgeRims() {}

  /**
   * @param differences [height × width], both even
   * @param limit the difference that is a whole one
   * @return the differences that are no rim
   */
  static float[] without(float[] differences, int width, int height, double limit) {
    float[] whole = new float[differences.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = Math.min(1, differences[i] * (float) (1 / limit));
    }
    int columns = width / 2;
    int rows = height / 2;
    float[] rim = rim(half(whole, width, columns, rows), columns, rows);
    int around = EdgeRimNodes.THICK / 2;
    float[] core = TemplateComparison.spread(whole, width, height, around, -1);
    float[] thick = TemplateComparison.spread(core, width, height, around, 1);
    float[] kept = new float[differences.length];
    for (int i = 0; i < kept.length; i++) {
      int at = i / width / 2 * columns + i % width / 2;
      kept[i] = differences[i] * Math.max(1 - rim[at], thick[i]);
    }
    return kept;
  }

  private static float[] half(float[] values, int width, int columns, int rows) {
    float[] half = new float[columns * rows];
    for (int i = 0; i < half.length; i++) {
      int at = i / columns * 2 * width + i % columns * 2;
      half[i] = (values[at] + values[at + 1] + values[at + width] + values[at + width + 1]) / 4;
    }
    return half;
  }

  private static float[] rim(float[] half, int columns, int rows) {
    float[] rim = new float[half.length];
    for (EdgeRimNodes.Direction direction : EdgeRimNodes.Direction.values()) {
      float[] shares = summed(half, columns, rows, direction);
      for (int i = 0; i < shares.length; i++) {
        shares[i] =
            Math.clamp(
                (shares[i] / direction.length() - EdgeRimNodes.FROM) / EdgeRimNodes.OVER, 0f, 1f);
      }
      float[] covered = summed(shares, columns, rows, direction);
      for (int i = 0; i < rim.length; i++) {
        rim[i] = Math.max(rim[i], Math.min(1, covered[i]));
      }
    }
    return rim;
  }

  /** The sum along a line around each place. */
  private static float[] summed(
      float[] values, int columns, int rows, EdgeRimNodes.Direction direction) {
    float[] sums = new float[values.length];
    int around = direction.length() / 2;
    for (int i = 0; i < values.length; i++) {
      for (int step = -around; step <= around && values[i] != 0; step++) {
        int y = i / columns + step * direction.down();
        int x = i % columns + step * direction.right();
        if (y >= 0 && y < rows && x >= 0 && x < columns) {
          sums[y * columns + x] += values[i];
        }
      }
    }
    return sums;
  }
}
