package io.linewatch.model.fit;

import io.linewatch.model.onnx.Averaging;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Statistics of normal rows a model has not seen: the rows are cut into stretches in order of time,
 * every fifth stretch makes a block, and each block is judged by a model fitted to the others.
 * Whole stretches, and a guard of one window between, because neighbouring rows are nearly copies
 * of each other. Short recordings are cut into five; long ones into more, so that a season or a
 * load that came once in a while is in what is learned and in what is judged. Averaged as the model
 * averages.
 *
 * @param t2 T² of every held-out row, in order of time
 * @param spe SPE of every held-out row, in order of time
 * @param block which block each row belongs to
 */
record HeldOut(double[] t2, double[] spe, int[] block) {
  static final int BLOCKS = 5;

  /** Stretches are at least so many guards long. */
  private static final int SEGMENT_GUARDS = 10;

  private static final int MAX_SEGMENTS = 50;
  private static final int LEARNED = 0;
  private static final int GUARD = 1;
  private static final int JUDGED = 2;

  static HeldOut of(
      float[][] rows, Averaging averaging, Function<float[][], NormalModel> fit, int guard) {
    double[] t2 = new double[rows.length];
    double[] spe = new double[rows.length];
    int[] block = new int[rows.length];
    int segments = segments(rows.length, guard);
    for (int b = 0; b < BLOCKS; b++) {
      int[] part = part(rows.length, segments, b, guard);
      List<float[]> others = new ArrayList<>();
      for (int i = 0; i < rows.length; i++) {
        if (part[i] == LEARNED) {
          others.add(averaging.block(rows[i], 0));
        }
      }
      NormalModel model = fit.apply(others.toArray(float[][]::new));
      for (int i = 0; i < rows.length; i++) {
        if (part[i] == JUDGED) {
          NormalModel.Statistics statistics = model.averaged(rows[i], averaging);
          t2[i] = statistics.t2();
          spe[i] = statistics.spe();
          block[i] = b;
        }
      }
    }
    return new HeldOut(t2, spe, block);
  }

  /** How many stretches the rows are cut into; a multiple of the blocks. */
  private static int segments(int rows, int guard) {
    int fit = rows / (SEGMENT_GUARDS * Math.max(1, guard));
    return BLOCKS * Math.clamp(fit / BLOCKS, 1, MAX_SEGMENTS / BLOCKS);
  }

  /** By row, whether block {@code b} judges it, learns from it, or leaves it out as a guard. */
  private static int[] part(int rows, int segments, int b, int guard) {
    int[] part = new int[rows];
    for (int s = b; s < segments; s += BLOCKS) {
      int from = (int) ((long) rows * s / segments);
      int to = (int) ((long) rows * (s + 1) / segments);
      for (int i = Math.max(0, from - guard); i < Math.min(rows, to + guard); i++) {
        boolean inside = i >= from && i < to;
        part[i] = inside || part[i] == JUDGED ? JUDGED : GUARD;
      }
    }
    return part;
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
