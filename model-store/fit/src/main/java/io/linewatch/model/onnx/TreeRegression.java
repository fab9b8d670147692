package io.linewatch.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mean of many trees over the features and, for pairs of them, product, difference and ratio: a
 * tree that splits one of these draws the slanted and curved borders that power, slip or overload
 * have.
 *
 * @param features how many columns a row has
 * @param first by pair, index of its first feature
 * @param second by pair, index of its second feature
 * @param trees every one has at least a leaf
 */
public record TreeRegression(int features, int[] first, int[] second, List<Tree> trees)
    implements Regression {

  /**
   * Nodes of one tree in any order, the root first.
   *
   * @param feature by node: column that is split, or −1 for a leaf
   * @param threshold by node: rows at or below it go left
   * @param left by node: index of the node for them; higher than its own
   * @param right by node: index of the node for the others; higher than its own
   * @param value by node: the answer of a leaf
   */
  public record Tree(int[] feature, float[] threshold, int[] left, int[] right, float[] value) {
    /** Answer for a row with its pairs. */
    public float at(float[] row) {
      int node = 0;
      while (feature[node] >= 0) {
        node = row[feature[node]] <= threshold[node] ? left[node] : right[node];
      }
      return value[node];
    }
  }

  public TreeRegression {
    trees = List.copyOf(trees);
  }

  /** A row with its pairs behind it, in float32 as the graph computes them. */
  public float[] widened(float[] row) {
    int pairs = first.length;
    float[] wide = Arrays.copyOf(row, features + 3 * pairs);
    for (int p = 0; p < pairs; p++) {
      float a = row[first[p]];
      float b = row[second[p]];
      wide[features + p] = a * b;
      wide[features + pairs + p] = a - b;
      wide[features + 2 * pairs + p] = a / (b == 0 ? 1 : b);
    }
    return wide;
  }

  /** The answer, in double precision over the trees. */
  public double at(float[] row) {
    float[] wide = widened(row);
    double sum = 0;
    for (Tree tree : trees) {
      sum += tree.at(wide);
    }
    return sum / trees.size();
  }

  @Override
  public void constants(GraphWriter graph) {
    if (first.length > 0) {
      graph.integers("pair_first", Arrays.stream(first).asLongStream().toArray());
      graph.integers("pair_second", Arrays.stream(second).asLongStream().toArray());
      graph.scalar("pair_nought", 0);
      graph.scalar("pair_one", 1);
    }
    graph.integers("flat", -1);
  }

  @Override
  public void write(GraphWriter graph, String features, String output) {
    String wide = first.length == 0 ? features : writePairs(graph, features, output);
    NodeProto.Builder ensemble =
        NodeProto.newBuilder()
            .setOpType("TreeEnsembleRegressor")
            .setDomain(GraphFile.ML_DOMAIN)
            .setName("make_" + output + "_trees")
            .addInput(wide)
            .addOutput(output + "_trees");
    new EnsembleAttributes(trees).addTo(ensemble);
    graph.node(ensemble);
    graph.node("Reshape", output, output + "_trees", "flat");
  }

  private static String writePairs(GraphWriter graph, String features, String output) {
    graph.gatherColumns(output + "_first", features, "pair_first");
    graph.gatherColumns(output + "_second", features, "pair_second");
    graph.node("Mul", output + "_products", output + "_first", output + "_second");
    graph.node("Sub", output + "_differences", output + "_first", output + "_second");
    graph.node("Equal", output + "_no_divisor", output + "_second", "pair_nought");
    graph.node(
        "Where", output + "_divisor", output + "_no_divisor", "pair_one", output + "_second");
    graph.node("Div", output + "_ratios", output + "_first", output + "_divisor");
    graph.node(
        NodeProto.newBuilder()
            .setOpType("Concat")
            .setName("make_" + output + "_wide")
            .addAllInput(
                List.of(
                    features, output + "_products", output + "_differences", output + "_ratios"))
            .addOutput(output + "_wide")
            .addAttribute(NodeAttributes.integer("axis", 1)));
    return output + "_wide";
  }

  /** Trees as the parallel lists that {@code TreeEnsembleRegressor} takes. */
  private static final class EnsembleAttributes {
    private final List<Long> treeIds = new ArrayList<>();
    private final List<Long> nodeIds = new ArrayList<>();
    private final List<Long> featureIds = new ArrayList<>();
    private final List<Float> thresholds = new ArrayList<>();
    private final List<Long> trueIds = new ArrayList<>();
    private final List<Long> falseIds = new ArrayList<>();
    private final List<String> modes = new ArrayList<>();
    private final List<Long> targetTrees = new ArrayList<>();
    private final List<Long> targetNodes = new ArrayList<>();
    private final List<Long> targetIds = new ArrayList<>();
    private final List<Float> targetWeights = new ArrayList<>();

    EnsembleAttributes(List<Tree> trees) {
      for (int t = 0; t < trees.size(); t++) {
        for (int n = 0; n < trees.get(t).feature().length; n++) {
          add(t, n, trees.get(t), trees.size());
        }
      }
    }

    private void add(long tree, int node, Tree of, int trees) {
      boolean leaf = of.feature()[node] < 0;
      treeIds.add(tree);
      nodeIds.add((long) node);
      featureIds.add(leaf ? 0L : of.feature()[node]);
      thresholds.add(leaf ? 0f : of.threshold()[node]);
      trueIds.add(leaf ? 0L : of.left()[node]);
      falseIds.add(leaf ? 0L : of.right()[node]);
      modes.add(leaf ? "LEAF" : "BRANCH_LEQ");
      if (leaf) {
        targetTrees.add(tree);
        targetNodes.add((long) node);
        targetIds.add(0L);
        targetWeights.add(of.value()[node] / trees);
      }
    }

    void addTo(NodeProto.Builder node) {
      node.addAttribute(NodeAttributes.integer("n_targets", 1))
          .addAttribute(NodeAttributes.text("aggregate_function", "SUM"))
          .addAttribute(NodeAttributes.text("post_transform", "NONE"))
          .addAttribute(NodeAttributes.integers("nodes_treeids", treeIds))
          .addAttribute(NodeAttributes.integers("nodes_nodeids", nodeIds))
          .addAttribute(NodeAttributes.integers("nodes_featureids", featureIds))
          .addAttribute(NodeAttributes.numbers("nodes_values", thresholds))
          .addAttribute(NodeAttributes.integers("nodes_truenodeids", trueIds))
          .addAttribute(NodeAttributes.integers("nodes_falsenodeids", falseIds))
          .addAttribute(NodeAttributes.texts("nodes_modes", modes))
          .addAttribute(NodeAttributes.integers("target_treeids", targetTrees))
          .addAttribute(NodeAttributes.integers("target_nodeids", targetNodes))
          .addAttribute(NodeAttributes.integers("target_ids", targetIds))
          .addAttribute(NodeAttributes.numbers("target_weights", targetWeights));
    }
  }
}
