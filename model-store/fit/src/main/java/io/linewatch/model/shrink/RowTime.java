package io.linewatch.model.shrink;

import io.linewatch.model.onnx.GraphRunner;
import io.linewatch.model.onnx.OnnxFailed;
import java.util.Arrays;

/** How long one row takes in two graphs. */
@FunctionalInterface
interface RowTime {
  /** On this machine. */
  RowTime MEASURED = RowTime::measured;

  /**
   * Microseconds, before and after.
   *
   * @throws OnnxFailed when a graph cannot be run
   */
  double[] micros(byte[] before, byte[] after, float[][] rows) throws OnnxFailed;

  /** Medians of one row at a time, the two graphs in turn so that both meet the same machine. */
  private static double[] measured(byte[] before, byte[] after, float[][] rows) throws OnnxFailed {
    int timed = 400;
    double[] first = new double[timed];
    double[] second = new double[timed];
    try (GraphRunner full = new GraphRunner(before);
        GraphRunner small = new GraphRunner(after)) {
      for (int i = -timed; i < timed; i++) {
        float[][] row = {rows[Math.floorMod(i, rows.length)]};
        long start = System.nanoTime();
        full.run(row);
        long middle = System.nanoTime();
        small.run(row);
        if (i >= 0) {
          first[i] = (middle - start) / 1e3;
          second[i] = (System.nanoTime() - middle) / 1e3;
        }
      }
    }
    Arrays.sort(first);
    Arrays.sort(second);
    return new double[] {first[timed / 2], second[timed / 2]};
  }
}
