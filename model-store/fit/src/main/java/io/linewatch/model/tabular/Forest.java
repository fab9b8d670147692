package io.linewatch.model.tabular;

import io.linewatch.model.onnx.TreeRegression;
import io.linewatch.model.onnx.TreeRegression.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * A random forest, and what its trees say of rows that they were not grown from.
 *
 * @param trees with the pairs they split
 * @param outOfBag by row, mean over the trees that did not draw it; an honest estimate (Breiman
 *     2001)
 */
record Forest(TreeRegression trees, double[] outOfBag) {
  private static final double TRIED_SHARE = 0.5;
  private static final int LEAST_LEAF = 2;

  /**
   * @param first by pair, index of its first column
   * @param second by pair, index of its second column
   * @param progress told how many trees are grown
   */
  static Forest grow(
      Records records, int[] first, int[] second, int size, long seed, IntConsumer progress) {
    int features = records.channels().size();
    TreeRegression shape = new TreeRegression(features, first, second, List.of());
    float[][] wide = new float[records.size()][];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = shape.widened(records.rows()[i]);
    }
    TreeGrower grower = new TreeGrower(transposed(wide), records.failed(), TRIED_SHARE, LEAST_LEAF);
    double[] sum = new double[wide.length];
    int[] count = new int[wide.length];
    List<Tree> trees = new ArrayList<>();
    for (int t = 0; t < size; t++) {
      Tree tree = grower.grow(new Random(seed + t));
      trees.add(tree);
      for (int i = 0; i < wide.length; i++) {
        if (grower.outOfBag(i)) {
          sum[i] += tree.at(wide[i]);
          count[i]++;
        }
      }
      progress.accept(t + 1);
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= Math.max(1, count[i]);
    }
    return new Forest(new TreeRegression(features, first, second, trees), sum);
  }

  private static float[][] transposed(float[][] rows) {
    float[][] columns = new float[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int f = 0; f < columns.length; f++) {
        columns[f][i] = rows[i][f];
      }
    }
    return columns;
  }
}
