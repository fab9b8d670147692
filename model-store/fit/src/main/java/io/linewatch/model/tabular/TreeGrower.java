package io.linewatch.model.tabular;

import io.linewatch.model.onnx.TreeRegression.Tree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Grows one tree of a random forest (Breiman, Machine Learning 45 (2001) 5–32): a bootstrap sample,
 * a random choice of columns at every node, splits by Gini impurity, grown until a leaf is pure or
 * small. Columns are sorted once for the whole forest; a node is the same range in every column's
 * order, so that a split costs one pass.
 */
final class TreeGrower {
  private static final int LEAF = -1;
  private static final int MOST_DEPTH = 40;

  private final float[][] columns;
  private final boolean[] failed;
  private final int[][] sorted;
  private final int tried;
  private final int leastLeaf;
  private final boolean[] goesLeft;
  private final int[] spare;

  /** In the bootstrap sample, by row: how often it was drawn. */
  private int[] drawn = new int[0];

  private int[][] order = new int[0][];
  private Random random = new Random(0);
  private List<Node> nodes = List.of();

  /** A node while the tree grows; a leaf has no feature. */
  private static final class Node {
    int feature = LEAF;
    float threshold;
    int left;
    int right;
    float value;
  }

  private record Split(int feature, float threshold, double impurity) {}

  /**
   * @param columns by feature and row
   * @param triedShare share of the columns tried at a node
   * @param leastLeaf drawn rows a leaf has at least
   */
  TreeGrower(float[][] columns, boolean[] failed, double triedShare, int leastLeaf) {
    this.columns = columns;
    this.failed = failed;
    this.tried = Math.max(1, (int) Math.round(triedShare * columns.length));
    this.leastLeaf = leastLeaf;
    this.goesLeft = new boolean[failed.length];
    this.spare = new int[failed.length];
    this.sorted = new int[columns.length][];
    for (int f = 0; f < columns.length; f++) {
      sorted[f] = sortedRows(columns[f]);
    }
  }

  private static int[] sortedRows(float[] values) {
    Integer[] rows = new Integer[values.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    Arrays.sort(rows, (a, b) -> Float.compare(values[a], values[b]));
    return Arrays.stream(rows).mapToInt(Integer::intValue).toArray();
  }

  /** Grows a tree; {@link #drawn} then says which rows it was grown from. */
  Tree grow(Random chance) {
    random = chance;
    drawn = new int[failed.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[random.nextInt(drawn.length)]++;
    }
    order = new int[columns.length][];
    for (int f = 0; f < order.length; f++) {
      order[f] = Arrays.stream(sorted[f]).filter(row -> drawn[row] > 0).toArray();
    }
    nodes = new ArrayList<>();
    grow(0, order[0].length, 0);
    return tree();
  }

  /** Whether a row had no part in the tree last grown. */
  boolean outOfBag(int row) {
    return drawn[row] == 0;
  }

  private int grow(int from, int to, int depth) {
    Node node = new Node();
    int index = nodes.size();
    nodes.add(node);
    double all = 0;
    double bad = 0;
    for (int i = from; i < to; i++) {
      int row = order[0][i];
      all += drawn[row];
      bad += failed[row] ? drawn[row] : 0;
    }
    node.value = (float) (bad / all);
    if (bad == 0 || bad == all || all < 2 * leastLeaf || depth >= MOST_DEPTH) {
      return index;
    }
    Split split = best(from, to, all, bad);
    if (split == null) {
      return index;
    }
    int middle = partition(from, to, split);
    node.feature = split.feature();
    node.threshold = split.threshold();
    node.left = grow(from, middle, depth + 1);
    node.right = grow(middle, to, depth + 1);
    return index;
  }

  private @Nullable Split best(int from, int to, double all, double bad) {
    int[] features = new int[columns.length];
    Arrays.setAll(features, f -> f);
    Split best = null;
    for (int k = 0; k < tried; k++) {
      int pick = k + random.nextInt(features.length - k);
      int feature = features[pick];
      features[pick] = features[k];
      Split split = best(feature, from, to, all, bad);
      if (split != null && (best == null || split.impurity() < best.impurity())) {
        best = split;
      }
    }
    return best;
  }

  /** The best border of one column by Gini impurity, or null when it has none. */
  private @Nullable Split best(int feature, int from, int to, double all, double bad) {
    float[] values = columns[feature];
    int[] rows = order[feature];
    double left = 0;
    double leftBad = 0;
    double least = Double.MAX_VALUE;
    float threshold = Float.NaN;
    for (int i = from; i + 1 < to; i++) {
      int row = rows[i];
      left += drawn[row];
      leftBad += failed[row] ? drawn[row] : 0;
      float here = values[row];
      float next = values[rows[i + 1]];
      if (here < next && left >= leastLeaf && all - left >= leastLeaf) {
        double right = all - left;
        double rightBad = bad - leftBad;
        double impurity = leftBad * (left - leftBad) / left + rightBad * (right - rightBad) / right;
        if (impurity < least) {
          least = impurity;
          threshold = between(here, next);
        }
      }
    }
    return Float.isNaN(threshold) ? null : new Split(feature, threshold, least);
  }

  /** Halfway; never the upper one, which must go right. */
  private static float between(float here, float next) {
    float middle = here + (next - here) / 2;
    return middle < next ? middle : here;
  }

  /** Moves the rows of every column's order to their side, keeping the order. */
  private int partition(int from, int to, Split split) {
    for (int i = from; i < to; i++) {
      int row = order[0][i];
      goesLeft[row] = columns[split.feature()][row] <= split.threshold();
    }
    int middle = from;
    for (int[] rows : order) {
      int left = from;
      int right = 0;
      for (int i = from; i < to; i++) {
        if (goesLeft[rows[i]]) {
          rows[left++] = rows[i];
        } else {
          spare[right++] = rows[i];
        }
      }
      System.arraycopy(spare, 0, rows, left, right);
      middle = left;
    }
    return middle;
  }

  private Tree tree() {
    int size = nodes.size();
    Tree tree =
        new Tree(new int[size], new float[size], new int[size], new int[size], new float[size]);
    for (int n = 0; n < size; n++) {
      Node node = nodes.get(n);
      tree.feature()[n] = node.feature;
      tree.threshold()[n] = node.threshold;
      tree.left()[n] = node.left;
      tree.right()[n] = node.right;
      tree.value()[n] = node.value;
    }
    return tree;
  }
}
