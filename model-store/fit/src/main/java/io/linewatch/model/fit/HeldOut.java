package io.linewatch.model.fit;

import io.linewatch.model.onnx.Averaging;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Statistics of normal rows a model has not seen: the rows are cut into blocks in order of time,
 * and each block is judged by a model fitted to the others. Whole blocks, and a guard of one window
 * between, because neighbouring rows are nearly copies of each other. Averaged as the model
 * averages.
 *
 * @param t2 T² of every held-out row, in order of time
 * @param spe SPE of every held-out row, in order of time
 * @param block which block each row belongs to
 */
record HeldOut(double[] t2, double[] spe, int[] block) {
  static final int BLOCKS = 5;

  static HeldOut of(
      float[][] rows, Averaging averaging, double[] leastScale, double varianceShare, int guard) {
    double[] t2 = new double[rows.length];
    double[] spe = new double[rows.length];
    int[] block = new int[rows.length];
    for (int b = 0; b < BLOCKS; b++) {
      int from = (int) ((long) rows.length * b / BLOCKS);
      int to = (int) ((long) rows.length * (b + 1) / BLOCKS);
      List<float[]> others = new ArrayList<>();
      for (int i = 0; i < rows.length; i++) {
        if (i < from - guard || i >= to + guard) {
          others.add(averaging.block(rows[i], 0));
        }
      }
      PcaModel model = PcaModel.fit(others.toArray(float[][]::new), leastScale, varianceShare);
      for (int i = from; i < to; i++) {
        PcaModel.Statistics statistics = model.averaged(rows[i], averaging);
        t2[i] = statistics.t2();
        spe[i] = statistics.spe();
        block[i] = b;
      }
    }
    return new HeldOut(t2, spe, block);
  }

  /** Those of the values that belong to other blocks. */
  double[] without(int excluded, double[] values) {
    return IntStream.range(0, values.length)
        .filter(i -> block[i] != excluded)
        .mapToDouble(i -> values[i])
        .toArray();
  }

  /** The value below which a share {@code p} of the values lies. */
  static double quantile(double[] values, double p) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double at = p * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
